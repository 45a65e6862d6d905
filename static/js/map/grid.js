// The number of a cell of a grid of px, for what lies near what. More cells in a row than the world
// has at any zoom.
const ROW = 2 ** 26;

export const cell = (column, row) => row * ROW + column;
