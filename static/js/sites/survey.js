// Filling in a group ticks it; unticking it empties it. The last values are one click away.
const FIELDS = "input:not([type=checkbox])";
const isFilled = (field) => (field.type === "radio" ? field.checked : field.value !== "");

const empty = (field) => {
  if (field.type === "radio") field.checked = false;
  else field.value = "";
};

function watch(group) {
  const toggle = group.querySelector("[type=checkbox]");
  const fields = [...group.querySelectorAll(FIELDS)];
  group.addEventListener("input", ({ target }) => {
    if (target === toggle && !toggle.checked) fields.forEach(empty);
    if (target !== toggle) toggle.checked = toggle.checked || fields.some(isFilled);
  });
  offerLast(group, fields, toggle);
}

function offerLast(group, fields, toggle) {
  const button = group.querySelector("[data-take-last]");
  if (!button) return;
  const last = [...group.querySelectorAll("[data-last]")].map((known) => known.dataset.last);
  button.hidden = false;
  button.addEventListener("click", () => {
    fields.forEach((field, number) => {
      field.value = last[number];
    });
    toggle.checked = true;
    fields[0].focus();
  });
}

document.querySelectorAll("[data-survey-group]").forEach(watch);
