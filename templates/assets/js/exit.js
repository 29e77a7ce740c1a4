// [data-exit="the title meanwhile"], "Go away from this page": blanks the page at once, then puts a page that says nothing in its place, so that
// "Back" does not lead here again. Esc pressed three times within 5 seconds does the same; so does Shift, as on
// GOV.UK. Without scripts the link leads there as any link does.
import { each } from "./base.js";

const WITHIN_MS = 5000;
const TIMES = 3;

each("[data-exit]", (link) => {
  const away = () => {
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
