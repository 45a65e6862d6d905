// The fold of saved views: it saves and copies what the page shows now. `address` gives { search, hash }.
export function savedViews(root, { address = () => location } = {}) {
  // Before htmx reads the form.
  root.addEventListener("submit", ({ target }) => target.closest("[data-views]") && fill(target, address()), true);
  root.addEventListener("click", ({ target }) => {
    if (target.closest("[data-copy-link]")) copy(target.closest("[data-views]"), address());
    if (target.closest("[data-said-close]")) target.closest("[data-said]").remove();
  });
  root.addEventListener("htmx:afterSwap", () => show(root));
  show(root);
}

function fill(form, { search, hash }) {
  form.elements.query.value = search.replace(/^\?/, "");
  form.elements.position.value = hash.replace(/^#/, "");
}

// What nothing answers to without this module is hidden until now.
function show(root) {
  for (const part of root.querySelectorAll("[data-views-copy], [data-said-close]")) part.hidden = false;
}

async function copy(fold, { search, hash }) {
  const link = location.origin + location.pathname + search + hash;
  const say = (words) => fold.querySelector("[data-copied]").replaceChildren(words);
  const byHand = fold.querySelector("[data-copy-by-hand]");
  try {
    await navigator.clipboard.writeText(link);
    byHand.hidden = true;
    say("Lien copié. Qui l’ouvre voit la part qui est dans son territoire.");
  } catch {
    byHand.hidden = false; // no clipboard, or it is refused
    byHand.value = link;
    byHand.select();
    say("Copiez ce lien. Qui l’ouvre voit la part qui est dans son territoire.");
  }
}
