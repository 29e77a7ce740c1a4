// A second press of a submit button does nothing until the page has answered.
// The button is not disabled: its name and value still have to be sent.

const FORGET_AFTER_MS = 15000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.target) return;
  const now = Date.now();
  if (form.sentAt && now - form.sentAt < FORGET_AFTER_MS) {
    event.preventDefault();
    return;
  }
  form.sentAt = now;
  form.setAttribute("aria-busy", "true");
});

// Coming back with the Back button: everything may be pressed again.
addEventListener("pageshow", () => {
  for (const form of document.forms) {
    form.sentAt = 0;
    form.removeAttribute("aria-busy");
  }
});
