// What is said of a letter.
import { FORBIDDEN, REFUSED } from "./store.js";

const KINDS = { journal: "Message au journal", diagnostic: "Diagnostic", signalement: "Signalement d’un site" };
const NOT_SHOWN = new Set(["uuid", "version", "citycode", "location_precision", "observed_on", "happened_on", "kind", "audience"]);
const TIME = new Intl.DateTimeFormat("fr", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

export const count = (number, one, many = `${one}s`) => `${number.toLocaleString("fr")} ${number > 1 ? many : one}`;

export const titleOf = ({ kind, site }) => (site ? `${KINDS[kind]}, site ${site}` : KINDS[kind]);

export const timeOf = ({ at }) => TIME.format(new Date(at));

// The message itself, or what was filled in, on one line.
export function excerptOf({ fields, files }) {
  const body = fields.find(([name]) => name === "body")?.[1];
  const text = body ?? fields.filter(([name, value]) => value && !NOT_SHOWN.has(name)).map(([, value]) => value).join(" · ");
  const short = text.length > 140 ? `${text.slice(0, 139)}…` : text;
  return files.length ? [short, count(files.length, "fichier")].filter(Boolean).join(" — ") : short;
}

export function stateOf(letter, isOnline = navigator.onLine) {
  if (letter.state === REFUSED) return `Refusé : ${whyOf(letter.problem)}`;
  if (letter.state === FORBIDDEN) return `Refusé : ${whyOf(letter.problem)} Reconnectez-vous, ou réessayez plus tard.`;
  if (!isOnline) return "En attente du réseau";
  return letter.tries ? "En attente : le service n’a pas répondu, un nouvel essai suivra" : "En attente d’envoi";
}

export function whyOf(problem) {
  const reasons = Object.values(problem?.errors ?? {}).flat().map((one) => one.message ?? one);
  return reasons.join(" ") || problem?.detail || "le service n’a pas accepté cet envoi.";
}

// The whole of it as text, for who wants a copy before it is lost.
export function copyOf(letter) {
  const lines = letter.fields.filter(([name, value]) => value && name !== "uuid").map(([name, value]) => (name === "body" ? value : `${name} : ${value}`));
  return [titleOf(letter), timeOf(letter), "", ...lines, ...letter.files.map(({ filename }) => `Fichier : ${filename}`)].join("\n");
}
