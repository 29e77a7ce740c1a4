// Sends a film from this phone and puts it in its story. It leaves the phone only when the server has
// answered with the same SHA-256 and has put it in the story.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { twin } from "./base.js";
import { alone, find, pieces, put, remove } from "./shelf.js";
import { forget, hashThere, idOf, send, wait } from "./tus.js";

/** Once for the whole, a piece at a time: a long film does not fit into the memory of a phone. */
export const hashOf = async (parts) => {
  const hash = sha256.create();
  for (const part of parts) hash.update(new Uint8Array(await part.arrayBuffer()));
  return bytesToHex(hash.digest());
};

/** Asks until there is an answer. */
const patient = async (ask, trouble) => {
  for (let tries = 0; ; tries += 1) {
    try {
      const said = await ask();
      if (!(said instanceof Response) || (said.status < 500 && said.status !== 429)) return said;
    } catch (error) {
      if (error.status) throw error;
    }
    trouble();
    await wait(tries);
  }
};

const attach = (film) => {
  const form = new FormData();
  form.set("upload_id", idOf(film.url));
  form.set("knows", film.knows || "");
  form.set("then", "keep");
  return fetch(twin(`/me/story/${film.story}/${film.kind}`), { method: "POST", body: form, redirect: "manual" });
};

const whole = async (film, hooks) => {
  const parts = await pieces(film.id);
  const bytes = new Blob(parts, { type: film.type });
  const hash = await hashOf(parts);
  const kept = {
    get: () => film.url,
    set: (url) => put(Object.assign(film, { url })),
    forget: () => put(Object.assign(film, { url: null })),
  };
  const end = film.type.includes("mp4") ? "mp4" : "webm";
  const url = await send("/uploads", `${film.kind}.${end}`, bytes, kept, (sent) => hooks.moved(sent / (bytes.size || 1)), hooks.trouble);
  const there = await patient(() => hashThere(url), hooks.trouble);
  if (there === hash) return true;
  // Something changed it on the way: it is sent again from the start.
  await forget(url);
  await kept.forget();
  return false;
};

/**
 * Sends it. `hooks` = { moved(part), trouble() }. Answers "here" (it is in the story and not on this phone any
 * more), "busy" (another tab sends it), "gone" (another tab has sent or removed it), or why not: "signed-out", "too-long", "story-gone", "not-taken", "wrong".
 */
export const sendFilm = async (id, hooks) => {
  const how = await alone(`sending-${id}`, async () => {
    const film = await find(id);
    if (!film) return "gone";
    try {
      if (!(await whole(film, hooks)) && !(await whole(film, hooks))) return "wrong";
      const said = await patient(() => attach(film), hooks.trouble);
      if (said.status === 204) {
        await remove(id);
        return "here";
      }
      if (said.status === 401) return "signed-out";
      if (said.type === "opaqueredirect" || said.status === 404) return "story-gone";
      return said.status === 422 ? "not-taken" : "wrong";
    } catch (error) {
      return { 401: "signed-out", 413: "too-long" }[error.status] || "wrong";
    }
  });
  return how || "busy";
};

/** Begins a new story for a film whose own was sent meanwhile; the same film twice begins one. */
export const newStory = async (film) => {
  const body = new URLSearchParams({ way: film.kind, nonce: film.id });
  const answer = await fetch(twin("/me/story/new"), { method: "POST", body });
  const found = /\/me\/story\/([0-9a-f-]{36})\//.exec(new URL(answer.url).pathname);
  if (!answer.ok || !found) return null;
  await put(Object.assign(film, { story: found[1], knows: "" }));
  return found[1];
};
