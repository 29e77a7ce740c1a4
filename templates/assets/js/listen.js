// Listen: reads the page aloud, one sentence at a time, and marks where it is.
// [data-listen] is the button (hidden until something can speak); [data-say] is read, in page order;
// data-audio on it names a recording that is played instead of the computer's voice.
import { each } from "./base.js";

const speech = window.speechSynthesis;
const RATE = 0.85;

const sentences = (text) => text.replace(/\s+/g, " ").trim().match(/[^.!?]+[.!?]*/g) || [];

/** A voice of this device in the page's language; never one that sends words to a server. */
const voice = () => {
  const lang = (document.documentElement.lang || "en").slice(0, 2);
  const own = speech.getVoices().filter((v) => v.lang.slice(0, 2) === lang);
  return own.find((v) => v.localService && v.lang === "en-GB") || own.find((v) => v.localService);
};

const start = (button) => {
  const words = button.querySelector("[data-listen-words]") || button;
  const listen = words.textContent;
  const parts = () => [...document.querySelectorAll("[data-say]")].filter((el) => el.offsetParent !== null);
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

  const play = (src) =>
    new Promise((done) => {
      audio = new Audio(src);
      audio.onended = audio.onerror = done;
      audio.play().catch(done);
    });

  const speak = (sentence) =>
    new Promise((done) => {
      const said = new SpeechSynthesisUtterance(sentence);
      const found = voice();
      if (found) said.voice = found;
      said.lang = found ? found.lang : "en-GB";
      said.rate = RATE;
      said.onend = said.onerror = done;
      speech.speak(said);
    });

  const read = async () => {
    stop();
    const mine = turn;
    button.setAttribute("aria-pressed", "true");
    words.textContent = button.dataset.listen || "Stop";
    for (const part of parts()) {
      part.classList.add("is-said");
      if (part.dataset.audio) {
        await play(part.dataset.audio);
      } else if (speech && voice()) {
        for (const sentence of sentences(part.textContent)) {
          await speak(sentence);
          if (mine !== turn) return;
        }
      }
      if (mine !== turn) return;
      part.classList.remove("is-said");
    }
    stop();
  };

  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : read()));
  addEventListener("pagehide", stop);

  const show = () => {
    const can = (speech && voice()) || document.querySelector("[data-say][data-audio]");
    button.hidden = !can;
  };
  show();
  if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", show);
};

each("[data-listen]", start);
