// What a marker stands for, in words over it: one for all of them.
export function siteHint(map) {
  const hint = L.tooltip({ direction: "top", offset: [0, -10] });

  return {
    show(place, title, words, radius = 10) {
      hint.options.offset = [0, -radius];
      const box = document.createElement("div");
      const first = document.createElement("strong");
      first.textContent = title;
      box.append(first, document.createElement("br"), words);
      hint.setContent(box).setLatLng(place).addTo(map);
    },
    hide: () => hint.remove(),
  };
}
