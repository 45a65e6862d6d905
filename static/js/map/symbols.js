// How a site is drawn, on the map and in the legend: shape, size and sign say what colour says.
// `look` is the style of a shade (see layers/colours.py); a hollow one is a site that is no more.
const LEAST = 14;
const MOST = 30;
const BY_PEOPLE = 2.15; // a circle's area follows the number: 200 people reach the largest
const ROOM = 9; // around it, for the halo of a vague position
const HOLLOW = new Set(["resorbe", "ferme", "annule"]);
const PIPS = [[[0, 0]], [[-2, 2], [2, -2]], [[-2.4, 2.4], [0, 0], [2.4, -2.4]]];
PIPS.push([...PIPS[1], [-2, -2], [2, 2]], [...PIPS[2], [-2.4, -2.4], [2.4, 2.4]]);
const PHASES = [1, 2, 3, 4, 5, 6, 7, 8, 9]; // in their order, as the legend numbers them
const HATCHING = '<path class="symbol__sign" d="M-4.4 -.8L-.8 -4.4M-3.6 3.6L3.6 -3.6M.8 4.4L4.4 .8" />';

// Within a disc of 5.5, which grows with the symbol.
const SIGNS = {
  signale: '<path class="symbol__sign" d="M-1.9 -1.6a1.9 1.9 0 1 1 2.6 1.8q-.7 .4 -.7 1.2M0 3.2v.3" />',
  "en-cours": '<circle class="symbol__shape" r="2.1" />',
  resorbe: '<path class="symbol__sign symbol__sign--own" d="M-2.6 .2l1.8 1.9 3.4 -4" />',
  annule: '<path class="symbol__sign symbol__sign--own" d="M-2 -2l4 4M2 -2l-4 4" />',
  "level-bon": '<circle class="symbol__shape" r="2.1" />',
  "level-a-ameliorer": '<path class="symbol__shape" d="M0 -2.9L2.9 2.2H-2.9Z" />',
  "level-mauvais": '<rect class="symbol__shape" x="-2.2" y="-2.2" width="4.4" height="4.4" />',
  "level-inconnu": HATCHING,
  "step-unknown": HATCHING,
  "phase-none": HATCHING,
  ...Object.fromEntries(PHASES.map((rank) => [`phase-${rank}`, `<text class="symbol__digit" y="0.36em">${rank}</text>`])),
  "due-none": HATCHING,
  "due-month": '<circle class="symbol__shape" r="2.1" />',
  "due-week": '<path class="symbol__shape" d="M0 -2.9L2.9 2.2H-2.9Z" />',
  "due-late": '<rect class="symbol__shape" x="-2.2" y="-2.2" width="4.4" height="4.4" />',
  "age-middle": '<circle class="symbol__shape" r="2.1" />',
  "age-old": '<rect class="symbol__shape" x="-3" y="-1.1" width="6" height="2.2" />',
  ...Object.fromEntries(PIPS.map((pips, index) => [`step-${index + 1}`, pips.map(pip).join("")])),
};

export const isHollow = (status) => HOLLOW.has(status);

export function diameter(people) {
  if (people === null) return LEAST + 1;
  return Math.round(Math.min(MOST, Math.max(LEAST, BY_PEOPLE * Math.sqrt(people))));
}

export const side = (people) => diameter(people) + 2 * ROOM;

// Sites of one key are drawn alike: few kinds of symbol stand for many sites.
export const kindOf = ({ look, hollow, people, stale, precision, attention = "" }) =>
  [look, hollow, people === null ? "?" : diameter(people), stale, precision, attention].join();

// A point d’attention: "urgent", "open", or none.
export const attentionOf = ({ points, points_urgent: urgent }) => (urgent ? "urgent" : points ? "open" : "");

const drawn = new Map(); // each is parsed once

export function symbol(site) {
  const key = kindOf(site);
  if (!drawn.has(key)) drawn.set(key, draw(site));
  return drawn.get(key).cloneNode(true);
}

function draw({ look, hollow, people, stale, precision, attention }) {
  const size = diameter(people);
  const width = side(people);
  const shape = people === null ? square : circle;
  const radius = size / 2;
  const layers = [
    precision === "position" ? "" : `<circle class="symbol__halo symbol__halo--${precision}" r="${radius + 6}" />`,
    shape(radius, "symbol__hairline"),
    stale ? shape(radius - 1, "symbol__stale") : "",
    hollow ? shape(radius - 3.5, "symbol__hollow") : shape(radius - 2, "symbol__fill"),
    `<g transform="scale(${Math.max(1, (radius - 2) / 5.5).toFixed(2)})">${SIGNS[look] ?? ""}</g>`,
    attention ? badge(radius, attention) : "",
  ];
  const kind = `symbol symbol--${look}${hollow ? " symbol--hollow" : ""}`;
  const box = `${-width / 2} ${-width / 2} ${width} ${width}`;
  const holder = document.createElement("template");
  holder.innerHTML = `<svg class="${kind}" viewBox="${box}" width="${width}" height="${width}" aria-hidden="true" focusable="false">${layers.join("")}</svg>`;
  return holder.content.firstElementChild;
}

// At the upper right, whole beside the symbol: "!" in a ring, filled when it is urgent.
function badge(radius, attention) {
  const x = (radius * 0.7 + 2.5).toFixed(2);
  const y = (-radius * 0.7 - 2.5).toFixed(2);
  const sign = `M${x} ${y - 2.9}v3M${x} ${Number(y) + 2.7}v.1`;
  return `<circle class="symbol__badge symbol__badge--${attention}" cx="${x}" cy="${y}" r="5.5" /><path class="symbol__call symbol__call--${attention}" d="${sign}" />`;
}

const circle = (radius, name) => `<circle class="${name}" r="${radius}" />`;

function square(radius, name) {
  const half = radius * 0.92;
  return `<rect class="${name}" x="${-half}" y="${-half}" width="${2 * half}" height="${2 * half}" />`;
}

function pip([x, y]) {
  return `<circle class="symbol__pip" cx="${x}" cy="${y}" r="1.05" />`;
}
