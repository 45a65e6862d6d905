// The page of what waits: it opens without network in place of any other, and by its own address.
import { letterOf } from "./letter.js";
import { flush, NAME, sendLater, tell, untilDue } from "./queue.js";
import { knownReader } from "./reader.js";
import { rowOf } from "./rows.js";
import * as store from "./store.js";
import { watchTimes } from "./times.js";
import { count } from "./words.js";

const OTHER = "autre";
const REFERENCE = /^\/sites\/((?:\d{2,3}|2[AB])-\d{4,})\//;
const page = document.querySelector("[data-offline]");
const find = (name) => page.querySelector(`[data-offline-${name}]`);
const owner = knownReader();
const isOwnAddress = location.pathname === "/hors-ligne/";
let mustSignIn = !owner;

async function draw() {
  const letters = await store.lettersOf(owner);
  const others = (await store.countAll()) - letters.length;
  const away = !navigator.onLine;
  find("title").textContent = titleOf(away);
  find("words").textContent = wordsOf(letters.length, away);
  find("letters").replaceChildren(...letters.map((letter) => rowOf(letter, { retry, discard })));
  find("others").hidden = !others || !owner;
  find("retry").hidden = isOwnAddress;
  find("send").hidden = away || !letters.length || mustSignIn;
  find("sign-in").hidden = away || !mustSignIn;
  find("composer").hidden = !owner;
}

function titleOf(away) {
  if (isOwnAddress) return "Envois en attente";
  return away ? "Pas de réseau" : "Le réseau est revenu";
}

function wordsOf(number, away) {
  if (!owner) return "Personne n’est connecté sur cet appareil. Ce qui attend reste gardé pour qui l’a écrit.";
  const waiting = number ? `${count(number, "envoi attend", "envois attendent")} sur cet appareil.` : "Rien n’attend sur cet appareil.";
  if (mustSignIn) return `${waiting} Votre session est terminée : reconnectez-vous pour envoyer.`;
  return away ? `${waiting} Ce que vous écrivez ici part dès le retour du réseau.` : waiting;
}

async function retry(letter) {
  await store.change(letter.order, { state: store.WAITING, next: 0 });
  await flush({ hurry: true, wait: true });
  draw();
}

async function discard(letter) {
  await store.remove(letter.order);
  tell();
  draw();
}

async function composer() {
  const form = find("form");
  const choice = find("site");
  const other = find("other");
  const reference = other.querySelector("input");
  const here = REFERENCE.exec(location.pathname)?.[1];
  const opened = await store.openedBy(owner);
  const known = opened.some((one) => one.reference === here) || !here ? opened : [{ reference: here, title: "" }, ...opened];
  choice.replaceChildren(
    ...known.map((one) => new Option([one.reference, one.title].filter(Boolean).join(", "), one.reference)),
    new Option("Autre site, par sa référence", OTHER),
  );
  if (here) choice.value = here;
  const showOther = () => {
    other.hidden = choice.value !== OTHER;
    reference.required = !other.hidden;
    reference.disabled = other.hidden;
  };
  choice.addEventListener("change", showOther);
  showOther();
  form.elements.uuid.value = crypto.randomUUID();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    form.dataset.outboxSite = choice.value === OTHER ? reference.value.trim().toUpperCase() : choice.value;
    form.action = `/sites/${form.dataset.outboxSite}/journal/`;
    await store.keep({ ...(await letterOf(form, owner)), state: store.WAITING, next: 0 });
    const chosen = choice.value;
    form.reset();
    choice.value = chosen;
    form.elements.uuid.value = crypto.randomUUID();
    sendLater();
    tell();
    await draw();
    find("words").scrollIntoView({ block: "center" });
  });
}

new BroadcastChannel(NAME).addEventListener("message", ({ data }) => {
  if (data.signIn) mustSignIn = true;
  draw();
});
addEventListener("online", draw);
addEventListener("offline", draw);
find("retry").addEventListener("click", () => location.reload());
find("send").addEventListener("click", async () => {
  await flush({ hurry: true, wait: true });
  draw();
});
if (owner) {
  composer();
  watchTimes(async (hurry) => {
    await flush({ hurry });
    return untilDue(await store.lettersOf(owner));
  });
}
draw();
