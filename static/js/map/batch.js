// Several sites at once: their address, and the fragment kept in step with what is chosen.
import { chosen } from "map/selection";

const NOT_SENT = "Rien n’a été enregistré : vérifiez votre connexion, puis réessayez.";
const REFUSED = "Rien n’a été enregistré : rechargez la page, puis recommencez.";
const BUSY = "Rien n’a été enregistré : quelqu’un d’autre écrit sur ces sites. Réessayez dans un instant.";

const LONGEST = 3800; // characters of an address

const here = () => location.pathname + location.search + location.hash;

// The way back keeps its filters unless a drawn area would make the address too long for a server.
export function batchAddress(references, back = here()) {
  const { action } = document.querySelector("[data-batch-bar]");
  const address = (to) => `${action}?choisis=${references.join(",")}&retour=${encodeURIComponent(to)}`;
  return address(back).length > LONGEST ? address(back.split(/[?#]/)[0]) : address(back);
}

// What was not found is no longer chosen: it would be counted for ever.
export function followBatch(root) {
  const batch = root.querySelector("[data-batch]");
  if (!batch) return;
  const [asked, found] = [batch.dataset.asked, batch.dataset.found].map((text) => text.split(","));
  const lost = asked.filter((reference) => reference && !found.includes(reference));
  if (lost.length) chosen.setAll(lost.map((reference) => ({ reference })), false);
}

document.addEventListener("click", ({ target }) => {
  const out = target.closest?.("[data-unpick]");
  if (out) chosen.setAll([{ reference: out.value }], false);
});

document.addEventListener("htmx:responseError", ({ target, detail }) => {
  complain(target, detail.xhr.status === 503 ? BUSY : REFUSED);
});
document.addEventListener("htmx:sendError", ({ target }) => complain(target, NOT_SENT));

// The focus goes where the answer speaks, and is not lost with the button that asked.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const batch = target.closest?.("[data-batch]");
  if (!batch || batch.contains(document.activeElement)) return;
  const wrong = batch.querySelector("[data-error-summary], .fr-input-group--error textarea");
  (wrong ?? batch.querySelector("[data-sheet-title]")).focus();
});

function complain(target, words) {
  const place = target.closest?.("[data-batch]")?.querySelector("[data-batch-problem]");
  if (place) place.textContent = words;
}
