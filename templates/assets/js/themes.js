// Finding a theme by typing: [data-theme-filter] holds trees of checkboxes in details. Typed words are
// looked for in the names and everyday words; what is ticked stays in sight. Without this the trees open by hand.
import { each, say } from "./base.js";

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

const start = (set) => {
  const items = [...set.querySelectorAll(".govuk-checkboxes__item")].map((el) => ({ el, words: plain(el.textContent) }));
  const branches = [...set.querySelectorAll("details")].map((el) => ({ el, open: el.open }));
  const field = document.createElement("p");
  field.innerHTML = '<label class="govuk-label" for="theme-filter">Find a theme</label><input class="govuk-input" id="theme-filter" type="search" autocomplete="off"><span class="govuk-visually-hidden" role="status"></span>';
  set.querySelector("legend").after(field);
  const input = field.querySelector("input");
  const look = () => {
    const wanted = plain(input.value.trim());
    for (const { el, words } of items) el.hidden = wanted !== "" && !words.includes(wanted) && !el.querySelector("input").checked;
    for (const { el, open } of branches) {
      const found = [...el.querySelectorAll(".govuk-checkboxes__item")].some((item) => !item.hidden);
      el.hidden = !found;
      el.open = wanted === "" ? open || el.querySelector("input:checked") !== null : found;
    }
    const count = items.filter(({ el }) => !el.hidden).length;
    say(field.querySelector("[role=status]"), wanted === "" ? "" : count === 1 ? "1 theme" : `${count} themes`);
  };
  input.addEventListener("input", look);
  // Enter here would send the form.
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
};

each("[data-theme-filter]", start);
