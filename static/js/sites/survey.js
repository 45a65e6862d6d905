// Filling in a group marks it as read; unticking it empties it. Questions that another answer leaves
// without meaning are hidden and emptied. The last values are one click away.
const FIELDS = "input, select";
const TOGGLE = "[name^=read_]";
const isChoice = (field) => field.type === "radio" || field.type === "checkbox";
const isFilled = (field) => field.value !== "" && (!isChoice(field) || field.checked);

function empty(field) {
  if (isChoice(field)) field.checked = field.type === "radio" && field.value === "";
  else field.value = "";
}

function watch(group) {
  const toggle = group.querySelector(TOGGLE);
  const fields = [...group.querySelectorAll(FIELDS)].filter((field) => field !== toggle);
  const mark = group.querySelector("[data-read-mark]");
  const show = () => {
    ask(group);
    mark.hidden = !toggle.checked;
  };
  group.addEventListener("input", ({ target }) => {
    if (target === toggle && !toggle.checked) fields.forEach(empty);
    if (target !== toggle) toggle.checked = toggle.checked || fields.some(isFilled);
    show();
  });
  group.closest("form").addEventListener("input", ({ target }) => {
    if (!target.matches("form")) return;
    group.open ||= fields.some(isFilled); // a letter that is mended filled it in
    show();
  });
  offerLast(group, fields, toggle, show);
  show();
}

function ask(group) {
  for (const question of group.querySelectorAll("[data-only-if]")) {
    const parents = Object.entries(JSON.parse(question.dataset.onlyIf));
    question.hidden = parents.some(([name, values]) => excludes(group, name, values));
    if (question.hidden) question.querySelectorAll("input, select").forEach(empty);
  }
}

// As long as nobody answered the other question, this one has a meaning.
function excludes(group, name, values) {
  const given = [...group.querySelectorAll(`[name="${name}"]`)].filter(isFilled).map((field) => field.value);
  return given.length > 0 && !given.some((value) => values.includes(value));
}

function offerLast(group, fields, toggle, show) {
  const button = group.querySelector("[data-take-last]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    group.querySelectorAll("[data-last]").forEach(({ dataset }) => take(fields, dataset.last, dataset.value));
    toggle.checked = true;
    show();
    fields[0].focus();
  });
}

function take(fields, name, value) {
  for (const field of fields.filter((one) => one.name === name)) {
    if (isChoice(field)) field.checked = value.split(",").includes(field.value);
    else field.value = value;
  }
}

// « #eau » opens the group that an unknown leads to.
function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  const group = named?.closest("[data-survey-group]");
  if (!group) return;
  group.open = true;
  group.scrollIntoView({ block: "start" });
  group.querySelector("summary").focus();
}

document.querySelectorAll("[data-survey-group]").forEach(watch);
window.addEventListener("hashchange", openNamed);
openNamed();
