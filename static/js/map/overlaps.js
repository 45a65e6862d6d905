// Which symbols lie so near each other that one hides another, and where to put them apart.
// A stack is a star around its topmost symbol, not a chain: a crowd never becomes one stack.
const CELL = 32; // px; two symbols that hide each other are nearer than that
const STEP = 38; // px at least between two that are put apart: a finger's room
const GAP = 6;
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

// Offsets in px from the middle of the stack, so that its two largest do not touch.
export function apart(stack) {
  const [first, second] = stack.map(({ radius }) => radius).sort((one, other) => other - one);
  const step = Math.max(STEP, first + second + GAP);
  const count = stack.length;
  return stack.map((_, index) => (count > ROUND ? spiral(index, step) : circle(index, count, step)));
}

function circle(index, count, step) {
  const radius = Math.max(step * 0.75, (count * step) / (2 * Math.PI));
  const angle = (count === 2 ? Math.PI : -Math.PI / 2) + (index * 2 * Math.PI) / count;
  return L.point(radius * Math.cos(angle), radius * Math.sin(angle));
}

// Its arms and its steps along them are a step apart.
function spiral(index, step) {
  const angle = Math.sqrt(4 * Math.PI * (index + 2));
  const radius = (step * angle) / (2 * Math.PI);
  return L.point(radius * Math.cos(angle), radius * Math.sin(angle));
}

const hides = ({ item, at }, other) =>
  at.distanceTo(other.at) < item.near * (item.radius + other.item.radius);

const cellOf = ({ x, y }) => `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;

function around(cells, { x, y }) {
  const steps = [-CELL, 0, CELL];
  return steps.flatMap((dx) => steps.flatMap((dy) => cells.get(cellOf({ x: x + dx, y: y + dy })) ?? []));
}
