// What a marker stands for, in words over it: one for all of them.
export function siteHint(map) {
  const hint = L.tooltip({ direction: "top", offset: [0, -10] });
  let isResting = false; // while the map zooms

  // It may lie over what one looks for: Escape takes it away, whatever else it does.
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide(), { capture: true });

  function hide() {
    isResting = false;
    hint.remove();
  }

  return {
    show(place, title, words, radius = 10) {
      isResting = false;
      hint.options.offset = [0, -radius];
      const box = document.createElement("div");
      const first = document.createElement("strong");
      first.textContent = title;
      box.append(first, document.createElement("br"), words);
      hint.setContent(box).setLatLng(place).addTo(map);
    },
    hide,
    rest() {
      isResting ||= map.hasLayer(hint);
      hint.remove();
    },
    isWanted: () => isResting || map.hasLayer(hint),
  };
}
