// The order of the text twin: a heading, or the list on a phone, sets `tri` in the address, in the
// list page's own words. `-` turns it round; what is unknown comes last both ways.
const USUAL = "maj";
const FIELDS = {
  reference: ({ reference }) => reference,
  commune: ({ commune_name }) => commune_name,
  personnes: ({ people }) => people,
  statut: ({ status }) => status,
  maj: ({ updated_on }) => updated_on,
  distance: ({ metres }) => metres ?? null,
};
const collator = new Intl.Collator("fr", { numeric: true });

export function sorting(root, app, { onChange }) {
  const { map, own } = app;
  const select = root.querySelector("[data-sort-choice]");
  let me = null; // where the device is, once it has said so

  const chosen = () => {
    const [, sign, name] = /^(-?)(.*)$/.exec(own.tri || USUAL);
    return name in FIELDS && (name !== "distance" || me) ? { name, sign: sign ? -1 : 1 } : { name: USUAL, sign: 1 };
  };

  function compare(one, other) {
    const { name, sign } = chosen();
    const [here, there] = [one, other].map(FIELDS[name]);
    const unknown = (here === null) - (there === null);
    const direction = name === USUAL ? -sign : sign; // the newest first, unless turned round
    return unknown || direction * order(here, there) || collator.compare(one.reference, other.reference);
  }

  function sorted(kind, features) {
    if (kind === "points") return features.map((feature) => measured(feature, me)).sort(compare);
    return features.map(({ properties }) => properties).sort(mostFirst);
  }

  function mark() {
    const { name, sign } = chosen();
    select.value = (sign < 0 ? "-" : "") + name;
    for (const heading of root.querySelectorAll("th[data-sort]")) {
      const isSorted = heading.dataset.sort === name;
      const ascending = (name === USUAL) !== (sign > 0);
      if (isSorted) heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      else heading.removeAttribute("aria-sort");
    }
  }

  root.addEventListener("click", ({ target }) => {
    const heading = target.closest("th[data-sort]");
    if (!heading || !target.closest("button")) return;
    const { name, sign } = chosen();
    const wanted = heading.dataset.sort;
    app.set("tri", wanted === name && sign > 0 ? `-${wanted}` : wanted);
  });
  select.addEventListener("change", () => app.set("tri", select.value));
  app.on("changed", (name) => {
    if (name !== "tri") return;
    mark();
    onChange();
  });
  map.on("locationfound", ({ latlng }) => {
    me = latlng;
    root.classList.add("has-distance");
    select.querySelector("[value=distance]").hidden = false;
  });
  mark();

  return { sorted };
}

const mostFirst = (one, other) => other.sites - one.sites || collator.compare(one.name, other.name);

function measured({ properties, geometry }, me) {
  const [lng, lat] = geometry.coordinates;
  return me ? { ...properties, metres: me.distanceTo([lat, lng]) } : properties;
}

const order = (one, other) => (typeof one === "number" ? one - other : collator.compare(one, other));
