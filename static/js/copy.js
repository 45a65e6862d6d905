// Buttons that copy: a text of their own, or the address of a page. They say when it is done.
const SAID = 2500; // ms

export function copying(root) {
  root.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy], [data-copy-address]");
    if (!button || "said" in button.dataset) return;
    const text = button.dataset.copy ?? new URL(button.dataset.copyAddress || location.href, location.href).href;
    try {
      await navigator.clipboard.writeText(text);
      say(button, "Copié");
    } catch {
      prompt("Copiez ce texte :", text); // the browser keeps the clipboard to itself
    }
  });
}

function say(button, words) {
  const before = [...button.childNodes];
  const status = Object.assign(document.createElement("span"), { role: "status" });
  button.dataset.said = "";
  button.replaceChildren(status);
  status.textContent = words;
  setTimeout(() => {
    delete button.dataset.said;
    button.replaceChildren(...before);
  }, SAID);
}
