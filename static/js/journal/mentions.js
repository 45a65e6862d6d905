// `@` in the text proposes the readers of the message; who is chosen is named in the text and in a
// hidden field, which leaves with the name.
const CALL = /(?:^|[\s(«])@([\p{L}\p{N}’'-]*(?: [\p{L}’'-]+)?)$/u;
const PAUSE = 180; // ms
const ASKED = ["audience", "named", "answers"];
let made = 0;

export function mentions(form, text) {
  made += 1;
  const list = Object.assign(document.createElement("div"), { className: "combo__list", id: `mentions-${made}`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Personnes et structures qui liront");
  const status = Object.assign(document.createElement("p"), { className: "fr-sr-only" });
  status.setAttribute("role", "status");
  text.parentElement.classList.add("combo");
  text.after(list, status);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", list.id);
  let rows = [];
  let current = -1;
  let timer = 0;
  let asking = null;

  const call = () => (text.selectionStart === text.selectionEnd ? CALL.exec(text.value.slice(0, text.selectionStart)) : null);

  async function look() {
    const found = call();
    asking?.abort();
    if (!found) return hide();
    asking = new AbortController();
    try {
      const response = await fetch(`${form.dataset.people}?${question(form, found[1])}`, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (response.ok) show(await response.json());
      else hide();
    } catch (error) {
      if (error.name !== "AbortError") hide();
    }
  }

  function show(items) {
    rows = items.map((item, index) => option(item, `${list.id}-${index}`));
    list.replaceChildren(...rows.map(({ row }) => row));
    list.hidden = !rows.length;
    status.textContent = rows.length ? `${rows.length} proposition${rows.length > 1 ? "s" : ""}` : "";
    move(rows.length ? 0 : -1);
  }

  function option(item, id) {
    const row = Object.assign(document.createElement("div"), { className: "combo__option", id, textContent: item.label });
    row.setAttribute("role", "option");
    row.append(" ", Object.assign(document.createElement("span"), { className: "combo__detail", textContent: item.detail }));
    row.addEventListener("click", () => take(item));
    return { row, item };
  }

  function move(index) {
    current = index;
    rows.forEach(({ row }, place) => row.setAttribute("aria-selected", String(place === index)));
    if (index < 0) return text.removeAttribute("aria-activedescendant");
    rows[index].row.scrollIntoView({ block: "nearest" });
    return text.setAttribute("aria-activedescendant", rows[index].row.id);
  }

  function take({ label, value }) {
    const found = call();
    hide();
    if (!found) return;
    const end = text.selectionStart;
    text.setRangeText(`@${label} `, end - found[1].length - 1, end, "end");
    remember(form, value, label);
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function hide() {
    clearTimeout(timer);
    asking?.abort();
    rows = [];
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    move(-1);
  }

  const keys = {
    ArrowDown: () => move((current + 1) % rows.length),
    ArrowUp: () => move((current - 1 + rows.length) % rows.length),
    Enter: () => take(rows[current].item),
    Tab: () => take(rows[current].item),
    Escape: hide,
  };
  text.addEventListener("keydown", (event) => {
    if (list.hidden || !keys[event.key] || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  text.addEventListener("input", () => {
    forget(form, text.value);
    clearTimeout(timer);
    if (call()) timer = setTimeout(look, PAUSE);
    else hide();
  });
  text.addEventListener("blur", hide);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps the focus
}

function question(form, q) {
  const asked = new URLSearchParams({ q });
  for (const [name, value] of new FormData(form)) if (ASKED.includes(name)) asked.append(name, value);
  const thread = form.querySelector("[data-answers]")?.value;
  if (thread) asked.append("answers", thread);
  return asked;
}

export function remember(form, value, label) {
  const place = form.querySelector("[data-mentions]");
  if (place.querySelector(`[value="${value}"]`)) return;
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "mentions", value });
  field.dataset.label = label;
  place.append(field);
}

function forget(form, words) {
  for (const field of form.querySelectorAll("[data-mentions] [data-label]")) {
    if (!words.includes(`@${field.dataset.label}`)) field.remove();
  }
}
