// Listen: reads the page aloud as it stands, one sentence at a time, and marks where it is; pressed again it stops.
// [data-listen] is the button (hidden until something can speak). What is read is what can be seen in <main>, and
// who is beside the person; a part that is not the page's own words to say carries data-quiet.
// data-voice="/address" names a recording of a part: it goes before the computer's voice.
import { each } from "./base.js";

const speech = window.speechSynthesis;
const RATE = 0.85;
// Some voices stop by themselves after 15 seconds, so nothing longer than this is said in one go (letters).
const MOST = 160;
// And some never say that they are done: then the next sentence follows all the same.
const patience = (words) => 6000 + 200 * words.length;

/** A piece of words that is not too long, cut where one takes breath. */
const short = (sentence) => {
  const pieces = [];
  let rest = sentence;
  while (rest.length > MOST) {
    const start = rest.slice(0, MOST);
    const at = Math.max(start.lastIndexOf(", ") + 1, start.lastIndexOf("; ") + 1) || start.lastIndexOf(" ") || MOST;
    pieces.push(rest.slice(0, at > 0 ? at : MOST).trim());
    rest = rest.slice(at > 0 ? at : MOST).trim();
  }
  return rest ? [...pieces, rest] : pieces;
};

const sentences = (text) => (text.match(/\S.*?(?:[.!?…]+["”’')]*(?=\s|$)|$)/g) || []).flatMap(short);

const shown = (el) =>
  el.checkVisibility ? el.checkVisibility({ visibilityProperty: true }) : el.getClientRects().length > 0;

const SILENT = "[data-listen], [data-quiet], [aria-hidden=true], .govuk-visually-hidden, script, style, textarea, select, option, video, audio";

/** The part of the page that these words are marked and said with: a line, a button, what has its own voice. */
const partOf = (text) => {
  let el = text.parentElement;
  while (!el.matches("[data-say], [data-voice], main") && /^(inline|contents)$/.test(getComputedStyle(el).display)) {
    el = el.parentElement;
  }
  return el.closest("[data-voice]") || el;
};

/** What is read, in the order of the page: { el, words }. */
const parts = () => {
  const found = [];
  let last;
  each(".st-beside, main", (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.tagName === "BR") last = undefined;
        continue;
      }
      if (!node.data.trim()) {
        if (last) last.words += " ";
        continue;
      }
      if (node.parentElement.closest(SILENT) || !shown(node.parentElement)) continue;
      const el = partOf(node);
      if (!last || last.el !== el) found.push((last = { el, words: "" }));
      last.words += node.data;
    }
  });
  return found
    .map(({ el, words }) => ({ el, words: words.replace(/\s+/g, " ").trim() }))
    .filter(({ words }) => words);
};

const languageOf = (el) => (el.closest("[lang]") || { lang: "" }).lang || "en";
const TAGS = { en: "en-GB", cy: "cy-GB" };

/** A voice of this device in this language; never one that sends words to a server. */
const voice = (lang) => {
  const own = speech ? speech.getVoices().filter((v) => v.localService && v.lang.slice(0, 2) === lang.slice(0, 2)) : [];
  return own.find((v) => v.lang.replace("_", "-") === TAGS[lang.slice(0, 2)]) || own[0];
};

const start = (button) => {
  const words = button.querySelector("[data-listen-words]") || button;
  const listen = words.textContent;
  let turn = 0;
  let audio;

  const stop = () => {
    turn += 1;
    if (speech) speech.cancel();
    if (audio) audio.pause();
    each(".is-said", (el) => el.classList.remove("is-said"));
    button.setAttribute("aria-pressed", "false");
    words.textContent = listen;
  };

  /** Whether the recording was played to its end. */
  const play = (src) =>
    new Promise((done) => {
      audio = new Audio(src);
      audio.onended = () => done(true);
      audio.onpause = () => audio.ended || done(true);
      audio.onerror = () => done(false);
      audio.play().catch(() => done(false));
    });

  const speak = (sentence, el) =>
    new Promise((done) => {
      const said = new SpeechSynthesisUtterance(sentence);
      const lang = languageOf(el);
      const found = voice(lang);
      if (!found) return done();
      said.voice = found;
      said.lang = TAGS[lang.slice(0, 2)] || lang;
      said.rate = RATE;
      const timer = setTimeout(done, patience(sentence));
      said.onend = said.onerror = () => {
        clearTimeout(timer);
        done();
      };
      speech.speak(said);
    });

  const read = async () => {
    stop();
    const mine = turn;
    button.setAttribute("aria-pressed", "true");
    words.textContent = button.dataset.stop;
    let played;
    for (const { el, words: text } of parts()) {
      if (el === played) continue;
      el.classList.add("is-said");
      if (el.dataset.voice && (await play(el.dataset.voice))) {
        played = el;
      } else {
        for (const sentence of sentences(text)) {
          if (mine !== turn) return;
          await speak(sentence, el);
        }
      }
      if (mine !== turn) return;
      el.classList.remove("is-said");
    }
    stop();
  };

  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : read()));
  addEventListener("pagehide", stop);

  const show = () => {
    button.hidden = !(voice(document.documentElement.lang || "en") || document.querySelector("main [data-voice]"));
  };
  show();
  if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", show);
};

// Calm pages make no sound.
if (!("calm" in document.documentElement.dataset)) each("[data-listen]", start);
