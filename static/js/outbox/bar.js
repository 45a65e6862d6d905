// The bar that every page has while something waits: how much, whose, and the way there.
import { NAME } from "./queue.js";
import * as store from "./store.js";
import { count } from "./words.js";

const SEEN_MS = 8_000;
const OTHERS = "Des envois d’une autre personne, ou écrits au nom d’une autre structure, attendent sur cet appareil.";

// `owner`: "" when nobody is signed in. Answers with what to call when something changed.
export function outboxBar(main, owner) {
  const bar = make("aside", "outbox-bar");
  bar.setAttribute("aria-label", "Envois en attente");
  bar.setAttribute("role", "status");
  bar.hidden = true;
  main.before(bar);
  let said = "";
  let mustSignIn = false;

  async function draw() {
    const all = await store.lettersOf(owner);
    const others = (await store.countAll()) - all.length;
    const mine = all.filter((letter) => letter.state === store.WAITING || !isAtHand(letter));
    const lines = [said, ...wordsOf(mine), others ? wordsOfOthers(others) : ""].filter(Boolean);
    const text = make("p", "outbox-bar__words");
    text.textContent = lines.join(" ");
    bar.replaceChildren(text);
    if (mine.length) bar.append(link("/hors-ligne/", "Voir"));
    if (mustSignIn && mine.length) bar.append(link(`/connexion/?next=${encodeURIComponent(location.pathname)}`, "Se connecter"));
    bar.classList.toggle("outbox-bar--refused", mine.some(({ state }) => state !== store.WAITING));
    bar.hidden = !lines.length;
  }

  function wordsOfOthers(others) {
    if (owner) return OTHERS;
    return `${count(others, "envoi attend", "envois attendent")} sur cet appareil jusqu’à la connexion de qui ${others > 1 ? "les a écrits" : "l’a écrit"}.`;
  }

  function say(words) {
    said = words;
    setTimeout(() => {
      said = "";
      draw();
    }, SEEN_MS);
  }

  const heard = new BroadcastChannel(NAME);
  heard.addEventListener("message", ({ data }) => {
    if (data.signIn) mustSignIn = true;
    if (data.sent) {
      mustSignIn = false;
      say(data.sent.site ? `Envoyé : site ${data.sent.site}.` : "Envoyé.");
    }
    draw();
  });
  addEventListener("online", draw);
  addEventListener("offline", draw);
  return { draw, say };
}

function wordsOf(letters) {
  if (!letters.length) return [];
  const refused = letters.filter(({ state }) => state !== store.WAITING).length;
  const waiting = letters.length - refused;
  const away = navigator.onLine ? "" : "Pas de réseau. ";
  return [
    waiting ? `${away}${count(waiting, "envoi")} en attente.` : "",
    refused ? `${count(refused, "envoi refusé", "envois refusés")}, à corriger.` : "",
  ].filter(Boolean);
}

// Refused, and its form stands in this page, with the reasons: nothing to go and see elsewhere.
const isAtHand = ({ uuid }) => [...document.querySelectorAll("form[data-outbox]")].some((form) => form.elements.uuid?.value === uuid);

const make = (tag, className) => Object.assign(document.createElement(tag), { className });

const link = (href, textContent) => Object.assign(make("a", "fr-link outbox-bar__link"), { href, textContent });
