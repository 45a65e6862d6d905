// An ARIA combobox: a field, and under it a list of options, in groups or not, that the keys walk
// through. Nothing is current before an arrow is pressed, so that ↓ goes to the first option.
//   ask(text, { signal, show, add })  puts groups of { group, items: [{ label, detail, … }], words }
//   choose(item)                      one of them was chosen
//   eager                             Enter takes the first; else it is left to the form
//   escape(event)                     Escape when the list is folded already
let made = 0;

export function combobox(input, { label, ask, choose, escape, pause = 250, least = 2, eager = false }) {
  made += 1;
  const list = element("div", "combo__list", { id: `combo-${made}`, role: "listbox", "aria-label": label });
  const status = element("p", "fr-sr-only", { role: "status" });
  let options = [];
  let current = -1;
  let timer = 0;
  let asking = null;
  let late = false; // something was typed since the list was made

  const settings = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", autocomplete: "off" };
  for (const [name, value] of Object.entries(settings)) input.setAttribute(name, value);
  list.hidden = true;
  input.after(list, status);
  input.parentElement.classList.add("combo");

  async function look() {
    stop();
    const text = input.value.trim();
    if (text.length < least) return hide();
    asking = new AbortController();
    const { signal } = asking;
    const show = (groups) => signal.aborted || (clear(), put(groups));
    const add = (groups) => signal.aborted || put(groups);
    try {
      await ask(text, { signal, show, add });
    } catch (error) {
      if (error.name !== "AbortError") show([{ items: [], words: "Réseau indisponible." }]);
    }
  }

  function put(groups) {
    late = false;
    list.append(...groups.map(drawn).flat());
    expand(list.childElementCount > 0);
    const words = groups.map((group) => group.words).filter(Boolean).join(" ");
    status.textContent = [options.length ? plural(options.length) : "", words].filter(Boolean).join(". ");
  }

  function drawn({ group, items, words }) {
    const rows = items.map(option);
    if (words) rows.push(text("div", "combo__words", words, { role: "option", "aria-disabled": "true" }));
    if (!group) return rows;
    const title = text("div", "combo__title", group, { id: `${list.id}-${group}`, role: "presentation" });
    const box = element("div", "combo__group", { role: "group", "aria-labelledby": title.id });
    box.append(title, ...rows);
    return [box];
  }

  function option(item) {
    const row = text("div", "combo__option", item.label, { id: `${list.id}-${options.length}`, role: "option", "aria-selected": "false" });
    row.append(" ", text("span", "combo__detail", item.detail, {}));
    row.addEventListener("click", () => take(item));
    options.push({ row, item });
    return row;
  }

  function move(index) {
    options[current]?.row.setAttribute("aria-selected", "false");
    current = index;
    const row = options[current]?.row;
    if (!row) return input.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", row.id);
  }

  function take(item) {
    hide();
    choose(item);
  }

  function stop() {
    clearTimeout(timer);
    asking?.abort();
  }

  function clear() {
    move(-1);
    options = [];
    list.replaceChildren();
  }

  function expand(on) {
    list.hidden = !on;
    input.setAttribute("aria-expanded", String(on));
  }

  function hide() {
    stop();
    clear();
    status.textContent = "";
    expand(false);
  }

  const walk = (step) => (options.length ? move((Math.max(current, step > 0 ? -1 : 0) + step + options.length) % options.length) : look());
  const keys = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Home: () => current >= 0 && move(0),
    End: () => current >= 0 && move(options.length - 1),
    async Enter() {
      if (current >= 0) return take(options[current].item);
      if (late) await look();
      if (options.length) take(options[0].item);
    },
    Escape: hide,
  };
  // Whose key it is: the list's, or still the field's (or the form's, or the page's).
  const ours = {
    Home: () => current >= 0,
    End: () => current >= 0,
    Enter: () => current >= 0 || eager,
    Escape: () => !list.hidden,
  };

  input.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.isComposing) return;
    if (ours[event.key] && !ours[event.key]()) {
      if (event.key === "Escape") escape?.(event);
      if (event.key === "Enter") stop();
      return;
    }
    event.preventDefault();
    if (event.key === "Escape") event.stopPropagation();
    keys[event.key]();
  });
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    late = true;
    move(-1);
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  });
  input.addEventListener("blur", hide);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus

  return { hide };
}

const plural = (number) => `${number} proposition${number > 1 ? "s" : ""}`;

function element(tag, className, attributes) {
  const made = Object.assign(document.createElement(tag), { className });
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function text(tag, className, words, attributes) {
  const made = element(tag, className, attributes);
  made.textContent = words;
  return made;
}
