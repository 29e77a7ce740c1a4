// Progress panels: [data-wait-for="/address"] with an id asks its address every 2 seconds. The answer
// is a page that holds an element with the same id; when that one has no data-wait-for any more, the
// work is done and the page is loaded again.
import { each } from "./base.js";

const EVERY_MS = 2000;

const start = (panel) => {
  const ask = async () => {
    if (document.hidden) return;
    let page;
    try {
      const answer = await fetch(panel.dataset.waitFor, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) return;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return;
    }
    const next = page.getElementById(panel.id);
    if (!next || !next.dataset.waitFor) {
      clearInterval(timer);
      location.reload();
    } else if (next.textContent !== panel.textContent) {
      panel.replaceChildren(...next.childNodes);
    }
  };
  const timer = setInterval(ask, EVERY_MS);
};

each("[data-wait-for][id]", start);
