// Why a filter is refused, at its field and tied to it, until the filters change.
export function refusals(app) {
  const form = app.find("filter-form");
  let marked = [];

  function clear() {
    for (const unmark of marked) unmark();
    marked = [];
  }

  app.on("refused", (errors) => {
    clear();
    marked = Object.entries(errors).map(([name, words]) => mark(form, name, words));
  });
  app.on("filtered", clear);
}

// What was marked, as a function that leaves it as it was.
function mark(form, name, words) {
  const input = form.querySelector(`#filtre-${CSS.escape(name)}`);
  const title = form.querySelector(`#filtre-${CSS.escape(name)}-titre`);
  const group = input?.closest(".fr-input-group, .fr-select-group, .drawn") ?? title?.closest("fieldset");
  if (!group) return () => {}; // of the address alone: the notice says it
  const field = input && input.type !== "hidden" ? input : group;
  const former = field.getAttribute("aria-describedby");
  const error = document.createElement("p");
  error.className = "fr-error-text filters__error";
  error.id = `filtre-${name}-erreur`;
  error.textContent = words;
  group.append(error);
  group.classList.add("is-refused");
  field.setAttribute("aria-describedby", [former, error.id].filter(Boolean).join(" "));
  if (field === input) field.setAttribute("aria-invalid", "true");
  const fold = group.closest("details");
  if (fold) fold.open = true;
  return () => {
    error.remove();
    group.classList.remove("is-refused");
    field.removeAttribute("aria-invalid");
    if (former) field.setAttribute("aria-describedby", former);
    else field.removeAttribute("aria-describedby");
  };
}
