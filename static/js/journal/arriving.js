// By the link of a message: it is unfolded, shown, lit and has the focus. Where it is not on this
// page, the journal's own page finds it.
const WANTED = /^#message-(\d+)$/;
const LIT = 4000; // ms

export function arrive() {
  const [, id] = WANTED.exec(location.hash) ?? [];
  if (!id) return;
  const entry = document.getElementById(`message-${id}`);
  if (!entry) return elsewhere(id);
  const fold = entry.closest("details");
  if (fold) fold.open = true;
  entry.scrollIntoView({ block: "center" });
  entry.classList.add("is-arrived");
  if (!entry.contains(document.activeElement)) entry.focus({ preventScroll: true }); // someone quick is already in it
  setTimeout(() => entry.classList.remove("is-arrived"), LIT);
}

function elsewhere(id) {
  const form = document.querySelector("[data-journal-address]");
  const here = new URLSearchParams(location.search).get("message");
  if (form && here !== id) location.replace(`${form.dataset.journalAddress}?message=${id}#message-${id}`);
}
