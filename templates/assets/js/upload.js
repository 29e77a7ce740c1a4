// Files that survive a bad connection: <form data-tus> sends its files by the tus protocol first, then
// sends itself with `upload_id` in place of each file. Its [data-tus-status] has all the words.
// When anything about this does not work, the form is sent the plain way.
import { each, say } from "./base.js";
import { idOf, send, wait } from "./tus.js";

/** Where a file's upload is kept between visits, so that picking it again goes on where it stopped. */
const memory = (endpoint, file) => {
  const key = ["tus", endpoint, file.name, file.size, file.lastModified].join(":");
  const quiet = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  return {
    get: () => quiet(() => localStorage.getItem(key)),
    set: (url) => quiet(() => localStorage.setItem(key, url)),
    forget: () => quiet(() => localStorage.removeItem(key)),
  };
};

/** Waits until the house answers: a form sent into nothing would end on a page of the browser's own. */
const answers = async (trouble) => {
  for (let tries = 0; ; tries += 1) {
    try {
      return await fetch(location.href, { method: "HEAD", cache: "no-store" });
    } catch {
      trouble();
      await wait(tries);
    }
  }
};

const hidden = (form, name, value) => {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  form.append(input);
};

const howFar = (part) => {
  if (part < 0.3) return "begun";
  if (part < 0.6) return "half";
  if (part < 0.9) return "more";
  return "nearly";
};

const start = (form) => {
  const endpoint = form.dataset.tus || "/uploads";
  const status = form.querySelector("[data-tus-status]");
  const tell = (key) => status && say(status, status.dataset[key]);
  const bar = form.querySelector("progress");
  const inputs = [...form.querySelectorAll('input[type="file"][name]')];

  form.addEventListener("submit", async (event) => {
    const filled = inputs.filter((input) => input.files.length);
    if (event.defaultPrevented || !filled.length) return;
    event.preventDefault();
    // The double-press guard never saw this press.
    if (form.sending) return;
    form.sending = true;
    const files = filled.flatMap((input) => [...input.files]);
    const whole = files.reduce((sum, file) => sum + file.size, 0) || 1;
    let before = 0;
    const moved = (bytes) => {
      const part = (before + bytes) / whole;
      tell(howFar(part));
      if (bar) {
        bar.hidden = false;
        bar.value = part * bar.max;
      }
    };
    const trouble = () => tell("offline");
    if (status) status.parentElement.hidden = false;
    moved(0);
    try {
      const ids = [];
      for (const file of files) {
        const kept = memory(endpoint, file);
        ids.push(idOf(await send(endpoint, file.name, file, kept, moved, trouble)));
        kept.forget();
        before += file.size;
      }
      await answers(trouble);
      for (const id of ids) hidden(form, "upload_id", id);
      for (const input of filled) input.disabled = true;
      tell("all");
    } catch (error) {
      form.sending = false;
      if (error.status === 413) return tell("big");
      if (error.status === 415) return tell("kind");
      if (error.status === 401) {
        // Signed out meanwhile: the words go on without the files, and the page that answers keeps them.
        for (const input of filled) input.disabled = true;
        hidden(form, "files_left_behind", String(files.length));
      }
    }
    const pressed = event.submitter;
    if (pressed && pressed.name) hidden(form, pressed.name, pressed.value);
    // A page kept by the browser would hold the inputs we switched off.
    addEventListener("pageshow", (shown) => shown.persisted && location.reload());
    HTMLFormElement.prototype.submit.call(form);
  });
};

each("form[data-tus]", start);
