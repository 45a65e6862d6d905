// What each choice of an open fold would leave, asked of the server; on the map and on the list.
import { figure } from "map/words";

const PAUSE = 150;

// `query` gives the filters as they stand in the form, as an address writes them.
export function facets(form, { url, query }) {
  const asked = new Map(); // of each fold: the query of the counts that it shows, or waits for
  const asking = new Map();
  let timer = 0;

  function refresh() {
    clearTimeout(timer);
    for (const fold of form.querySelectorAll("[data-fold]")) if (fold.open) ask(fold);
  }

  async function ask(fold) {
    const slug = fold.dataset.fold;
    const wanted = query();
    if (asked.get(slug) === wanted) return;
    asked.set(slug, wanted);
    asking.get(slug)?.abort();
    const controller = new AbortController();
    asking.set(slug, controller);
    clear(fold);
    try {
      const response = await fetch(`${url}?pli=${slug}${wanted && `&${wanted}`}`, { signal: controller.signal });
      if (!response.ok || response.redirected) throw new Error(response.status);
      const { choices = {}, ...counts } = await response.json();
      if (controller.signal.aborted) return;
      for (const [name, structures] of Object.entries(choices)) fill(fold, name, structures);
      show(fold, counts);
    } catch {
      if (asked.get(slug) === wanted) asked.delete(slug); // blank, and asked again at the next change
    }
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  };
  form.addEventListener("toggle", (event) => event.target.open && soon(), { capture: true }); // it does not bubble
  form.addEventListener("change", soon);
  form.addEventListener("filters:changed", soon);
  for (const group of form.querySelectorAll("[data-structures]")) group.hidden = false;
  soon();
}

function clear(fold) {
  for (const place of fold.querySelectorAll("[data-facet]")) {
    place.textContent = "";
    place.parentElement.classList.remove("is-nothing");
  }
}

function show(fold, counts) {
  for (const place of fold.querySelectorAll("[data-facet]")) {
    const [name, value] = place.dataset.facet.split(":");
    const count = counts[name]?.[value];
    if (count === undefined) continue;
    const word = Object.assign(document.createElement("span"), { className: "fr-sr-only", textContent: count > 1 ? " sites" : " site" });
    place.replaceChildren(` ${figure(count)}`, word);
    place.parentElement.classList.toggle("is-nothing", count === 0);
  }
}

// The structures of the sites that are left; the one that is chosen stays, if it leaves nothing.
function fill(fold, name, structures) {
  const select = fold.querySelector(`select[name="${name}"]`);
  const [all, ...others] = select.options;
  const chosen = others.find((option) => option.selected);
  const options = structures.map(({ value, label, sites }) => new Option(`${label} (${figure(sites)})`, value));
  const kept = chosen && !structures.some(({ value }) => value === chosen.value) ? [chosen] : [];
  const value = select.value;
  select.replaceChildren(all, ...kept, ...options);
  select.value = value;
}
