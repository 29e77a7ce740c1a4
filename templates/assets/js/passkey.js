// The lock of one's own phone: <button data-phone="/where"> asks /where/start, lets the phone answer, and
// sends that to /where/add, or to /where/in when it signs in. Hidden where the phone cannot.
import { each, say } from "./base.js";

const Key = window.PublicKeyCredential;
const can = Key && Key.parseCreationOptionsFromJSON && Key.parseRequestOptionsFromJSON;

const send = async (path, body) => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};

const press = async (button) => {
  const at = button.dataset.phone;
  const adds = at.startsWith("/me");
  const { word, question } = await send(`${at}/start`, {});
  const publicKey = adds ? Key.parseCreationOptionsFromJSON(question) : Key.parseRequestOptionsFromJSON(question);
  const key = await navigator.credentials[adds ? "create" : "get"]({ publicKey });
  const { to } = await send(`${at}/${adds ? "add" : "in"}`, { word, answer: key.toJSON() });
  location.assign(to);
};

if (can) {
  each("[data-phone]", (button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      const status = document.querySelector("[data-phone-status]");
      try {
        await press(button);
      } catch {
        if (status) say(status, status.dataset.phoneStatus);
        button.disabled = false;
      }
    });
  });
  each("[data-phone-cannot]", (words) => words.remove());
  each("[data-phone-offer]", (offer) => (offer.hidden = false));
}
