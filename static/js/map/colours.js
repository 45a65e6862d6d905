// By what the sites are coloured: the address says which of the server's declared colours.
import { daysSince } from "map/words";

const RULES = {
  value: ({ field, shades }, site) => shades.find(({ value }) => value === site[field]),
  number: ({ field, shades }, site) => reached(shades, site[field]),
  days: ({ field, shades }, site) => reached(shades, site[field] && daysSince(site[field])),
};

export function colouring({ settings, own }) {
  const known = new Map(settings.colours.map((colour) => [colour.name, colour]));
  const first = settings.colours[0];
  const current = () => known.get(own.couleur) ?? first;

  return {
    current,
    shadeOf: (site) => RULES[current().rule](current(), site) ?? current().shades.at(-1),
    // What the layer is asked for besides, when it does not tell it to all.
    asks: () => (current().asks ? `avec=${current().asks}` : ""),
    // The first is what an address without any shows.
    parameter: (name) => (name === first.name ? "" : name),
  };
}

function reached(shades, number) {
  if (number === undefined) return undefined; // not asked for
  if (number === null) return shades.find(({ least }) => least === null);
  return shades.filter(({ least }) => least !== null && least <= number).at(-1);
}
