// A form as a letter that can wait, and back.
import { reduce } from "../journal/reduce.js";

const NOT_KEPT = new Set(["csrfmiddlewaretoken"]); // a fresh one goes with each try
const JPEG = "image/jpeg";

// Photos are reduced here, once, not at each try.
export async function letterOf(form, owner) {
  const data = [...new FormData(form)].filter(([name]) => !NOT_KEPT.has(name));
  const typed = data.filter(([, value]) => typeof value === "string");
  const files = data.filter(([, value]) => value instanceof File && (value.size || value.name));
  return {
    uuid: form.elements.uuid.value,
    owner,
    kind: form.dataset.outbox,
    site: form.dataset.outboxSite ?? "",
    action: new URL(form.action, location.href).pathname,
    fields: typed,
    files: await Promise.all(files.map(([name, file]) => enclosed(name, file))),
  };
}

async function enclosed(name, file) {
  const blob = await reduce(file);
  const isReduced = blob !== file && blob.type === JPEG;
  const filename = isReduced ? `${file.name.replace(/\.[^.]*$/, "")}.jpg` : file.name;
  // the bytes themselves: a file that its owner moves or deletes meanwhile could not be read again
  return { name, filename, type: blob.type, blob: new Blob([await blob.arrayBuffer()], { type: blob.type }) };
}

// What was typed, in a fresh form: to be mended and sent again under the same uuid.
export function fill(form, letter) {
  const left = Map.groupBy ? Map.groupBy(letter.fields, ([name]) => name) : grouped(letter.fields);
  for (const [name, pairs] of left) {
    const values = pairs.map(([, value]) => value);
    const controls = [...form.elements].filter((control) => control.name === name);
    if (controls.length) setValues(controls, values);
    else form.append(...values.map((value) => hidden(name, value)));
  }
  for (const box of form.querySelectorAll("[type=checkbox]")) if (!left.has(box.name)) box.checked = false;
  fillFiles(form, letter);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

export function fillFiles(form, letter) {
  for (const input of form.querySelectorAll("[type=file]")) {
    const kept = new DataTransfer();
    for (const { name, filename, type, blob } of letter.files) {
      if (name === input.name) kept.items.add(new File([blob], filename, { type }));
    }
    input.files = kept.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function grouped(pairs) {
  const groups = new Map();
  for (const pair of pairs) groups.set(pair[0], [...(groups.get(pair[0]) ?? []), pair]);
  return groups;
}

function setValues(controls, values) {
  for (const control of controls) {
    if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
    else if (control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
    else [control.value] = values;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const hidden = (name, value) => Object.assign(document.createElement("input"), { type: "hidden", name, value });
