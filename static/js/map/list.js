// The text twin: what the map shows, in the order one chooses; a row lights what it names. In the
// far views it names territories, as the bubbles do.
import { bubbleRow, siteRow } from "map/list-rows";
import { sorting } from "map/sorting";
import { figure } from "map/words";

const STEP = 200; // rows written at a time

export function siteList(root, app, { colours, onOpen, onLight }) {
  const find = (name) => root.querySelector(`[data-list-${name}]`);
  const body = find("body");
  const rows = find("rows");
  const tables = { points: find("sites"), bubbles: find("territories") };
  const order = sorting(root, app, { onChange: rewrite });
  let kind = "points";
  let given = []; // the features in the view
  let shown = []; // their properties, in order
  let limit = STEP;
  let opened = "";
  let lit = ""; // by the mouse or the focus, here

  app.on("list", write);
  app.on("lit", ({ reference, on }) => rowOf(reference)?.classList.toggle("is-lit", on));
  app.on("filtered", count);
  app.on("changed", (name) => name === "couleur" && write());

  function rewrite() {
    shown = order.sorted(kind, given);
    write();
  }

  function count() {
    const total = Number(app.find("total").value);
    const sites = kind === "points" ? shown.length : shown.reduce((sum, one) => sum + one.sites, 0);
    find("count").textContent = `(${figure(sites)}${sites < total ? " dans la vue" : ""})`;
  }

  // Rows that nobody sees are not written.
  function write() {
    light(""); // its row goes without the mouse leaving it
    if (body.hidden) return;
    const focused = document.activeElement;
    const held = focused?.closest?.("[data-list-body] tbody tr");
    for (const [name, table] of Object.entries(tables)) table.hidden = name !== kind || shown.length === 0;
    find("empty").hidden = shown.length > 0;
    find("more").hidden = shown.length <= limit;
    find("more").textContent = `Afficher la suite (${figure(shown.length - limit)})`;
    const shade = shadeColumn();
    const make = kind === "points" ? (site) => siteRow(site, app.settings, shade) : (one) => bubbleRow(one, app.query);
    tables[kind].querySelector("tbody").replaceChildren(...shown.slice(0, limit).map(make));
    rowOf(opened)?.classList.add("is-open");
    if (held) heir(held.dataset, focused.localName)?.focus({ preventScroll: true });
  }

  // What stands for the link or the box that had the focus: in its own row, or in the first one.
  function heir({ reference = "", slug = "" }, part) {
    const lines = tables[kind].tBodies[0];
    const line = lines.querySelector(`tr[data-reference="${reference}"], tr[data-slug="${slug}"]`);
    return (line ?? lines.rows[0])?.querySelector(line ? part : "a") ?? find("toggle");
  }

  // What the colour says on the map, the list says in words, unless a column does already.
  function shadeColumn() {
    const { name, label } = colours.current();
    const isNew = !root.querySelector(`th[data-sort="${name}"]`);
    find("colour").hidden = !isNew;
    find("colour").textContent = label;
    return isNew ? (site) => colours.shadeOf(site) : null;
  }

  find("more").addEventListener("click", () => {
    const last = limit;
    limit += STEP;
    write();
    tables[kind].querySelectorAll("tbody tr")[last]?.querySelector("a").focus();
  });

  rows.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest("input, label")) return;
    const line = event.target.closest("tr");
    if (!line) return;
    event.preventDefault();
    onOpen(line.dataset.reference);
  });

  for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    rows.addEventListener(type, ({ target }) => {
      const reference = target.closest("tr")?.dataset.reference;
      if (reference) light(on ? reference : "");
    });
  }

  function light(reference) {
    if (reference === lit) return;
    if (lit) onLight(lit, false);
    lit = reference;
    if (lit) onLight(lit, true);
  }

  const rowOf = (reference) => rows.querySelector(`tr[data-reference="${reference}"]`);

  app.on("features", (found) => {
    kind = found.kind;
    given = found.inView;
    limit = STEP;
    rewrite();
    count();
  });

  return {
    order: () => (kind === "points" ? shown.map(({ reference }) => reference) : []),
    link: (reference) => rowOf(reference)?.querySelector("a") ?? null,
    open(reference) {
      opened = reference;
      rows.querySelector(".is-open")?.classList.remove("is-open");
      rowOf(reference)?.classList.add("is-open");
    },
  };
}
