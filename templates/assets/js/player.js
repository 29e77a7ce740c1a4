// The four buttons under a film or sound, and the transcript that follows it.
// [data-player] holds the media; [data-do] are the buttons (hidden until this runs);
// [data-cue="seconds"] are the transcript's lines, anywhere in the same [data-player].
// While it plays it asks now and then whether it may: what was taken back does not play on from what is buffered.
import { each } from "./base.js";

const BACK_SECONDS = 10;
const SLOW = 0.75;
const ASK_AGAIN_MS = 5000;

// The story is gone from the page, its words and its title too. One sentence stands where it was, as far down as the
// film went, so that nothing moves under somebody's eyes. [data-story] is all of a story; without one the player is.
const goes = (player, film) => {
  const story = player.closest("[data-story]") || player;
  const alone = story.querySelector("h1");
  const here = story.contains(document.activeElement);
  const card = document.createElement(alone ? "h1" : "p");
  card.className = "fh-gone";
  card.style.minHeight = `${film.getBoundingClientRect().bottom - story.getBoundingClientRect().top}px`;
  card.tabIndex = -1;
  card.dataset.say = "";
  card.textContent = player.dataset.gone;
  each("video, audio", (media) => media.pause(), story);
  if (alone) document.title = player.dataset.gone;
  story.removeAttribute("aria-labelledby");
  story.textContent = "";
  story.setAttribute("role", "status");
  story.append(card);
  if (here) card.focus({ preventScroll: true });
};

const start = (player) => {
  const media = player.querySelector("video, audio");
  if (!media) return;
  const buttons = {};
  each("[data-do]", (b) => (buttons[b.dataset.do] = b), player);
  const cues = [...player.querySelectorAll("[data-cue]")];
  const on = (name, act) => buttons[name] && buttons[name].addEventListener("click", act);
  const pressed = (name, yes) => buttons[name].setAttribute("aria-pressed", String(yes));

  const showPlay = () => buttons.play && (buttons.play.textContent = buttons.play.dataset[media.paused ? "play" : "stop"]);
  on("play", () => (media.paused ? media.play().catch(() => {}) : media.pause()));
  for (const name of ["play", "pause", "ended"]) media.addEventListener(name, showPlay);

  on("back", () => (media.currentTime = Math.max(0, media.currentTime - BACK_SECONDS)));
  on("slower", () => {
    const slow = media.playbackRate === 1;
    media.playbackRate = slow ? SLOW : 1;
    pressed("slower", slow);
  });

  const track = media.textTracks && media.textTracks[0];
  on("words", () => {
    const shown = track.mode !== "showing";
    track.mode = shown ? "showing" : "hidden";
    pressed("words", shown);
  });
  if (buttons.words && track) pressed("words", track.mode === "showing");

  let current;
  const follow = () => {
    let now;
    for (const cue of cues) if (Number(cue.dataset.cue) <= media.currentTime + 0.05) now = cue;
    if (now === current) return;
    if (current) current.removeAttribute("aria-current");
    if (now && !(media.paused && media.currentTime === 0)) now.setAttribute("aria-current", "true");
    current = now;
  };
  media.addEventListener("timeupdate", follow);
  for (const cue of cues) {
    const go = document.createElement("button");
    go.type = "button";
    go.className = "fh-transcript__go";
    go.append(...cue.childNodes);
    cue.append(go);
    go.addEventListener("click", () => {
      media.currentTime = Number(cue.dataset.cue);
      follow();
      media.play().catch(() => {});
    });
  }

  // Calm pages make no sound; the film's own control gives it back.
  media.muted = media.muted || "calm" in document.documentElement.dataset;

  let asked = performance.now();
  const ask = async () => {
    if (media.paused || performance.now() - asked < ASK_AGAIN_MS) return;
    asked = performance.now();
    try {
      const answer = await fetch(media.currentSrc, { method: "HEAD", cache: "no-store" });
      if (answer.status === 404) goes(player, media);
    } catch {
      // No signal: that says nothing about the story.
    }
  };
  for (const name of ["timeupdate", "play"]) media.addEventListener(name, ask);

  for (const name of Object.keys(buttons)) buttons[name].hidden = name === "words" && !track;
  showPlay();
};

each("[data-player]", start);
