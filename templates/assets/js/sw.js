// Lets an opened page work without a signal. Keeps the shell (styles, scripts, letters, pictures) and those
// pages that the server marks with `Firsthand-Keep`; never a film, never a page of staff, and no page of a
// storyteller past their signing out. SHELL and VERSION stand above, written by the server.
/* global SHELL, VERSION */

const PAGES = "pages";
// Not a page: which language the pages of this person are in.
const LANGUAGE = "/kept-language";
// The same pages in Welsh are under /cy, and at their own address for who chose Welsh.
const offline = async (path) => {
  const kept = await caches.match(LANGUAGE);
  const welsh = /^\/cy(\/|$)/.test(path) || (kept && (await kept.text()) === "cy");
  return caches.match(welsh ? "/cy/offline" : "/offline");
};
const CHANGES_WHO = /^(\/cy)?\/(sign-out|sign-in|c\/|l\/|invite\/)/;
const OPENED = /^(\/cy)?\/me(\/|$)/;
const START = /^(\/cy)?\/?$/;

addEventListener("install", (event) =>
  event.waitUntil(
    caches
      .open(VERSION)
      .then((cache) => cache.addAll(SHELL))
      .then(() => skipWaiting()),
  ),
);

addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      // Pages of before name styles and scripts of before.
      for (const name of await caches.keys()) if (name !== VERSION) await caches.delete(name);
      await clients.claim();
    })(),
  ),
);

const keepPage = async (request, answer) => {
  const language = answer.headers.get("Firsthand-Keep");
  if (!answer.ok || answer.redirected || !language) return;
  const pages = await caches.open(PAGES);
  await pages.put(request, answer);
  await pages.put(LANGUAGE, new Response(language));
};

const page = async (event) => {
  try {
    const answer = await fetch(event.request);
    // Nobody is signed in, or another page is shown there now.
    if (OPENED.test(new URL(event.request.url).pathname)) {
      const mine = answer.clone();
      event.waitUntil(keepPage(event.request.url, mine));
    }
    return answer;
  } catch {
    const pages = await caches.open(PAGES);
    const kept = (await pages.match(event.request.url)) || (await pages.match(event.request.url, { ignoreSearch: true }));
    return kept || (await offline(new URL(event.request.url).pathname)) || Response.error();
  }
};

const asset = async (event) => {
  const kept = await caches.match(event.request.url);
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.ok && event.request.url.includes("/symbols/")) {
    const mine = answer.clone();
    event.waitUntil(caches.open(VERSION).then((cache) => cache.put(event.request.url, mine)));
  }
  return answer;
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && CHANGES_WHO.test(url.pathname)) event.waitUntil(caches.delete(PAGES));
  // A form without a signal: our own words, not the browser's. Files do not go through here.
  const form = (request.headers.get("Content-Type") || "").startsWith("application/x-www-form-urlencoded");
  if (request.method === "POST" && request.mode === "navigate" && form && OPENED.test(url.pathname))
    event.respondWith(fetch(request).catch(async () => (await offline(url.pathname)) || Response.error()));
  if (request.method !== "GET" || request.headers.has("Range")) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(asset(event));
  else if (request.mode === "navigate" && (OPENED.test(url.pathname) || START.test(url.pathname))) event.respondWith(page(event));
});

// A page that was opened before this worker was there asks to be kept.
addEventListener("message", (event) => {
  const url = new URL(event.data);
  if (url.origin !== location.origin || !OPENED.test(url.pathname)) return;
  event.waitUntil(fetch(url.href, { credentials: "same-origin" }).then((answer) => keepPage(url.href, answer)).catch(() => {}));
});
