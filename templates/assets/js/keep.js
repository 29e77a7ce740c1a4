// <form data-keep> is sent in the background while somebody types, when they leave the page, and before it is sent
// for good, with then=keep: the server answers 204 and no page. Its [data-keep-status] says so only then. Without
// a signal the words stay on this phone, come back when the form is opened again, and go to the server from there;
// `seen` goes with them, so that what another phone wrote meanwhile is not lost either. left.js throws them away
// when nobody is signed in.
import { each, say } from "./base.js";
import { WORDS } from "./words.js";

const AFTER_MS = 2000;
const PATIENCE_MS = 10000;
// Browsers take no more than 64 KiB along when a page goes away.
const TAKEN_ALONG = 60000;

const start = (form) => {
  const status = form.querySelector("[data-keep-status]");
  const text = form.querySelector("textarea");
  const { seen } = form.elements;
  const here = WORDS + new URL(form.action).pathname.replace(/^\/cy(?=\/)/, "");
  let typed = 0;
  let kept = 0;
  let along = 0;
  let timer;
  let going;
  let sure = false;

  const onPhone = () => {
    try {
      localStorage.setItem(here, JSON.stringify({ words: text.value, seen: seen.value }));
      say(status, status.dataset.offline);
    } catch {
      // No room on this phone: the words are in the form.
    }
  };

  /** Whether there was a signal, or nothing to send. */
  const keep = async (leaving) => {
    clearTimeout(timer);
    // Emptied by mistake: what was kept before stays.
    if (typed === kept || !text.value.trim() || (leaving && along === typed)) return true;
    const now = typed;
    if (leaving) along = now;
    if (going) going.abort();
    const mine = (going = new AbortController());
    const late = setTimeout(() => mine.abort("late"), PATIENCE_MS);
    const body = new URLSearchParams(new FormData(form));
    body.set("then", "keep");
    const keepalive = leaving && String(body).length < TAKEN_ALONG;
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive, signal: mine.signal });
      if (answer.status !== 204) return true;
      kept = Math.max(kept, now);
      if (kept === typed) {
        localStorage.removeItem(here);
        say(status, status.dataset.kept);
        // The page that opens without a signal has them too.
        const worker = navigator.serviceWorker && navigator.serviceWorker.controller;
        if (worker) worker.postMessage(location.href);
      }
      return true;
    } catch {
      if (mine.signal.aborted && mine.signal.reason !== "late") return true;
      // The next letter, or leaving, tries again.
      onPhone();
      return false;
    } finally {
      clearTimeout(late);
    }
  };

  form.addEventListener("input", () => {
    typed += 1;
    say(status, "");
    clearTimeout(timer);
    timer = setTimeout(() => keep(false), AFTER_MS);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!sure && typed !== kept && text.value.trim()) {
      event.preventDefault();
      if (!(await keep(false))) return;
      sure = true;
      form.requestSubmit(event.submitter);
      return;
    }
    // The form itself is on its way: nothing older may arrive after it.
    if (going) going.abort();
    kept = typed;
  });
  addEventListener("pageshow", () => (sure = false));
  addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => document.hidden && keep(true));

  const before = JSON.parse(localStorage.getItem(here) || "null");
  if (before && before.words !== text.value) {
    text.value = before.words;
    seen.value = before.seen;
    typed = 1;
    keep(false);
  }
};

each("form[data-keep]", start);
