// Tells govuk-frontend and our styles that scripts run. Must stay tiny: each page loads it.

document.body.classList.add("js-enabled", "govuk-frontend-supported");

/** Runs `start` for each element of the page that matches. */
export const each = (selector, start, root = document) => root.querySelectorAll(selector).forEach((el) => start(el));

/** A page of ours in the language of this one. */
export const twin = (path) => (/^\/cy(\/|$)/.test(location.pathname) ? `/cy${path}` : path);

/** Shows words in a status line only when they changed, so that they are read out once. */
export const say = (el, words) => {
  if (el && el.textContent !== words) el.textContent = words;
};
