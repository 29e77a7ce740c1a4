// [data-exit="the title meanwhile"], "Go away from this page": blanks the page at once, then puts a page that says nothing in its place, so that
// "Back" does not lead here again. Esc pressed three times within 5 seconds does the same; so does Shift, as on
// GOV.UK. Without scripts the link leads there as any link does. Whoever went to another page comes "Back" to their
// start page, not to one of these.
import { each, twin } from "./base.js";

const WITHIN_MS = 5000;
const TIMES = 3;

const AWAY = "away";
const talks = document.querySelector("[data-exit]");

const came = (back) => {
  if (!talks) return sessionStorage.setItem(AWAY, "yes");
  if (!back) return sessionStorage.removeItem(AWAY);
  if (!sessionStorage.getItem(AWAY)) return;
  document.body.hidden = true;
  location.replace(twin("/me"));
};
try {
  const [how] = performance.getEntriesByType("navigation");
  came(how && how.type === "back_forward");
  addEventListener("pageshow", (event) => event.persisted && came(true));
} catch {
  // A browser that keeps nothing at all.
}

each("[data-exit]", (link) => {
  const away = () => {
    try {
      sessionStorage.setItem(AWAY, "yes");
    } catch {
      // The page goes away all the same.
    }
    document.title = link.dataset.exit;
    document.body.hidden = true;
    location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    away();
  });
  each("[data-exit-keys]", (words) => (words.hidden = false), link);
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.repeat || (event.key !== "Escape" && event.key !== "Shift")) {
      if (!event.repeat) pressed = [];
      return;
    }
    const now = Date.now();
    pressed = [...pressed.filter((one) => one.key === event.key && now - one.at < WITHIN_MS), { key: event.key, at: now }];
    if (pressed.length >= TIMES) away();
  });
});
