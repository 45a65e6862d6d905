// The filter form and the words of an address, one from the other.
import { readable } from "map/address";
import { facets } from "map/facets";
import { fields } from "map/fields";

const TYPING = 350;

export function filterForm(form, { onChange }) {
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, TYPING);
  };
  form.querySelector("[data-filter-submit]").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onChange();
  });
  form.addEventListener("change", (event) => {
    count();
    if (event.target.type === "date" && !event.target.validity.valid) return; // a date that is not yet written to its end
    if (isTyped(event.target)) soon();
    else onChange();
  });
  form.addEventListener("input", (event) => isTyped(event.target) && soon());

  function read() {
    clearTimeout(timer);
    return queryOf(form);
  }

  function write(query) {
    const params = new URLSearchParams(query);
    for (const field of form.elements) {
      if (!field.name) continue;
      const value = params.getAll(field.name).join(",");
      if (field.type === "checkbox") field.checked = value.split(",").includes(field.value);
      else if (field.type === "select-one") choose(field, value);
      else field.value = value;
    }
    count();
    form.dispatchEvent(new CustomEvent("filters:changed"));
  }

  function count() {
    for (const fold of form.querySelectorAll("[data-fold]")) {
      const used = [...fold.querySelectorAll("input, select")].filter((field) => (field.type === "checkbox" ? field.checked : field.value));
      fold.querySelector("[data-fold-number]").textContent = used.length ? `(${used.length})` : "";
    }
  }

  enhance(form);
  return { read, write };
}

// The counts beside the choices, and what the fields do beyond HTML.
export function enhance(form) {
  fields(form);
  facets(form, { url: form.dataset.facets, query: () => queryOf(form, { kept: false }) });
}

// As the server writes it: nothing empty, several choices behind one name. `kept` are the page's
// own parameters, which are no filters.
export function queryOf(form, { kept = true } = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value === "" || (!kept && form.querySelector(`[data-kept][name="${name}"]`))) continue;
    query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  }
  return readable(query);
}

// A value that is not among the choices, as an address may hold, is one all the same.
function choose(select, value) {
  if (value && ![...select.options].some((option) => option.value === value)) select.append(new Option("Structure choisie", value));
  select.value = value;
}

const isTyped = (field) => ["search", "number", "text", "date"].includes(field.type);
