// The sheet of a site beside the map: loaded as a fragment; Escape closes it.
import { chooseById, tabs } from "map/tabs";

const WAITING = "Chargement de la fiche…";
const REFUSALS = {
  403: "Votre session est terminée : rechargez la page pour vous reconnecter.",
  404: "Ce site n’existe pas, ou n’est pas dans votre territoire.",
};
const FAILED = "La fiche n’a pas pu être chargée : vérifiez votre connexion, puis réessayez.";

export function sheet(root, { settings, onClose }) {
  const body = root.querySelector("[data-sheet-body]");
  let asking = null;

  async function open(reference, { focus = true } = {}) {
    const shown = await show(settings.urls.sheet.replace(settings.any.reference, reference), { focus });
    return shown ? placeIn(body) : null;
  }

  // Loads a fragment; false when it is not there, which the sheet then says.
  async function show(url, { focus = true } = {}) {
    root.hidden = false;
    if (root.dataset.url !== url) body.replaceChildren(sentence(WAITING));
    root.dataset.url = url;
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const response = await fetch(url, { signal, headers: { "HX-Request": "true" } });
      const isOver = response.redirected || response.headers.has("HX-Redirect"); // the session
      const words = isOver ? REFUSALS[403] : REFUSALS[response.status];
      if (words || !response.ok) throw new Refused(words);
      body.innerHTML = await response.text();
    } catch (error) {
      if (!signal.aborted) body.replaceChildren(sentence(error.words ?? FAILED, "alert"));
      return false;
    }
    htmx.process(body);
    tabs(body);
    if (body.querySelector("[data-journal]")) import("journal/main").then(({ enhance }) => enhance(body));
    body.scrollTop = 0;
    if (focus) body.querySelector("[data-sheet-title]")?.focus({ preventScroll: true });
    return true;
  }

  function close() {
    if (root.hidden) return;
    asking?.abort();
    root.hidden = true;
    root.classList.remove("is-tall");
    delete root.dataset.url;
    body.replaceChildren();
  }

  root.querySelector("[data-sheet-close]").addEventListener("click", onClose);
  body.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens-tab]");
    if (!opener) return;
    event.preventDefault();
    chooseById(body, opener.dataset.opensTab);
    body.querySelector("[data-tab-panel]:not([hidden]) textarea")?.focus();
  });

  // The menu closes by itself, before Escape means the sheet.
  body.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("[data-more][open]");
    if (!menu) return;
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  return { open, show, close, title: () => body.querySelector("[data-sheet-title]")?.dataset.sheetTitle ?? "" };
}

class Refused extends Error {
  constructor(words) {
    super("sheet");
    this.words = words;
  }
}

function sentence(words, role = "status") {
  const made = document.createElement("p");
  made.className = "map-sheet__words";
  made.setAttribute("role", role);
  made.textContent = words;
  return made;
}

function placeIn(body) {
  const place = body.querySelector("[data-lat]")?.dataset;
  return place ? L.latLng(Number(place.lat), Number(place.lng)) : null;
}
