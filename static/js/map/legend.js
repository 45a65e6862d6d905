// The legend says what is on the screen: the shades that are there, with how many sites each, and
// the signs that are used. The colour is chosen in it.
import { disc } from "map/bubbles";
import { attentionOf, symbol } from "map/symbols";
import { daysSince, figure } from "map/words";

const ROOM = [800, 560]; // px of map, from which it stands open by itself
const PLAIN = { look: "plain", hollow: false, people: 80, stale: false, precision: "position" };
const SIZES = [10, 100, 200];
const PAPER = matchMedia("print");

export function legend(app, { colours, stacked }) {
  const { settings } = app;
  const root = app.find("legend");
  const list = root.querySelector("[data-legend-list]");
  const note = root.querySelector("[data-legend-note]");
  const choice = root.querySelector("[data-legend-colour]");
  let shown = { kind: "points", inView: [] };

  function draw() {
    choice.value = colours.current().name;
    choice.parentElement.dataset.chosen = colours.current().label; // paper has no choice
    const sites = shown.kind === "points" ? shown.inView.map(({ properties }) => properties) : [];
    const rows = shown.kind === "bubbles" ? [bubbleRow()] : [...shades(sites), ...signs(sites)];
    list.replaceChildren(...rows);
    note.textContent = wordsFor(shown.kind, sites);
    note.hidden = !note.textContent;
  }

  function wordsFor(kind, sites) {
    if (kind === "bubbles") return "Ouvrez une bulle ou rapprochez-vous : les sites prennent alors la couleur choisie.";
    return sites.length === 0 ? "Aucun site à l’écran." : "";
  }

  function shades(sites) {
    const found = new Map(colours.current().shades.map((shade) => [shade, []]));
    for (const site of sites) found.get(colours.shadeOf(site)).push(site);
    return [...found].filter(([, held]) => held.length).map(([{ style, label }, held]) => {
      const hollow = held.every(isHollowIn(settings));
      return row([{ ...PLAIN, look: style, hollow, people: style === "step-unknown" ? null : PLAIN.people }], label, held.length);
    });
  }

  // What colour does not say. Each stands there only when it is on the screen.
  function signs(sites) {
    const unknown = sites.filter(({ people }) => people === null).length;
    const stale = sites.filter(({ status, updated_on: day }) => settings.active.includes(status) && daysSince(day) >= settings.staleDays).length;
    const vague = sites.filter(({ location_precision: precision }) => precision !== "position").length;
    const urgent = sites.filter((site) => attentionOf(site) === "urgent").length;
    const open = sites.filter((site) => attentionOf(site) === "open").length;
    const closed = sites.filter(isHollowIn(settings)).length;
    const several = stacked();
    const { name } = colours.current();
    return [
      urgent && row([{ ...PLAIN, people: 30, attention: "urgent" }], "Point d’attention urgent", urgent),
      open && row([{ ...PLAIN, people: 30, attention: "open" }], "Point d’attention ouvert", open),
      unknown < sites.length && row(SIZES.map((people) => ({ ...PLAIN, people })), "10, 100, 200 personnes ou plus"),
      unknown && name !== "personnes" && row([{ ...PLAIN, people: null }], "Nombre de personnes inconnu", unknown),
      stale && row([{ ...PLAIN, stale: true }], `Pas d’actualisation depuis ${settings.staleDays} jours`, stale),
      vague && row([{ ...PLAIN, precision: "adresse" }], "Position approchée", vague),
      several && rowOf([stackSign()], "Sites au même endroit"),
      closed && name !== "statut" && row([{ ...PLAIN, hollow: true }], "Fermé, résorbé ou annulé", closed),
    ].filter(Boolean);
  }

  choice.addEventListener("change", () => app.set("couleur", colours.parameter(choice.value)));
  app.on("features", ({ kind, inView }) => {
    shown = { kind, inView };
    draw();
  });
  app.on("changed", (name) => name === "couleur" && draw());

  // Open where there is room, until the reader himself folds or unfolds it.
  let byHand = false;
  root.querySelector("summary").addEventListener("click", () => (byHand = true));
  const ground = app.find("ground");
  const settle = () => {
    if (!byHand && !PAPER.matches) root.open = ground.clientWidth >= ROOM[0] && ground.clientHeight >= ROOM[1];
  };
  new ResizeObserver(settle).observe(ground);
  let before = false;
  addEventListener("beforeprint", () => {
    before = root.open;
    root.open = true;
  });
  addEventListener("afterprint", () => (root.open = before));
}

const isHollowIn = ({ active }) => ({ status }) => !active.includes(status);

function stackSign() {
  const sign = document.createElement("span");
  sign.className = "site-marker__stack map-legend__stack";
  sign.textContent = "3";
  return sign;
}

const bubbleRow = () => rowOf([disc(26, "9")], "Territoire : sa surface et son chiffre disent le nombre de sites");

const row = (drawings, label, count) => rowOf(drawings.map(symbol), label, count);

function rowOf(pictures, label, count) {
  const line = document.createElement("li");
  const holder = document.createElement("span");
  holder.className = "map-legend__symbol";
  holder.append(...pictures);
  const words = document.createElement("span");
  words.className = "map-legend__label";
  words.textContent = label;
  line.append(holder, words);
  if (count === undefined) return line;
  const number = document.createElement("data");
  number.className = "map-legend__count";
  number.value = count;
  number.textContent = figure(count);
  line.append(" ", number);
  return line;
}
