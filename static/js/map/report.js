// Reporting from the map: a click (or Enter, for the middle) says where; the form asks the rest.
const ID = "report";
const DIGITS = 6;
const COARSE = matchMedia("(pointer: coarse)");
const BY_TOUCH = "Touchez la carte à l’endroit du site.";
const BY_MOUSE = "Cliquez à l’endroit du site, ou appuyez sur Entrée pour le centre de la carte.";

export function reporting(page, map, { url, notices }) {
  const buttons = [...page.querySelectorAll("[data-report]")]; // one over the map, one under the thumb

  function start() {
    page.dataset.placing = "";
    notices.show(ID, COARSE.matches ? BY_TOUCH : BY_MOUSE, { label: "Annuler", run: stop });
    map.getContainer().focus();
  }

  function stop() {
    delete page.dataset.placing;
    notices.clear(ID);
    buttons.find((button) => button.checkVisibility())?.focus();
  }

  const go = ({ lat, lng }) => location.assign(`${url}?position=${lat.toFixed(DIGITS)},${lng.toFixed(DIGITS)}`);
  const isPlacing = () => "placing" in page.dataset;

  for (const button of buttons) button.addEventListener("click", () => (isPlacing() ? stop() : start()));
  map.on("click", ({ latlng }) => isPlacing() && go(latlng));
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isPlacing() && event.target === map.getContainer()) go(map.getCenter());
  });

  return { go, isPlacing, stop };
}
