// Films or records sound, a piece a second, each piece on the disk of the phone before it counts.
// Knows nothing of the page: says what happens through `hooks`.
import { keep, making, put, remove, KEPT, RECORDING } from "./shelf.js";

const FORMATS = {
  film: ["video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/webm;codecs=vp8,opus", "video/webm"],
  talk: ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/webm"],
};
const PIECE_MS = 1000;
const LOOK_MS = 250;
const QUIET = 0.01;
const LOUD = 0.95;

export const canRecord = () =>
  Boolean(navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.MediaRecorder && window.indexedDB);

const lacks = async (kind) => {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const has = (what) => devices.some((device) => device.kind === what);
  return kind === "film" && !has("videoinput") ? "no-camera" : "no-microphone";
};

/** The camera and microphone, or the microphone alone. Throws the name of the trouble. */
export const turnOn = async (kind) => {
  const video = kind === "film" && { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true, video });
  } catch (error) {
    if (error.name === "NotAllowedError" || error.name === "SecurityError") throw "refused";
    if (error.name === "NotReadableError" || error.name === "AbortError") throw "in-use";
    throw await lacks(kind);
  }
};

export const turnOff = (stream) => stream && stream.getTracks().forEach((track) => track.stop());

/** Says how well somebody is heard: "heard", "quiet" or "loud", when it changes. Answers how to end it. */
export const listenTo = (stream, said) => {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!Context || !stream.getAudioTracks().length) return () => {};
  const context = new Context();
  const meter = context.createAnalyser();
  // A look is longer than the time between two: no word falls between them.
  meter.fftSize = 16384;
  const wave = new Uint8Array(meter.fftSize);
  context.resume().catch(() => {});
  context.createMediaStreamSource(stream).connect(meter);
  let levels = [];
  let last = "";
  const timer = setInterval(() => {
    meter.getByteTimeDomainData(wave);
    levels.push(wave.reduce((top, point) => Math.max(top, Math.abs(point - 128)), 0) / 128);
    // Two seconds: people breathe between words.
    if (levels.length < 8) return;
    const top = Math.max(...levels);
    levels = [];
    const now = top < QUIET ? "quiet" : top > LOUD ? "loud" : "heard";
    if (now !== last) said((last = now));
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    context.close().catch(() => {});
  };
};

/**
 * Begins. `film` = { id, whose, story, kind, knows }. `hooks`:
 * kept(all): whether all that was said is on the disk; time(seconds); muted(yes);
 * over(why, film): it ended; why is "" after Stop, else "full", "unplugged", "left", "most" or "short" (nothing is kept then).
 * Answers { stop(why) }.
 */
export const record = async (stream, film, limits, hooks) => {
  const type = FORMATS[film.kind].find((format) => MediaRecorder.isTypeSupported(format)) || "";
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: 1500000, audioBitsPerSecond: 64000 });
  Object.assign(film, { at: Date.now(), type, state: RECORDING, url: null, away: null });
  await put(film);
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  let release;
  making(film.id, new Promise((done) => (release = done)));

  let [made, kept, why, ended, lasted] = [0, 0, "", false, 0];
  let writing = Promise.resolve();
  let dim = () => {};
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;

  const stop = (reason) => {
    if (ended) return;
    ended = true;
    lasted = seconds();
    why = reason;
    if (recorder.state !== "inactive") recorder.stop();
    else finish();
  };

  const finish = async () => {
    if (!ended) lasted = seconds();
    ended = true;
    clearInterval(clock);
    document.removeEventListener("visibilitychange", hidden);
    removeEventListener("pagehide", leave);
    await writing;
    dim();
    release();
    if (!kept || lasted < 1) {
      await remove(film.id).catch(() => {});
      return hooks.over(why === "full" ? "full" : "short", null);
    }
    // When even this finds no room it stays as it was: cut off, and offered again.
    await put(Object.assign(film, { state: KEPT })).catch(() => {});
    return hooks.over(why, film);
  };

  recorder.ondataavailable = ({ data }) => {
    if (!data.size || why === "full") return;
    const number = made;
    made += 1;
    hooks.kept(false);
    writing = writing.then(async () => {
      if (why === "full") return;
      try {
        await keep(film.id, number, data);
        kept += 1;
        if (kept === made) hooks.kept(true);
      } catch {
        why = "full";
        if (!ended) stop("full");
      }
    });
  };
  recorder.onstop = finish;
  recorder.onerror = () => stop("unplugged");
  for (const track of stream.getTracks()) {
    track.onended = () => stop("unplugged");
    track.onmute = () => hooks.muted(true);
    track.onunmute = () => hooks.muted(false);
  }
  // Nobody is filmed who went away from the page; a call that takes the screen ends it as well.
  const hidden = () => document.hidden && stop("left");
  const leave = () => stop("left");
  document.addEventListener("visibilitychange", hidden);
  addEventListener("pagehide", leave);
  const clock = setInterval(() => {
    hooks.time(Math.floor(seconds()));
    if (seconds() >= limits.most) stop("most");
  }, PIECE_MS);
  recorder.start(PIECE_MS);
  // The screen stays on where a phone lets us ask for it.
  const light = navigator.wakeLock && navigator.wakeLock.request("screen").catch(() => null);
  dim = () => light && light.then((lock) => lock && lock.release());
  return { stop };
};
