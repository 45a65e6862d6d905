// A territory seen from afar: how many sites it holds, and the way down into it.
import { figure, people, plural } from "map/words";

const LEAST = 26;
const MOST = 60;
const FEW = 40; // that many sites reach the largest where no territory has more

export function bubbleItems(app, features) {
  const top = Math.max(FEW, ...features.map(({ properties }) => properties.sites));
  return features.map((feature) => bubble(app, feature, top));
}

export function size(sites, top) {
  return 2 * Math.round(Math.max(LEAST, MOST * Math.sqrt(sites / top)) / 2);
}

function bubble(app, { geometry, properties: { slug, name, sites, people: known, unknown } }, top) {
  const [lng, lat] = geometry.coordinates;
  const width = size(sites, top);
  const figures = [plural(sites, "site"), people(known)];
  if (unknown) figures.push(`nombre inconnu pour ${plural(unknown, "site")}`);
  return {
    id: slug,
    place: L.latLng(lat, lng),
    radius: width / 2,
    side: width,
    weight: sites,
    near: 0.4,
    kind: `bubble-${width}-${sites}`,
    className: "bubble-marker",
    draw: () => disc(width, figure(sites)),
    title: name,
    caption: name,
    words: () => [name, ...figures, "ouvrir"].join(", "),
    said: figures.join(", "),
    open: () => app.filterBy("dans", slug),
  };
}

const drawn = new Map(); // by width: each is parsed once

export function disc(width, text) {
  if (!drawn.has(width)) drawn.set(width, blank(width));
  const one = drawn.get(width).cloneNode(true);
  one.querySelector("text").textContent = text;
  return one;
}

function blank(width) {
  const holder = document.createElement("template");
  const radius = width / 2;
  holder.innerHTML = `<svg class="symbol symbol--bubble" viewBox="${-radius} ${-radius} ${width} ${width}" width="${width}" height="${width}" aria-hidden="true" focusable="false"><circle class="symbol__hairline" r="${radius - 0.5}" /><circle class="symbol__fill" r="${radius - 2.5}" /><text class="symbol__number" y="0.36em"></text></svg>`;
  return holder.content.firstElementChild;
}
