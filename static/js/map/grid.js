// What lies in which cell of a grid of px.
const ROW = 2 ** 26; // more cells than a row of the world has at any zoom

export function grid() {
  const cells = new Map();

  return {
    put(column, row, one) {
      const cell = row * ROW + column;
      if (!cells.has(cell)) cells.set(cell, []);
      cells.get(cell).push(one);
    },
    at: (column, row) => cells.get(row * ROW + column) ?? [],
  };
}
