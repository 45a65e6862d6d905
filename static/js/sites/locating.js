// The device's position; how sure it is says how precise the site's will be.
const SURE = 100; // metres
const ROUGH = 500;
const OPTIONS = { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 };
const REASONS = {
  1: "Votre navigateur ne donne pas la position : autorisez-la dans ses réglages.",
  2: "Position introuvable pour le moment.",
  3: "La position tarde à venir. Réessayez dehors.",
};

const precisionOf = (metres) => {
  if (metres <= SURE) return "position";
  return metres <= ROUGH ? "adresse" : "commune";
};

export function locating(block, choose) {
  if (!("geolocation" in navigator)) return;
  const button = block.querySelector("button");
  const status = block.querySelector("[data-locate-status]");
  const done = (words) => {
    button.disabled = false;
    status.textContent = words;
  };
  block.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    status.textContent = "Recherche de votre position…";
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        done(`Position trouvée, à ${Math.round(accuracy)} m près.`);
        choose({ lat: latitude, lng: longitude }, precisionOf(accuracy));
      },
      ({ code }) => done(REASONS[code]),
      OPTIONS,
    );
  });
}
