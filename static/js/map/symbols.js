// How a site is drawn, on the map and in the legend: shape, size and sign say what colour says.
const LEAST = 14;
const MOST = 30;
const BY_PEOPLE = 2.15; // a circle's area follows the number: 200 people reach the largest
const ROOM = 9; // around it, for the halo of a vague position
const HOLLOW = new Set(["resorbe", "ferme", "annule"]);
const SIGNS = {
  signale: '<path class="symbol__sign" d="M-1.9 -1.6a1.9 1.9 0 1 1 2.6 1.8q-.7 .4 -.7 1.2M0 3.2v.3" />',
  "en-cours": '<circle class="symbol__dot" r="2.1" />',
  resorbe: '<path class="symbol__sign symbol__sign--own" d="M-2.6 .2l1.8 1.9 3.4 -4" />',
  annule: '<path class="symbol__sign symbol__sign--own" d="M-2 -2l4 4M2 -2l-4 4" />',
};

export function diameter(people) {
  if (people === null) return LEAST + 1;
  return Math.round(Math.min(MOST, Math.max(LEAST, BY_PEOPLE * Math.sqrt(people))));
}

const drawn = new Map(); // few kinds of symbol stand for many sites: each is parsed once

export function symbol(site) {
  const key = [site.status, site.people === null ? "?" : diameter(site.people), site.stale, site.precision].join();
  if (!drawn.has(key)) drawn.set(key, draw(site));
  return drawn.get(key).cloneNode(true);
}

function draw({ status, people, stale, precision }) {
  const size = diameter(people);
  const side = size + 2 * ROOM;
  const shape = people === null ? square : circle;
  const radius = size / 2;
  const layers = [
    precision === "position" ? "" : `<circle class="symbol__halo symbol__halo--${precision}" r="${radius + 6}" />`,
    shape(radius, "symbol__hairline"),
    stale ? shape(radius - 1, "symbol__stale") : "",
    HOLLOW.has(status) ? shape(radius - 3.5, "symbol__hollow") : shape(radius - 2, "symbol__fill"),
    `<g transform="scale(${Math.max(1, (radius - 2) / 5.5).toFixed(2)})">${SIGNS[status] ?? ""}</g>`,
  ];
  const box = `${-side / 2} ${-side / 2} ${side} ${side}`;
  const holder = document.createElement("template");
  holder.innerHTML = `<svg class="symbol symbol--${status}" viewBox="${box}" width="${side}" height="${side}" aria-hidden="true" focusable="false">${layers.join("")}</svg>`;
  return holder.content.firstElementChild;
}

export const side = (people) => diameter(people) + 2 * ROOM;

export function drawLegend(root) {
  for (const place of root.querySelectorAll("[data-symbol]")) {
    const { status, people, stale, precision } = place.dataset;
    const known = people === undefined ? null : Number(people);
    place.append(symbol({ status, people: known, stale: stale !== undefined, precision: precision ?? "position" }));
  }
}

const circle = (radius, name) => `<circle class="${name}" r="${radius}" />`;

function square(radius, name) {
  const half = radius * 0.92;
  return `<rect class="${name}" x="${-half}" y="${-half}" width="${2 * half}" height="${2 * half}" />`;
}
