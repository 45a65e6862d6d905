// The text twin: the sites in view, the most recently updated first; it lights what it names.
import { ago, figure, fullDate } from "map/words";

const MOST_ROWS = 300;

export function siteList(root, { settings, onOpen, onLight }) {
  const rows = root.querySelector("[data-list-rows]");
  const table = root.querySelector("table");
  const empty = root.querySelector("[data-list-empty]");
  const count = root.querySelector("[data-list-count]");
  const note = root.querySelector("[data-list-note]");

  let sites = [];
  let opened = "";
  const body = root.querySelector("[data-list-body]");

  function show(features, total) {
    sites = features.map(({ properties }) => properties);
    sayCount(total);
    write();
  }

  function sayCount(total) {
    const some = sites.length < total ? " dans la vue" : "";
    count.textContent = `(${figure(sites.length)}${some})`;
  }

  // Rows that nobody sees are not written.
  function write() {
    if (body.hidden) return;
    const sorted = sites.sort(recentFirst);
    note.textContent = sorted.length > MOST_ROWS ? `Les ${MOST_ROWS} premiers sont montrés.` : "";
    table.hidden = sorted.length === 0;
    empty.hidden = sorted.length > 0;
    const focused = document.activeElement?.closest?.("[data-list-rows] tr")?.dataset.reference;
    rows.replaceChildren(...sorted.slice(0, MOST_ROWS).map(row));
    rowOf(opened)?.classList.add("is-open");
    if (focused) rowOf(focused)?.querySelector("a").focus({ preventScroll: true });
  }

  function row(site) {
    const line = document.createElement("tr");
    line.dataset.reference = site.reference;
    line.append(first(site), cell(site.commune_name), peopleCell(site), statusCell(site), dateCell(site));
    line.addEventListener("mouseenter", () => onLight(site.reference, true));
    line.addEventListener("mouseleave", () => onLight(site.reference, false));
    return line;
  }

  function first(site) {
    const header = document.createElement("th");
    header.scope = "row";
    const link = document.createElement("a");
    link.href = settings.urls.page.replace(settings.any.reference, site.reference);
    link.textContent = site.reference;
    link.addEventListener("focus", () => onLight(site.reference, true));
    link.addEventListener("blur", () => onLight(site.reference, false));
    header.append(link, " ", span("map-table__name", site.title));
    return header;
  }

  function peopleCell(site) {
    const known = site.people !== null;
    const made = cell(known ? figure(site.people) : "inconnu");
    made.className = known ? "map-table__number" : "map-table__number map-table__unknown";
    return made;
  }

  function statusCell(site) {
    const made = cell("");
    made.append(span(`status status--${site.status}`, settings.statuses[site.status]));
    return made;
  }

  function dateCell(site) {
    const made = cell("");
    const time = document.createElement("time");
    time.dateTime = site.updated_on;
    time.title = fullDate(site.updated_on);
    time.textContent = ago(site.updated_on);
    made.append(time);
    return made;
  }

  rows.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const line = event.target.closest("tr");
    if (!line) return;
    event.preventDefault();
    onOpen(line.dataset.reference);
  });

  const rowOf = (reference) => rows.querySelector(`tr[data-reference="${reference}"]`);

  return {
    show,
    count: sayCount,
    write,
    link: (reference) => rowOf(reference)?.querySelector("a") ?? null,
    light: (reference, on) => rowOf(reference)?.classList.toggle("is-lit", on),
    open(reference) {
      opened = reference;
      rows.querySelector(".is-open")?.classList.remove("is-open");
      rowOf(reference)?.classList.add("is-open");
    },
  };
}

const recentFirst = (one, other) =>
  other.updated_on.localeCompare(one.updated_on) || one.reference.localeCompare(other.reference);

function cell(text) {
  const made = document.createElement("td");
  made.textContent = text;
  return made;
}

function span(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}
