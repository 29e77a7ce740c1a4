// <form data-keep> is sent in the background while somebody types, and when they leave the page, with
// then=keep: the server answers 204 and no page. Its [data-keep-status] says so only then; trouble is
// quiet, because the buttons of the form still work.
import { each, say } from "./base.js";

const AFTER_MS = 2000;
// Browsers take no more than 64 KiB along when a page goes away.
const TAKEN_ALONG = 60000;

const start = (form) => {
  const status = form.querySelector("[data-keep-status]");
  const text = form.querySelector("textarea");
  let typed = 0;
  let kept = 0;
  let along = 0;
  let timer;
  let going;

  const keep = async (leaving) => {
    clearTimeout(timer);
    // Emptied by mistake: what was kept before stays.
    if (typed === kept || !text.value.trim() || (leaving && along === typed)) return;
    const now = typed;
    if (leaving) along = now;
    if (going) going.abort();
    going = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    body.set("then", "keep");
    const keepalive = leaving && String(body).length < TAKEN_ALONG;
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive, signal: going.signal });
      if (answer.status !== 204) return;
      kept = Math.max(kept, now);
      if (kept === typed) say(status, status.dataset.kept);
    } catch {
      // Still not kept: the next letter, or leaving, tries again.
    }
  };

  form.addEventListener("input", () => {
    typed += 1;
    say(status, "");
    clearTimeout(timer);
    timer = setTimeout(() => keep(false), AFTER_MS);
  });
  // The form itself is on its way: nothing older may arrive after it.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    if (going) going.abort();
    kept = typed;
  });
  addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => document.hidden && keep(true));
};

each("form[data-keep]", start);
