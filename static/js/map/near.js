// "Près de moi": where the device is, the nearest sites first in the list.
const ID = "near";
const AROUND = 12; // a zoom: some ten kilometres on a phone

export function nearMe(app, { room }) {
  const { map, notices } = app;
  const button = app.find("near-me");
  let asked = false;

  button.addEventListener("click", () => {
    asked = true;
    map.locate({ setView: true, maxZoom: AROUND, enableHighAccuracy: true, timeout: 15000 });
    notices.show(ID, "Recherche de votre position…");
  });
  map.on("locationerror", () => notices.clear(ID)); // the controls say why
  map.on("locationfound", () => {
    notices.clear(ID);
    if (!asked) return;
    asked = false;
    app.set("tri", "distance");
    room.showList(true);
  });
}
