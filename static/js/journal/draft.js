// What is being typed stays in this browser, for this reader and this site, until it is published
// or thrown away; signing out forgets it. Files do not stay.
import { drop, keep, kept } from "stores";
import { remember } from "journal/mentions";
import { choosing } from "journal/named";

const PAUSE = 400; // ms
const NEVER = new Set(["csrfmiddlewaretoken", "uuid", "files", "answers"]);

export function draft(form) {
  if ("noDraft" in form.dataset || !form.elements.uuid) return;
  const thread = form.elements.answers?.value ?? "";
  const name = `brouillon:${document.body.dataset.reader}:${form.dataset.outboxSite}:${thread}`;
  const text = form.querySelector("[data-text]");
  let timer = 0;

  function write() {
    timer = 0;
    if (!form.isConnected) return;
    if (!text.value.trim()) return void drop(name);
    const fields = [...new FormData(form)].filter(([field]) => !NEVER.has(field));
    const labels = Object.fromEntries([...form.querySelectorAll("[data-mentions] [data-label], [name=named]:checked")].map((field) => [field.value, field.dataset.label ?? field.parentElement.textContent.trim()]));
    keep(name, { fields, labels });
  }

  const saved = kept(name);
  if (saved?.fields && !text.value) {
    fill(form, saved);
    form.classList.add("is-begun");
    said(form, () => {
      clearTimeout(timer);
      timer = 0;
      drop(name);
      form.reset();
      form.querySelector("[data-mentions]").replaceChildren();
    });
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  addEventListener("pagehide", () => timer && write()); // never after a sign-out has forgotten it
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt !== form || !detail.successful) return;
    clearTimeout(timer);
    timer = 0;
    drop(name);
  });
  // Sent by the browser itself: what comes back, if it does, holds the text.
  form.addEventListener("submit", () => "htmx" in window || drop(name));
}

function fill(form, { fields, labels = {} }) {
  for (const [name, value] of fields) {
    if (name === "mentions") remember(form, value, labels[value] ?? "");
    else if (name === "named") choosing(form.querySelector("[data-named-list]"), value, labels[value] ?? "");
    else set(form.elements[name], value);
  }
  const ticked = new Set(fields.map(([name, value]) => `${name}=${value}`));
  for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = ticked.has(`${box.name}=${box.value}`);
}

function set(field, value) {
  if (!field || field.type === "checkbox" || (field instanceof RadioNodeList && field[0]?.type === "checkbox")) return;
  field.value = value;
}

function said(form, forget) {
  const words = Object.assign(document.createElement("p"), { className: "composer__said" });
  words.setAttribute("role", "status");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "composer__forget", textContent: "Effacer" });
  button.addEventListener("click", () => {
    forget();
    words.remove();
    form.querySelector("[data-text]").focus();
  });
  words.append("Brouillon retrouvé. ", button);
  form.prepend(words);
}
