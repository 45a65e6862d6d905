// "Près de moi": the device says where it is only when asked by the button; refused, one types.
const OPTIONS = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 };
const REFUSALS = {
  1: "La position n’est pas autorisée par ce navigateur. Tapez une commune ou une adresse ci-dessous.",
  2: "Votre appareil ne trouve pas sa position. Tapez une commune ou une adresse ci-dessous.",
  3: "Votre appareil met trop de temps à trouver sa position. Réessayez, ou tapez une commune.",
};
const DECIMALS = 5; // a metre

document.addEventListener("click", (event) => event.target.closest("[data-near-locate]") && locate());
document.addEventListener("htmx:afterSettle", ready);
ready();

function ready() {
  const button = document.querySelector("[data-near-locate]");
  if (button) button.hidden = !("geolocation" in navigator);
  document.querySelector("[data-near-count]")?.focus({ preventScroll: true });
}

function locate() {
  say("Recherche de votre position…");
  navigator.geolocation.getCurrentPosition(found, ({ code }) => {
    say(REFUSALS[code]);
    document.getElementById("near-place").focus();
  }, OPTIONS);
}

function found({ coords }) {
  const form = document.querySelector("[data-near]");
  const place = `${coords.latitude.toFixed(DECIMALS)}, ${coords.longitude.toFixed(DECIMALS)}`;
  const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "appareil", value: "oui" });
  form.append(mark);
  form.elements.lieu.value = place;
  form.requestSubmit();
  mark.remove();
  // the form takes a position as its address does (`site-report`)
  const report = document.querySelector("[data-near-report]");
  report.hash = "";
  report.search = `?position=${encodeURIComponent(place)}`;
}

const say = (words) => (document.querySelector("[data-near-said]").textContent = words);
