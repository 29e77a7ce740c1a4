// Sends bytes by the tus protocol, on and on through a bad connection. A source is a File or Blob.
// Must never say anything to a person; whoever calls does.

const TUS = { "Tus-Resumable": "1.0.0" };
const CHUNK = 8 * 1024 * 1024;
const WAITS_MS = [1000, 2000, 4000, 8000, 15000];
// Nothing moved for so long: the connection is gone, whatever the browser thinks.
const STALLED_MS = 30000;

/** Waits, but not longer than until there is a network again. */
const pause = (ms) =>
  new Promise((done) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener("online", go);
      done();
    };
    const timer = setTimeout(go, ms);
    addEventListener("online", go);
  });

/** Longer from try to try. */
export const wait = (tries) => pause(WAITS_MS[Math.min(tries, WAITS_MS.length - 1)]);

const encode = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

export class Refused extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

const create = async (endpoint, name, source) => {
  const meta = [`filename ${encode(name)}`];
  if (source.type) meta.push(`filetype ${encode(source.type)}`);
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { ...TUS, "Upload-Length": String(source.size), "Upload-Metadata": meta.join(",") },
  });
  if (answer.status !== 201) throw new Refused(answer.status);
  return new URL(answer.headers.get("Location"), new URL(endpoint, location.href)).href;
};

const head = async (url) => {
  const answer = await fetch(url, { method: "HEAD", headers: TUS, cache: "no-store" });
  if (!answer.ok) throw new Refused(answer.status);
  return answer.headers;
};

const offsetOf = async (url) => Number((await head(url)).get("Upload-Offset"));

const patch = (url, offset, body, moved) =>
  new Promise((done, fail) => {
    // fetch() cannot tell how much is sent; this can.
    const request = new XMLHttpRequest();
    let stall;
    const alive = () => {
      clearTimeout(stall);
      stall = setTimeout(() => request.abort(), STALLED_MS);
    };
    const broken = () => {
      clearTimeout(stall);
      fail(new Error("connection"));
    };
    request.open("PATCH", url);
    request.setRequestHeader("Tus-Resumable", "1.0.0");
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.upload.onprogress = (event) => {
      alive();
      moved(offset + event.loaded);
    };
    request.onload = () => {
      clearTimeout(stall);
      if (request.status === 204) done(Number(request.getResponseHeader("Upload-Offset")));
      else fail(new Refused(request.status));
    };
    request.onerror = request.ontimeout = request.onabort = broken;
    alive();
    request.send(body);
  });

/** The SHA-256 of what the server has, in hex; null while it does not say. */
export const hashThere = async (url) => {
  const said = /sha-256=:([^:]+):/.exec((await head(url)).get("Repr-Digest") || "");
  return said && [...atob(said[1])].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
};

/** Gives up what was sent; quiet when that is gone anyway. */
export const forget = (url) => fetch(url, { method: "DELETE", headers: TUS }).catch(() => {});

export const idOf = (url) => url.replace(/\/+$/, "").split("/").pop();

/**
 * Sends all of `source`. `kept` = { get, set, forget } remembers the address of the upload between visits.
 * `moved(bytes)` says how far it is, `trouble()` that there is no internet just now. Answers the address.
 */
export const send = async (endpoint, name, source, kept, moved, trouble) => {
  let url = kept.get();
  let tries = 0;
  for (;;) {
    try {
      if (!url) {
        url = await create(endpoint, name, source);
        await kept.set(url);
      }
      let offset = await offsetOf(url);
      while (offset < source.size) {
        moved(offset);
        offset = await patch(url, offset, source.slice(offset, offset + CHUNK), moved);
        tries = 0;
      }
      return url;
    } catch (error) {
      const status = error.status || 0;
      // 404, 403 and 410: that upload is gone. 409, 423 and 460: ask for the offset and go on.
      if ([403, 404, 410].includes(status) && kept.get()) {
        await kept.forget();
        url = null;
        tries += 1;
        if (tries > 2) throw error;
      } else if (status >= 400 && status < 500 && ![409, 423, 429, 460].includes(status)) {
        if (status !== 401) await kept.forget();
        throw error;
      } else {
        trouble();
        await wait(tries);
        tries += 1;
      }
    }
  }
};
