// The page "On this phone": every film that is only here, to watch, to send, to put away and bring back.
// Says "0 left" only when it is so.
import { each, say, twin } from "./base.js";
import { sendFilm } from "./sending.js";
import { left, pieces, put, remove, works, WANTED, KEPT } from "./shelf.js";

const start = async (page) => {
  if (!(await works())) return;
  // Plain "en" would put the month first.
  const lang = document.documentElement.lang.replace(/^en$/, "en-GB");
  const list = page.querySelector("[data-films]");
  const model = page.querySelector("template").content.firstElementChild;
  const saying = (key) => page.querySelector(`[data-saying="${key}"]`).textContent;
  const count = page.querySelector("[data-count]");

  const tell = async () => {
    const films = await left(page.dataset.phone);
    const number = films.length;
    say(count, saying(number === 0 ? "none" : number === 1 ? "one" : "many").replace("[n]", number));
    count.dataset.count = number;
    return films;
  };

  const show = async (film) => {
    const card = model.cloneNode(true);
    const at = (name) => card.querySelector(`[data-${name}]`);
    const words = (key) => say(at("told"), saying(key));
    const player = at(film.kind);
    player.hidden = false;
    player.src = URL.createObjectURL(new Blob(await pieces(film.id), { type: film.type }));
    // A browser that does not know the language says the day in numbers.
    const knows = Intl.DateTimeFormat.supportedLocalesOf(lang).length;
    const how = knows ? { weekday: "long", day: "numeric", month: "long" } : { day: "numeric", month: "numeric", year: "numeric" };
    say(at("date"), new Date(film.at).toLocaleString(knows ? lang : "en-GB", { ...how, hour: "2-digit", minute: "2-digit" }));
    const look = () =>
      each("[data-press]", (button) => (button.hidden = !button.dataset.when.split(" ").includes(film.away ? "away" : "here")), card);
    const presses = {
      send: async () => {
        await put(Object.assign(film, { state: WANTED }));
        words("sending");
        const how = await sendFilm(film.id, { moved: () => {}, trouble: () => words("offline") });
        if (how === "busy" || how === "gone") return setTimeout(() => location.reload(), 2000);
        if (how !== "here") {
          if (how !== "signed-out") await put(Object.assign(film, { state: KEPT }));
          return words(how);
        }
        words("here");
        each("[data-press]", (button) => (button.hidden = true), card);
        const go = at("go");
        go.hidden = false;
        go.href = twin(`/me/story/${film.story}/${film.kind}`);
        await tell();
      },
      away: async () => {
        await put(Object.assign(film, { away: Date.now() }));
        words("away");
        look();
      },
      undo: async () => {
        await put(Object.assign(film, { away: null }));
        words("safe");
        look();
      },
      gone: async () => {
        await remove(film.id);
        card.remove();
        await tell();
        count.tabIndex = -1;
        count.focus();
      },
    };
    card.addEventListener("click", (event) => {
      const button = event.target.closest("[data-press]");
      if (button) presses[button.dataset.press]().catch(() => words("wrong"));
    });
    words(film.away ? "away" : "safe");
    look();
    list.append(card);
  };

  page.hidden = false;
  each("[data-without-scripts]", (one) => (one.hidden = true));
  for (const film of await tell()) await show(film);
};

each("[data-phone]", (page) => start(page).catch(() => {}));
