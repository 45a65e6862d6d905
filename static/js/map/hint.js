// What a marker stands for, in words over it: one for all of them.
export function siteHint(map) {
  const hint = L.tooltip({ direction: "top", offset: [0, -10] });

  // It may lie over what one looks for: Escape takes it away, whatever else it does.
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hint.remove(), { capture: true });

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
    isShown: () => map.hasLayer(hint),
  };
}
