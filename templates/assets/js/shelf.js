// What somebody filmed or said and that is only on this phone: films and their pieces, in IndexedDB.
// A piece counts as kept only when its transaction is on the disk. Must never remove what was not sent,
// except what its own person put away and let lie for 30 days, or removed for good.

const NAME = "firsthand";
// So long something just begun may be without a piece.
const BEGUN_MS = 60 * 1000;
const AWAY_MS = 30 * 24 * 60 * 60 * 1000;

/** recording: goes on, or was cut off. kept: stopped, not decided. wanted: to be sent. */
export const RECORDING = "recording";
export const KEPT = "kept";
export const WANTED = "wanted";

let opened;

const done = (tx) =>
  new Promise((yes, no) => {
    tx.oncomplete = () => yes();
    tx.onabort = tx.onerror = () => no(tx.error || new Error("storage"));
  });

const answer = (request) =>
  new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });

const open = () => {
  opened =
    opened ||
    new Promise((yes, no) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("films", { keyPath: "id" });
        request.result.createObjectStore("pieces", { keyPath: ["film", "number"] });
      };
      request.onsuccess = () => {
        // A newer page wants to change the shelf: this one lets go.
        request.result.onversionchange = () => request.result.close();
        yes(request.result);
      };
      request.onerror = () => no(request.error);
    });
  return opened;
};

const write = async (act) => {
  const db = await open();
  const tx = db.transaction(["films", "pieces"], "readwrite", { durability: "strict" });
  const over = done(tx);
  try {
    act(tx.objectStore("films"), tx.objectStore("pieces"));
  } catch (error) {
    tx.abort();
    await over.catch(() => {});
    throw error;
  }
  return over;
};

const read = async (store) => (await open()).transaction(store).objectStore(store);

const piecesOf = (film) => IDBKeyRange.bound([film], [film, []]);

/** Whether this browser can keep films at all; private windows sometimes cannot. */
export const works = () => open().then(() => true, () => false);

export const put = (film) => write((films) => films.put(film));

/** On the disk when it resolves. */
export const keep = (film, number, bytes) => write((_, pieces) => pieces.put({ film, number, bytes }));

export const find = async (id) => answer((await read("films")).get(id));

/** The pieces of a film in their order, each a Blob. */
export const pieces = async (id) => {
  const all = await answer((await read("pieces")).getAll(piecesOf(id)));
  return all.map((piece) => piece.bytes);
};

export const remove = (id) =>
  write((films, pieces) => {
    films.delete(id);
    pieces.delete(piecesOf(id));
  });

const supports = () => "locks" in navigator;

/** Does something alone, whatever tabs are open; answers null when another tab is at it. */
export const alone = (name, act) =>
  supports() ? navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? act() : null)) : act();

/** Says to other tabs that this film is being made just now, until `until` resolves. */
export const making = (id, until) => supports() && navigator.locks.request(`making-${id}`, () => until);

const beingMade = async (id) => {
  if (!supports()) return false;
  const { held } = await navigator.locks.query();
  return held.some((lock) => lock.name === `making-${id}`);
};

/** Whether a film of anybody is on this phone. */
export const any = async () => (await answer((await read("films")).count())) > 0;

/** Everything of this person that is on this phone, oldest first; without what is being made just now. */
export const left = async (whose) => {
  const mine = [];
  for (const film of await answer((await read("films")).getAll())) {
    if (film.whose !== whose || (film.state === RECORDING && (await beingMade(film.id)))) continue;
    const has = await answer((await read("pieces")).count(piecesOf(film.id)));
    const fresh = Date.now() - film.at < BEGUN_MS;
    if (!has && fresh) continue;
    // Cut off before the first second, or put away long ago.
    if (!has || (film.away && Date.now() - film.away > AWAY_MS)) await remove(film.id);
    else mine.push(film);
  }
  return mine.sort((one, other) => one.at - other.at);
};
