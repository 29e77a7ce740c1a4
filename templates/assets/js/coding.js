// Coding a chosen span: [data-code-text="form-id"] is the text; what is marked in it fills that form's
// inputs `start` and `end` (places counted in characters, as Unicode scalar values) and shows the
// words in [data-code-words]. Sentences that are picked instead are taken over too, and four buttons move
// the ends word by word, for a keyboard or a thumb. Without scripts the page offers its sentences.
import { each, say } from "./base.js";

const length = (text) => [...text].length;

/** Where words begin and end, in characters. */
const edges = (letters) => {
  const found = { starts: [], ends: [] };
  letters.forEach((letter, at) => {
    const space = (one) => one === undefined || /\s/.test(one);
    if (!space(letter) && space(letters[at - 1])) found.starts.push(at);
    if (!space(letter) && space(letters[at + 1])) found.ends.push(at + 1);
  });
  return found;
};

const start = (text) => {
  const form = document.getElementById(text.dataset.codeText);
  if (!form) return;
  const shown = form.querySelector("[data-code-words]");
  const letters = [...text.textContent];
  const { starts, ends } = edges(letters);
  const mover = document.createElement("div");
  mover.className = "sf-movers";
  mover.hidden = true;
  shown.after(mover);

  const choose = (from, to) => {
    form.elements.start.value = from;
    form.elements.end.value = to;
    mover.hidden = false;
    say(shown, letters.slice(from, to).join(""));
  };
  const chosen = () => [Number(form.elements.start.value), Number(form.elements.end.value)];

  const moves = {
    "Begin a word earlier": (from, to) => [starts.filter((at) => at < from).pop() ?? from, to],
    "Begin a word later": (from, to) => [starts.find((at) => at > from && at < to) ?? from, to],
    "End a word earlier": (from, to) => [from, ends.filter((at) => at < to && at > from).pop() ?? to],
    "End a word later": (from, to) => [from, ends.find((at) => at > to) ?? to],
  };
  for (const [words, move] of Object.entries(moves)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", () => choose(...move(...chosen())));
    mover.append(button);
  }
  if (form.elements.end.value) mover.hidden = false;

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const from = length(before.toString());
    const words = range.toString();
    // Spaces at the edges come along with a double press.
    const [lead, after] = [words.length - words.trimStart().length, words.length - words.trimEnd().length];
    if (words.trim()) choose(from + lead, from + length(words) - after);
  });

  document.addEventListener("change", (event) => {
    const radio = event.target;
    if (!radio.matches(`input[type="radio"][form="${form.id}"]`)) return;
    const picked = (name) => document.querySelector(`input[name="${name}"][form="${form.id}"]:checked`);
    const span = () => [Number(picked("from")?.value ?? NaN), Number(picked("to")?.value ?? NaN)];
    // A first press, or an end before the beginning: just this sentence.
    if (!(span()[0] < span()[1])) for (const both of radio.closest("tr").querySelectorAll("input")) both.checked = true;
    choose(...span());
  });
};

each("[data-code-text]", start);
