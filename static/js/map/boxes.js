// Boxes of px that must not touch: which of them lie near, without asking all of them.
import { cell } from "map/grid";

const CELL = 64; // px

export function boxes() {
  const cells = new Map();

  function* cellsOf({ min, max }) {
    for (let y = Math.floor(min.y / CELL); y <= Math.floor(max.y / CELL); y += 1) {
      for (let x = Math.floor(min.x / CELL); x <= Math.floor(max.x / CELL); x += 1) yield cell(x, y);
    }
  }

  return {
    add(box) {
      for (const key of cellsOf(box)) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      }
    },
    isFree(box) {
      for (const key of cellsOf(box)) if (cells.get(key)?.some((other) => other.overlaps(box))) return false;
      return true;
    },
  };
}
