// The sites that the reader has chosen: kept in this tab from the list to the map and back, under
// his membership; `forget.js` drops them at sign-out. All who ask on a page share them.
//   selection({ root, onChange }) → `chosen`: { has, toggle(site), setAll(sites, on), clear, references, sites }
// A site is { reference, people }, `people` null where nobody knows. Each change is also a
// `selection:changed` on document. In `root`, `[data-pick]` boxes (value: the reference,
// data-people) follow, those that come later too, and `[data-pick-all]` is for all of them.
import { CHOSEN } from "forget";

const KEY = CHOSEN + (document.body.dataset.reader ?? "");
const CHANGED = "selection:changed";
let kept = read();

export function selection({ root = document, onChange = () => {} } = {}) {
  const boxes = () => [...root.querySelectorAll("[data-pick]")];

  function sync() {
    const shown = boxes();
    for (const box of shown) box.checked = kept.has(box.value);
    const picked = shown.filter((box) => box.checked).length;
    for (const all of root.querySelectorAll("[data-pick-all]")) {
      all.checked = picked > 0 && picked === shown.length;
      all.indeterminate = picked > 0 && picked < shown.length;
    }
  }

  root.addEventListener("change", ({ target }) => {
    if (target.matches("[data-pick]")) setAll([siteOf(target)], target.checked);
    if (target.matches("[data-pick-all]")) setAll(boxes().map(siteOf), target.checked);
  });
  document.addEventListener(CHANGED, () => {
    sync();
    onChange(chosen);
  });
  // Back to this page from the browser's memory: other pages may have chosen since.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) tell(read());
  });
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes }) => [...addedNodes].some(holdsBox))) sync();
  }).observe(root, { childList: true, subtree: true });
  sync();
  return chosen;
}

// For those who choose without boxes of their own.
export const chosen = {
  has: (reference) => kept.has(reference),
  toggle: (site) => setAll([site], !kept.has(site.reference)),
  setAll,
  clear: () => tell(new Map()),
  references: () => [...kept.keys()].sort(),
  sites: () => [...kept].map(([reference, { people }]) => ({ reference, people })),
};

// Chooses these sites beside the others, or lets go of these alone.
function setAll(sites, on = true) {
  const next = new Map(kept);
  for (const { reference, people = null } of sites) {
    if (on) next.set(reference, { people });
    else next.delete(reference);
  }
  tell(next);
}

function tell(next) {
  kept = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...kept]));
  } catch {
    // no storage: chosen on this page only
  }
  document.dispatchEvent(new CustomEvent(CHANGED, { detail: { references: chosen.references() } }));
}

function read() {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(KEY)) ?? []);
  } catch {
    return new Map();
  }
}

function siteOf({ value, dataset }) {
  return { reference: value, people: dataset.people ? Number(dataset.people) : null };
}

const holdsBox = (node) => node.nodeType === 1 && (node.matches("[data-pick]") || node.querySelector("[data-pick]"));
