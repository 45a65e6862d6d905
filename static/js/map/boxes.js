// Boxes of px that must not touch: which of them lie near, without asking all of them.
import { grid } from "map/grid";

const CELL = 64; // px

export function boxes() {
  const cells = grid();

  return {
    add(box) {
      for (const [column, row] of cellsOf(box)) cells.put(column, row, box);
    },
    isFree(box) {
      for (const [column, row] of cellsOf(box)) if (cells.at(column, row).some((other) => other.overlaps(box))) return false;
      return true;
    },
  };
}

function* cellsOf({ min, max }) {
  for (let row = Math.floor(min.y / CELL); row <= Math.floor(max.y / CELL); row += 1) {
    for (let column = Math.floor(min.x / CELL); column <= Math.floor(max.x / CELL); column += 1) yield [column, row];
  }
}
