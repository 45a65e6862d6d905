// Which symbols lie so near each other that one hides another, and where to put them apart.
// A stack is a star around its topmost symbol, not a chain: a crowd never becomes one stack.
import { grid } from "map/grid";

const CELL = 32; // px; two symbols that hide each other are nearer than that
const STEP = 38; // px at least between two that are put apart: a finger's room
const GAP = 6;
const ROUND = 8; // up to that many on a circle; more on a spiral

// `items` from the lowest to the topmost, `pointOf` in px. Map: id → the items of its stack,
// topmost first; only for those that share their place.
export function stacks(items, pointOf) {
  const cells = grid();
  const placed = items.map((item) => ({ item, at: pointOf(item), taken: false }));
  for (const one of placed) cells.put(column(one.at), row(one.at), one);
  const found = new Map();
  for (const one of placed.toReversed()) {
    if (one.taken) continue;
    one.taken = true;
    const others = hidden(cells, one);
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

const column = ({ x }) => Math.floor(x / CELL);

const row = ({ y }) => Math.floor(y / CELL);

// Those of its own cell and of the eight around it that it hides.
function hidden(cells, one) {
  const found = [];
  for (const right of [-1, 0, 1]) {
    for (const down of [-1, 0, 1]) {
      for (const other of cells.at(column(one.at) + right, row(one.at) + down)) if (!other.taken && hides(one, other)) found.push(other);
    }
  }
  return found;
}
