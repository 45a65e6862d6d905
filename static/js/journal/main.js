// A site's journal, on its pages and beside the map: each composer comes to life where it appears.
import { arrive } from "journal/arriving";
import { composer } from "journal/composer";
import { menus } from "journal/menus";
import { pending } from "journal/pending";
import { replying } from "journal/replying";

export function enhance(root) {
  for (const form of within(root, "[data-composer]")) composer(form);
  for (const waiting of within(root, "[data-pending]")) pending(waiting);
}

const within = (root, selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];

// What an answer is about has the focus: its errors, or what was just written.
function focus(root) {
  const wanted = within(root, "[data-takes-focus]")[0];
  if (!wanted) return;
  wanted.focus({ preventScroll: true });
  wanted.scrollIntoView({ block: "nearest" });
}

// « Écrire au journal », on the site's page; beside the map its sheet does it (map/sheet.js).
document.addEventListener("click", (event) => {
  const text = event.target.closest(".site-top [data-opens-tab]") && document.querySelector("[data-journal] [data-text]");
  if (!text) return;
  event.preventDefault();
  text.focus();
  text.scrollIntoView({ block: "center" });
});

menus(document);
replying(document, enhance);
enhance(document);
arrive();
addEventListener("hashchange", arrive);
document.addEventListener("htmx:load", ({ detail }) => {
  if (!detail.elt.isConnected) return;
  enhance(detail.elt);
  if (detail.elt !== document.body) focus(detail.elt);
});
