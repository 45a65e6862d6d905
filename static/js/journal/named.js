// Choosing who reads: structures of the site as boxes, anybody else among its readers by name.
import { combobox } from "combobox";

const NOBODY = "Personne de ce nom parmi les lecteurs du site.";

export function named(form) {
  const input = form.querySelector("[data-named-input]");
  if (!input) return;
  form.querySelector("[data-named-search]").hidden = false;
  const list = form.querySelector("[data-named-list]");

  async function ask(q, { signal, show }) {
    const asked = new URLSearchParams({ q, lecteurs: "oui" });
    const response = await fetch(`${form.dataset.people}?${asked}`, { signal, headers: { Accept: "application/json" } });
    const items = response.ok ? await response.json() : [];
    show(items.length ? [{ items }] : [{ items: [], words: NOBODY }]);
  }

  function choose({ value, label }) {
    input.value = "";
    choosing(list, value, label);
    list.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  }

  combobox(input, { label: "Personnes et structures", ask, choose, eager: true, least: 1 });
}

export function choosing(list, value, label) {
  let box = list.querySelector(`input[value="${CSS.escape(value)}"]`);
  if (!box) {
    const choice = Object.assign(document.createElement("label"), { className: "choice" });
    box = Object.assign(document.createElement("input"), { type: "checkbox", name: "named", value });
    choice.append(box, Object.assign(document.createElement("span"), { className: "choice__face", textContent: label }));
    list.prepend(choice);
  }
  box.checked = true;
}
