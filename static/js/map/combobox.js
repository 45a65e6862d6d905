// The choice of a territory by typing: a list of departments becomes an ARIA combobox.
const PAUSE = 200;
const LEAST = 2;
let made = 0;

export function territoryBox(root) {
  const select = root.querySelector("select");
  const id = select.id;
  const value = Object.assign(document.createElement("input"), { type: "hidden", name: select.name, value: select.value });
  const input = document.createElement("input");
  const list = document.createElement("ul");
  const levels = JSON.parse(document.getElementById("levels").textContent);
  let options = [];
  let current = -1;
  let timer = 0;
  let asking = null;
  let name = root.dataset.name;

  made += 1;
  list.id = `territoires-${made}`;
  list.className = "combo__list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Territoires proposés");
  Object.assign(input, { id, type: "text", className: "fr-input", value: name, autocomplete: "off", placeholder: "Commune, EPCI, département…" });
  for (const [key, word] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
    input.setAttribute(key, word);
  }
  select.replaceWith(input, value, list);
  root.classList.add("combo");

  async function look() {
    asking?.abort();
    if (input.value.trim().length < LEAST) return hide();
    asking = new AbortController();
    try {
      const response = await fetch(`${root.dataset.url}?q=${encodeURIComponent(input.value)}`, { signal: asking.signal });
      if (!response.ok) return say("La recherche ne répond pas.");
      show((await response.json()).features);
    } catch (error) {
      if (error.name !== "AbortError") say("Réseau indisponible.");
    }
  }

  function show(features) {
    options = features.map(({ id: slug, properties }) => ({ slug: slug ?? properties.slug, ...properties }));
    if (options.length === 0) return say("Aucun territoire de ce nom.");
    list.replaceChildren(...options.map(option));
    move(0);
    expand(true);
  }

  function option({ name: label, level, code }, index) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.className = "combo__option";
    item.setAttribute("role", "option");
    const detail = Object.assign(document.createElement("span"), { className: "combo__detail", textContent: detailOf(level, code) });
    item.append(label, " ", detail);
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(index));
    return item;
  }

  const detailOf = (level, code) => (code.length > 5 || level === "nation" ? levels[level] : `${levels[level]} ${code}`);

  function say(words) {
    options = [];
    const item = Object.assign(document.createElement("li"), { className: "combo__words", textContent: words });
    item.setAttribute("role", "option");
    item.setAttribute("aria-disabled", "true");
    list.replaceChildren(item);
    expand(true);
  }

  function move(index) {
    list.children[current]?.setAttribute("aria-selected", "false");
    current = (index + options.length) % options.length;
    list.children[current].setAttribute("aria-selected", "true");
    list.children[current].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[current].id);
  }

  function choose(index) {
    set(options[index]?.slug ?? "", options[index]?.name ?? "");
    hide();
    value.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function set(slug, label) {
    value.value = slug;
    name = label;
    input.value = label;
  }

  function expand(on) {
    list.hidden = !on;
    input.setAttribute("aria-expanded", String(on));
    if (!on) input.removeAttribute("aria-activedescendant");
  }

  function hide() {
    current = -1;
    options = [];
    expand(false);
  }

  const keys = {
    ArrowDown: () => (options.length ? move(current + 1) : look()),
    ArrowUp: () => options.length && move(current - 1),
    Enter: () => (options.length ? choose(current) : input.value === "" && value.value && choose(-1)),
    Escape: () => (list.hidden ? set(value.value, name) : hide()),
  };
  input.addEventListener("keydown", (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    if (event.key === "Escape" && !list.hidden) event.stopPropagation();
    keys[event.key]();
  });
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("blur", () => {
    asking?.abort();
    hide();
    if (input.value === "" && value.value) choose(-1);
    else input.value = name;
  });

  return { set, focus: () => input.focus() };
}
