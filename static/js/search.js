// The search box: territories, sites, coordinates and addresses as one types. What is chosen is
// told as `search:chosen`; unless a page shows it itself, it opens. Nothing is remembered.
import { combobox } from "combobox";

const PAUSE = 250;
const NONE = "Aucun site, aucun territoire ne répond.";
const REFUSALS = { 401: "Votre session est terminée : reconnectez-vous.", 400: "Cette recherche n’est pas possible." };
const ADDRESSES_AWAY = [{ group: "Adresses", items: [], words: "Recherche d’adresse indisponible." }];

export function searchBox(document) {
  const box = document.querySelector("[data-search-box]");
  if (!box) return;
  const form = box.querySelector("[data-search]");
  const input = form.elements.q;
  const openers = document.querySelectorAll("[data-search-open]");
  const shownOpener = () => [...openers].find((opener) => opener.offsetParent);

  async function ask(q, { signal, show, add }) {
    const addresses = get({ q, adresses: "oui" }, signal).catch(() => ADDRESSES_AWAY); // never delay the rest
    const here = await get({ q }, signal);
    show(here.length ? here : [{ items: [], words: NONE }]);
    add(await addresses);
  }

  async function get(params, signal) {
    const response = await fetch(`${form.dataset.search}?${new URLSearchParams(params)}`, { signal, headers: { Accept: "application/json" } });
    if (response.ok) return response.json();
    return [{ items: [], words: REFUSALS[response.status] ?? "La recherche ne répond pas." }];
  }

  function choose(item) {
    input.value = "";
    fold();
    const chosen = new CustomEvent("search:chosen", { detail: item, cancelable: true });
    if (document.dispatchEvent(chosen)) location.assign(item.url);
  }

  // Where the header is narrow, the box unfolds over it.
  function unfold(event) {
    event.preventDefault();
    box.dataset.open = "";
    input.focus();
    input.select();
  }

  function fold() {
    if (!("open" in box.dataset)) return;
    delete box.dataset.open;
    shownOpener()?.focus();
  }

  function escape(event) {
    if (!input.value && !("open" in box.dataset)) return;
    event.preventDefault();
    if (input.value) input.value = "";
    else fold();
  }

  combobox(input, { label: "Résultats", pause: PAUSE, ask, choose, escape });
  for (const opener of openers) opener.addEventListener("click", unfold);
  box.querySelector("[data-search-close]")?.addEventListener("click", fold);
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (!box.contains(relatedTarget)) delete box.dataset.open;
  });
  box.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  // With a modifier: a key alone would be in the way of those who speak to their machine.
  document.addEventListener("keydown", (event) => {
    const isOurs = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (isOurs && !event.target.closest(".fr-modal--opened")) unfold(event);
  });
}
