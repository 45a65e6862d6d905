// Which symbols lie so near each other that one hides another, and where to put them apart.
// A stack is a star around its topmost symbol, not a chain: a crowd never becomes one stack.
const CELL = 32; // px; two symbols that hide each other are nearer than that
const STEP = 38; // px between two that are put apart: a finger's room
const ROUND = 8; // up to that many on a circle; more on a spiral

// `items` from the lowest to the topmost, `pointOf` in px. Map: id → the items of its stack,
// topmost first; only for those that share their place.
export function stacks(items, pointOf) {
  const cells = new Map();
  const placed = items.map((item) => ({ item, at: pointOf(item), taken: false }));
  for (const one of placed) {
    const key = cellOf(one.at);
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(one);
  }
  const found = new Map();
  for (const one of placed.toReversed()) {
    if (one.taken) continue;
    one.taken = true;
    const others = around(cells, one.at).filter((other) => !other.taken && hides(one, other));
    if (others.length === 0) continue;
    for (const other of others) other.taken = true;
    const stack = [one, ...others].map(({ item }) => item);
    for (const item of stack) found.set(item.id, stack);
  }
  return found;
}

// Offsets in px from the middle of the stack.
export function apart(count) {
  return Array.from({ length: count }, (_, index) => (count > ROUND ? spiral(index) : circle(index, count)));
}

function circle(index, count) {
  const radius = Math.max(STEP * 0.75, (count * STEP) / (2 * Math.PI));
  const angle = (count === 2 ? Math.PI : -Math.PI / 2) + (index * 2 * Math.PI) / count;
  return L.point(radius * Math.cos(angle), radius * Math.sin(angle));
}

// Its arms and its steps along them are STEP apart.
function spiral(index) {
  const angle = Math.sqrt(4 * Math.PI * (index + 2));
  const radius = (STEP * angle) / (2 * Math.PI);
  return L.point(radius * Math.cos(angle), radius * Math.sin(angle));
}

const hides = ({ item, at }, other) =>
  at.distanceTo(other.at) < item.near * (item.radius + other.item.radius);

const cellOf = ({ x, y }) => `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;

function around(cells, { x, y }) {
  const steps = [-CELL, 0, CELL];
  return steps.flatMap((dx) => steps.flatMap((dy) => cells.get(cellOf({ x: x + dx, y: y + dy })) ?? []));
}
