// What is still only on this phone: every page of a storyteller offers it, and sends what was wanted to be
// sent. [data-whose] says whose pages these are; [data-left] is the message. Also keeps opened pages for
// when there is no signal (sw.js), and lets go of them when nobody is signed in.
import { each, say } from "./base.js";
import { any, left, WANTED } from "./shelf.js";
import { forgetWords } from "./words.js";

const worker = navigator.serviceWorker;

/** Opened pages and words belong to whoever is signed in. */
const forget = () => {
  forgetWords();
  return "caches" in window && caches.delete("pages").catch(() => {});
};

const begin = async (box) => {
  const words = box.querySelector("[data-left-words]");
  const link = box.querySelector("a");
  const tell = (key, linked) => {
    box.hidden = false;
    link.hidden = !linked;
    words.hidden = linked;
    say(linked ? link : words, box.dataset[key]);
  };
  const films = (await left(box.dataset.left)).filter((film) => !film.away);
  const wanted = films.filter((film) => film.state === WANTED);
  if (films.length > wanted.length) tell("ask", true);
  if (!wanted.length) return;
  if (films.length === wanted.length) tell("sending", false);
  const { sendFilm } = await import(box.dataset.sender);
  const hooks = { moved: () => {}, trouble: () => films.length === wanted.length && tell("offline", false) };
  for (const film of wanted) {
    const how = await sendFilm(film.id, hooks);
    // Another tab is at it, and says so there.
    if (how === "busy" || how === "gone") box.hidden = true;
    else if (how !== "here") return tell("ask", true);
  }
  // That page says what is in the story.
  if (location.pathname.endsWith("/check")) return location.reload();
  if (films.length === wanted.length) tell("here", false);
};

// Those pages are about it themselves.
if (!document.querySelector("[data-record], [data-phone]")) each("[data-left]", (box) => begin(box).catch(() => {}));

// Nobody is signed in here, and a film waits for its person.
each("[data-films-here]", async (words) => {
  words.hidden = !(await any().catch(() => false));
});

if (worker && isSecureContext) {
  if (!document.querySelector("[data-whose], [data-no-signal]")) forget();
  worker.register("/sw.js").catch(() => {});
  // This page was opened before the worker was there.
  if (!worker.controller) worker.ready.then((ready) => ready.active.postMessage(location.href));
}
