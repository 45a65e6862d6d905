// Numbers and dates as the screens write them; "inconnu" is never 0.
const number = new Intl.NumberFormat("fr-FR");
const relative = new Intl.RelativeTimeFormat("fr-FR", { numeric: "auto" });
const whole = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" });
const DAY = 24 * 3600 * 1000;

export const figure = (value) => number.format(value);

export const plural = (count, word) => `${figure(count)} ${word}${Math.abs(count) > 1 ? "s" : ""}`;

export const people = (value) => (value === null ? "nombre de personnes inconnu" : plural(value, "personne"));

// "1 point d’attention", "2 points d’attention urgents", "3 points d’attention, dont 1 urgent"
export function attention({ points, points_urgent: urgent }) {
  const words = `${plural(points, "point")} d’attention`;
  if (urgent === 0) return words;
  return urgent === points ? `${words} urgent${urgent > 1 ? "s" : ""}` : `${words}, dont ${plural(urgent, "urgent")}`;
}

export const daysSince = (iso) => Math.round((today() - at(iso)) / DAY);

export const fullDate = (iso) => whole.format(at(iso));

export function ago(iso) {
  const days = daysSince(iso);
  if (days < 31) return relative.format(-days, "day");
  if (days < 365) return relative.format(-Math.round(days / 30.4), "month");
  return relative.format(-Math.floor(days / 365.25), "year");
}

function at(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return new Date(year, month - 1, day);
}

function today() {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate());
}

export function distance(metres) {
  return metres < 1000 ? `${figure(Math.round(metres / 10) * 10)} m` : `${figure(Math.round(metres / 100) / 10)} km`;
}
