// The choice of a territory by typing: a list of departments becomes a combobox.
import { combobox } from "combobox";

export function territoryBox(root) {
  const select = root.querySelector("select");
  const value = Object.assign(document.createElement("input"), { type: "hidden", name: select.name, value: select.value });
  const input = document.createElement("input");
  const levels = JSON.parse(document.getElementById("levels").textContent);
  let name = root.dataset.name;

  Object.assign(input, { id: select.id, type: "text", className: "fr-input", value: name, placeholder: "Commune, département…" });
  select.replaceWith(input, value);
  combobox(input, {
    label: "Territoires proposés",
    pause: 200,
    eager: true,
    ask,
    choose: (item) => choose(item.slug, item.label),
    escape(event) {
      event.preventDefault();
      set(value.value, name);
    },
  });

  async function ask(text, { signal, show }) {
    const response = await fetch(`${root.dataset.url}?q=${encodeURIComponent(text)}`, { signal });
    if (!response.ok) return show([{ items: [], words: "La recherche ne répond pas." }]);
    const items = (await response.json()).features.map(item);
    show([{ items, words: items.length ? "" : "Aucun territoire de ce nom." }]);
  }

  function item({ id, properties: { slug, name: label, level, code } }) {
    const detail = code.length > 5 || level === "nation" ? levels[level] : `${levels[level]} ${code}`;
    return { slug: id ?? slug, label, detail };
  }

  function choose(slug, label) {
    set(slug, label);
    value.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function set(slug, label) {
    value.value = slug;
    name = label;
    input.value = label;
  }

  const isEmptied = () => input.value === "" && value.value !== "";
  input.addEventListener("keydown", (event) => event.key === "Enter" && isEmptied() && choose("", ""));
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("blur", () => (isEmptied() ? choose("", "") : set(value.value, name)));

  return { set, focus: () => input.focus() };
}
