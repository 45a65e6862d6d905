// « 5 sites choisis · 312 personnes (1 inconnu) »: at the foot of the list and of the map.
import { batchAddress } from "map/batch";
import { selection } from "map/selection";
import { plural } from "map/words";

// `onAct(references)` opens them in place; without it the page of these sites opens.
export function selectionBar({ root, onAct, onChange = () => {} } = {}) {
  const bar = document.querySelector("[data-batch-bar]");
  const words = bar.querySelector("[data-batch-words]");
  const act = bar.querySelector("[data-batch-act]");
  const said = document.querySelector("[data-batch-said]");
  const most = Number(bar.dataset.most);
  const picks = selection({ root, onChange: changed });

  function write() {
    const sites = picks.sites();
    const tooMany = sites.length > most;
    bar.hidden = sites.length === 0;
    words.textContent = `${sum(sites)}${tooMany ? ` · ${most} au plus pour agir ensemble` : ""}`;
    act.disabled = tooMany;
    return words.textContent;
  }

  function changed() {
    const written = write();
    said.textContent = picks.references().length ? written : "Aucun site choisi";
    onChange(picks);
  }

  bar.addEventListener("submit", (event) => {
    event.preventDefault(); // the boxes of this page are not all that was chosen
    const references = picks.references();
    if (onAct) onAct(references);
    else location.assign(batchAddress(references));
  });
  bar.querySelector("[data-batch-clear]").addEventListener("click", () => {
    picks.clear();
    root.querySelector("[data-pick]")?.focus(); // the bar is gone from under the focus
  });
  write();
  return picks;
}

function sum(sites) {
  const known = sites.filter(({ people }) => people !== null);
  const unknown = sites.length - known.length;
  const chosen = `${plural(sites.length, "site")} choisi${sites.length > 1 ? "s" : ""}`;
  if (!known.length) return `${chosen} · nombre de personnes inconnu`;
  const people = plural(known.reduce((total, site) => total + site.people, 0), "personne");
  return `${chosen} · ${people}${unknown ? ` (${plural(unknown, "inconnu")})` : ""}`;
}
