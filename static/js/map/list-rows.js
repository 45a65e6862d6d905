// The rows of the text twin: a site, or a territory with what it holds.
import { withOwn } from "map/address";
import { ago, attention, distance, figure, fullDate, people } from "map/words";

// `shade` gives what colours a site; null where its columns say it.
export function siteRow(site, settings, shade) {
  const line = document.createElement("tr");
  line.dataset.reference = site.reference;
  line.append(
    tick(site),
    header(pageOf(site, settings), site.reference, span("map-table__name", site.title), ...calls(site)),
    cell(site.commune_name),
    number(site.people),
    cell(span(`status status--${site.status}`, settings.statuses[site.status])),
    cell(since(site.updated_on)),
    ...(shade ? [shadeCell(shade(site))] : []),
    ...(site.metres === undefined ? [] : [cell(distance(site.metres))]),
  );
  return line;
}

export function bubbleRow({ slug, name, sites, people: known, unknown }, query) {
  const line = document.createElement("tr");
  line.dataset.slug = slug;
  const params = new URLSearchParams(query);
  params.set("dans", slug);
  const link = header(`?${withOwn(params, {})}`, name);
  link.querySelector("a").dataset.query = "";
  const held = [number(sites), number(known), number(unknown)];
  held.forEach((one, index) => (one.dataset.unit = ["sites", "pers.", "au nombre inconnu"][index]));
  line.append(link, ...held);
  return line;
}

function calls(site) {
  if (!site.points) return [];
  const words = attention(site);
  const badge = span(`attention${site.points_urgent ? " attention--urgent" : ""} map-table__attention`, "");
  badge.title = words;
  badge.append(span("fr-sr-only", words));
  return [badge];
}

const pageOf = ({ reference }, { urls, any }) => urls.page.replace(any.reference, reference);

function tick({ reference, title, people: known }) {
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name: "choisis", value: reference });
  Object.assign(box.dataset, { pick: "", people: known ?? "" });
  box.setAttribute("aria-label", `Choisir ${reference}, ${title}, ${people(known)}`);
  const made = cell(box);
  made.className = "map-table__tick";
  return made;
}

function header(href, words, ...more) {
  const made = document.createElement("th");
  made.scope = "row";
  const link = Object.assign(document.createElement("a"), { href, textContent: words });
  made.append(link, " ", ...more);
  return made;
}

function number(value) {
  const made = cell(value === null ? "inconnu" : figure(value));
  made.className = value === null ? "map-table__number map-table__unknown" : "map-table__number";
  return made;
}

function shadeCell({ style, label }) {
  return cell(span(style.startsWith("level-") ? `level ${style.replace("level-", "level--")}` : "", label));
}

function since(day) {
  const time = document.createElement("time");
  return Object.assign(time, { dateTime: day, title: fullDate(day), textContent: ago(day) });
}

function cell(content) {
  const made = document.createElement("td");
  made.append(content);
  return made;
}

function span(name, text) {
  return Object.assign(document.createElement("span"), { className: name, textContent: text });
}
