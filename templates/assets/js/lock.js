// The lock of one's own phone: <button data-lock="/where"> asks /where/start, lets the phone answer, and
// sends that to /where/add, or to /where/in when it signs in. Hidden where the phone cannot.
import { each, say, twin } from "./base.js";

const Key = window.PublicKeyCredential;
const can = Key && Key.parseCreationOptionsFromJSON && Key.parseRequestOptionsFromJSON;

const send = async (path, body) => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};

const press = async (button) => {
  const at = button.dataset.lock;
  const adds = /\/me\//.test(at);
  const { word, question } = await send(`${at}/start`, {});
  const publicKey = adds ? Key.parseCreationOptionsFromJSON(question) : Key.parseRequestOptionsFromJSON(question);
  const key = await navigator.credentials[adds ? "create" : "get"]({ publicKey });
  const { to } = await send(`${at}/${adds ? "add" : "in"}`, { word, answer: key.toJSON() });
  location.assign(twin(to));
};

if (can) {
  each("[data-lock]", (button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      const status = document.querySelector("[data-lock-status]");
      try {
        await press(button);
      } catch {
        if (status) say(status, status.dataset.lockStatus);
        button.disabled = false;
      }
    });
  });
  each("[data-lock-cannot]", (words) => words.remove());
}
