// Coding a chosen span: [data-code-text="form-id"] is the text; what is marked in it fills that form's
// inputs `start` and `end` (places counted in characters, as Unicode scalar values) and shows the
// words in [data-code-words]. Without scripts the page offers its sentences to pick from.
import { each, say } from "./base.js";

const length = (text) => [...text].length;

const start = (text) => {
  const form = document.getElementById(text.dataset.codeText);
  if (!form) return;
  const shown = form.querySelector("[data-code-words]");
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
    if (!words.trim()) return;
    form.elements.start.value = from;
    form.elements.end.value = from + length(words);
    say(shown, words);
  });
};

each("[data-code-text]", start);
