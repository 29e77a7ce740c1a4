// Words that are only on this phone: where they are, and how they go when their person goes.

/** The beginning of their keys; the rest is the address of their form. */
export const WORDS = "words:";

/** Throws all of them away. */
export const forgetWords = () => {
  for (const key of Object.keys(localStorage)) if (key.startsWith(WORDS)) localStorage.removeItem(key);
};
