// Photos and documents of a message: by button, camera, paste or drop. The field itself always
// holds what will leave, so that the form may be sent by the browser, by htmx or by the outbox.
import { preview, weight } from "journal/preview";
import { reduce } from "journal/reduce";

const MOST = 10;
const LARGEST = 20 * 1024 * 1024; // bytes
const lately = new Map(); // what each form sent last: it comes back with its text

export function attachments(form, say) {
  const input = form.querySelector("[data-files]");
  if (!input) return;
  const list = form.querySelector("[data-previews]");
  const send = form.querySelector("[type=submit]");
  const key = `${form.action} ${form.elements.answers?.value ?? ""}`;
  let items = []; // { file, row }
  let working = 0;

  async function add(chosen) {
    const refused = chosen.filter((file) => file.size > LARGEST && !file.type.startsWith("image/"));
    const wanted = chosen.filter((file) => !refused.includes(file));
    const room = wanted.slice(0, MOST - items.length);
    const words = [...refused.map((file) => `${file.name} dépasse 20 Mo.`), wanted.length > room.length ? `Au plus ${MOST} fichiers par message.` : ""];
    warn(words.filter(Boolean).join(" "));
    form.classList.add("is-begun");
    await Promise.all(room.map(take));
  }

  async function take(file) {
    const item = { file, row: preview(file, () => remove(item)) };
    items.push(item);
    list.append(item.row);
    busy(1);
    try {
      item.file = named(await reduce(file), file);
      item.row.querySelector("[data-weight]").textContent = weight(item.file);
    } finally {
      if (item.file.size > LARGEST) {
        warn(`${file.name} dépasse 20 Mo.`);
        remove(item);
      }
      busy(-1);
    }
  }

  function remove(item) {
    const next = item.row.nextElementSibling ?? item.row.previousElementSibling;
    const hadFocus = item.row.contains(document.activeElement);
    items = items.filter((one) => one !== item);
    item.row.remove();
    hold();
    if (hadFocus) (next?.querySelector("button") ?? input).focus();
    say(`${item.file.name} retiré.`);
  }

  function busy(step) {
    working += step;
    send.toggleAttribute("disabled", working > 0);
    if (!working) say(items.length ? `${items.length} fichier${items.length > 1 ? "s" : ""} joint${items.length > 1 ? "s" : ""}.` : "");
    hold();
  }

  function hold() {
    const held = new DataTransfer();
    for (const { file } of items) held.items.add(file);
    input.files = held.files;
    list.hidden = !items.length;
  }

  function warn(words) {
    const place = document.getElementById(input.getAttribute("aria-describedby"));
    const row = Object.assign(document.createElement("p"), { className: "fr-message fr-message--warning", textContent: words });
    place?.replaceChildren(...(words ? [row] : []));
    if (words) say(words);
  }

  function replace(files) {
    for (const { row } of items) row.remove();
    items = files.map((file) => {
      const item = { file, row: preview(file, () => remove(item)) };
      return item;
    });
    list.append(...items.map(({ row }) => row));
    hold();
  }

  // One who chooses again adds; a script that fills the field or empties it says what is in it.
  input.addEventListener("change", (event) => {
    const files = [...input.files];
    if (!event.isTrusted) return replace(files);
    hold();
    return add(files);
  });
  const camera = form.querySelector("[data-camera]");
  form.querySelector("[data-camera-label]").hidden = false;
  camera.hidden = false;
  camera.addEventListener("change", () => {
    add([...camera.files]);
    camera.value = "";
  });
  form.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    add(files);
  });
  dropping(form, add);
  form.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.elt === form) lately.set(key, items.map(({ file }) => file));
  });
  if ("givenBack" in form.dataset || form.querySelector("[data-error-summary]")) {
    const files = lately.get(key) ?? [];
    if (files.length) {
      replace(files);
      form.querySelector("[data-files-lost]")?.remove();
    }
  }
}

function dropping(form, add) {
  const over = (on) => form.classList.toggle("is-dropping", on);
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    over(true);
  });
  form.addEventListener("dragleave", (event) => form.contains(event.relatedTarget) || over(false));
  form.addEventListener("drop", (event) => {
    over(false);
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });
}

// A reduced photo is a JPEG, whatever it was.
const named = (blob, file) => (blob === file ? file : new File([blob], `${file.name.replace(/\.[^.]+$/, "")}.jpg`, { type: blob.type }));
