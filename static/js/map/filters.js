// The filter form and the words of an address, one from the other.
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
      else field.value = value;
    }
    count();
  }

  function count() {
    for (const fold of form.querySelectorAll("[data-fold]")) {
      const used = [...fold.querySelectorAll("input")].filter((field) => (field.type === "checkbox" ? field.checked : field.value));
      fold.querySelector("[data-fold-number]").textContent = used.length ? `(${used.length})` : "";
    }
  }

  return { read, write };
}

// As the server writes it: nothing empty, several choices behind one name.
export function queryOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value === "") continue;
    query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  }
  return query.toString().replaceAll("%2C", ",");
}

const isTyped = (field) => ["search", "number", "text"].includes(field.type);
