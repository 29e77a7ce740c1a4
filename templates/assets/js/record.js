// Film and talk in the page: [data-record] holds the scenes, one shown at a time, and every word of them.
// Without a camera, without a place to keep films, or without this script, the file inputs below are the way.
import { each, say, twin } from "./base.js";
import { canRecord, listenTo, record, turnOff, turnOn } from "./recorder.js";
import { left, pieces, put, works, KEPT, WANTED } from "./shelf.js";

const FULL_BELOW = 100 * 1024 * 1024;

/** Beside the recorder a file input is its label alone, and "Send" is there once a file is picked. */
const tidy = (others) => {
  const form = others.querySelector("form");
  const send = form.querySelector("button[type=submit]");
  const look = () => {
    let any = false;
    each(
      ".st-file",
      (one) => {
        const filled = one.querySelector("input").files.length > 0;
        one.classList.toggle("st-file--bare", !filled);
        any = any || filled;
      },
      form,
    );
    send.hidden = !any;
  };
  form.addEventListener("change", look);
  look();
};

const start = async (box) => {
  if (!canRecord() || !(await works())) return;
  const { kind, story, whose, knows, next } = box.dataset;
  const part = (name) => box.querySelector(`[data-${name}]`);
  const heading = document.querySelector("h1");
  const firstHeading = heading.textContent;
  const others = document.querySelector("[data-others]");
  const preview = part("preview");
  const shown = part("shown");
  let stream;
  let quiet = () => {};
  let going;
  let film;

  const saying = (key) => {
    const found = box.querySelector(`[data-saying="${key}"]`);
    return found ? found.textContent : "";
  };

  /** Shows one scene; its heading becomes the page's, and is where a screen reader goes on. */
  const scene = (name, focus = true) => {
    for (const one of box.querySelectorAll("[data-scene]")) one.hidden = one.dataset.scene.split(" ").indexOf(name) < 0;
    box.hidden = false;
    box.dataset.now = name;
    if (others) others.hidden = name !== "start" && name !== "trouble";
    const words = box.querySelector(`[data-heading-${name}]`);
    say(heading, words ? words.getAttribute(`data-heading-${name}`) : firstHeading);
    document.body.classList.toggle("is-recording", name === "filming");
    if (!focus) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  };

  const trouble = (key) => {
    camera(false);
    each("[data-trouble]", (one) => (one.hidden = one.dataset.trouble !== key), box);
    box.dataset.why = key;
    scene("trouble");
  };

  const camera = (now) => {
    quiet();
    turnOff(stream);
    stream = now || null;
    if (preview) preview.srcObject = stream;
    // Pulled out before anything is filmed; the recorder listens for itself.
    if (stream) for (const track of stream.getTracks()) track.onended = () => stream && trouble("in-use");
    quiet = stream ? listenTo(stream, (how) => say(part("level"), saying(how))) : () => {};
  };

  const roomIsThere = async () => {
    if (!navigator.storage || !navigator.storage.estimate) return true;
    const { quota, usage } = await navigator.storage.estimate();
    return quota - usage > (Number(box.dataset.room) || FULL_BELOW);
  };

  const look = async (why) => {
    camera(false);
    const bytes = new Blob(await pieces(film.id), { type: film.type });
    if (shown.src) URL.revokeObjectURL(shown.src);
    shown.src = URL.createObjectURL(bytes);
    say(part("because"), saying(why || "safe"));
    scene("look");
  };

  /** The film goes; the words say where it is, each time something changes. */
  const sendNow = async () => {
    film.state = WANTED;
    await put(film);
    scene("sending");
    const bar = part("bar");
    const told = part("told");
    say(told, saying("sending"));
    const moved = (share) => {
      bar.hidden = part("on").hidden = false;
      bar.value = share * bar.max;
      say(told, saying(share < 0.3 ? "sending" : share < 0.6 ? "half" : share < 0.9 ? "more" : "nearly"));
    };
    // Another page goes on with the sending, but without a signal there is none.
    const noSignal = () => {
      part("on").hidden = true;
      say(told, saying("offline"));
    };
    const { sendFilm } = await whenThere();
    const how = await sendFilm(film.id, { moved, trouble: noSignal });
    if (how === "here") {
      say(told, saying("here"));
      return location.assign(next);
    }
    // Another tab is at it: this page looks again.
    if (how === "busy" || how === "gone") return setTimeout(() => location.reload(), 2000);
    if (how !== "signed-out") await put(Object.assign(film, { state: KEPT }));
    return trouble(how);
  };

  /** What sends is loaded while somebody films; without a signal it is asked for again. */
  let asked = 0;
  const sender = () => import(asked ? `${box.dataset.sender}?again=${asked}` : box.dataset.sender);
  const whenThere = async () => {
    for (;;) {
      try {
        return await sender();
      } catch {
        asked += 1;
        say(part("told"), saying("offline"));
        await new Promise((on) => setTimeout(on, 3000));
      }
    }
  };

  const putAway = async () => {
    await put(Object.assign(film, { away: Date.now() }));
  };

  const presses = {
    start: () => scene("start"),
    "not-now": () => {
      camera(false);
      scene("start");
    },
    ask: () => scene("ask"),
    camera: async () => {
      if (!(await roomIsThere())) return trouble("little");
      try {
        camera(await turnOn(kind));
        scene("aim");
      } catch (why) {
        trouble(String(why));
      }
    },
    record: async () => {
      const id = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2) + Date.now();
      const limits = { most: Number(box.dataset.most) };
      const soft = Number(box.dataset.soft);
      say(part("kept"), "");
      say(part("time"), "0:00");
      try {
        going = await record(stream, { id, whose, story, kind, knows }, limits, {
          kept: (all) => say(part("kept"), saying(all ? "safe-so-far" : "keeping")),
          time: (now) => {
            say(part("time"), `${Math.floor(now / 60)}:${String(now % 60).padStart(2, "0")}`);
            if (now >= soft) say(part("note"), saying("soft"));
          },
          muted: (yes) => say(part("note"), yes ? saying("muted") : ""),
          over: (why, made) => {
            film = made;
            if (film) look(why);
            else trouble(why);
          },
        });
      } catch (error) {
        return trouble(error && error.name === "QuotaExceededError" ? "full" : "in-use");
      }
      idea(0);
      scene("filming");
      sender().catch(() => {});
    },
    stop: () => going.stop(""),
    use: sendNow,
    again: async () => {
      await putAway();
      presses.camera();
    },
    away: async () => {
      await putAway();
      scene("away");
    },
    undo: async () => {
      await put(Object.assign(film, { away: null }));
      look();
    },
    "new-story": async () => {
      const begun = await (await whenThere()).newStory(film).catch(() => null);
      if (begun) location.assign(twin(`/me/story/${begun}/${kind}`));
      else trouble("wrong");
    },
    "next-idea": () => idea(Number(box.dataset.idea) + 1),
  };

  const ideas = [...box.querySelectorAll("[data-idea-of]")];
  const idea = (number) => {
    if (!ideas.length) return;
    box.dataset.idea = number % ideas.length;
    ideas.forEach((one, at) => (one.hidden = at !== number % ideas.length));
  };

  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-press]");
    if (button && !button.busy) {
      // A second press of the same button waits for the first.
      button.busy = true;
      Promise.resolve(presses[button.dataset.press]()).catch(() => trouble("wrong")).then(() => (button.busy = false));
    }
  });

  if (others && !document.querySelector(".govuk-error-summary")) tidy(others);
  const here = (await left(whose)).filter((one) => one.story === story && one.kind === kind && !one.away);
  film = here.pop();
  if (film && film.state === WANTED) return sendNow();
  if (film) return look("found");
  return scene("start", false);
};

each("[data-record]", (box) => start(box).catch(() => {}));
