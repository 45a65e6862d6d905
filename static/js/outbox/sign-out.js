// Signing out empties this device: what is unsent is said before, and the choice is the reader's.
import { flush } from "./queue.js";
import * as store from "./store.js";
import { copyOf, count, excerptOf, stateOf, titleOf } from "./words.js";

const SURE = "outboxSure";

export function watchSignOut(root, owner) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out]") || SURE in form.dataset) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const leave = () => signOut(form, owner);
    ask(owner, leave).catch(leave);
  }, true);
}

async function ask(owner, leave) {
  const letters = await store.lettersOf(owner);
  if (letters.length) show(letters, owner, leave);
  else await leave();
}

// The server empties the whole browser, unless letters of another person would go with it.
async function signOut(form, owner) {
  await store.forget(owner).catch(() => {});
  const others = await store.countAll().catch(() => 0);
  if (others) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "garder", value: "autres" }));
  form.dataset[SURE] = "";
  form.requestSubmit();
}

function show(letters, owner, leave) {
  const dialog = make("dialog", "outbox-dialog");
  const title = Object.assign(make("h2", "fr-h5", `${count(letters.length, "envoi")} pas encore ${letters.length > 1 ? "partis" : "parti"}`), { id: "outbox-dialog-title", tabIndex: -1 });
  dialog.setAttribute("aria-labelledby", title.id);
  const list = make("ul", "outbox-dialog__list");
  for (const letter of letters) {
    const row = make("li");
    row.append(make("strong", "", titleOf(letter)), make("span", "", excerptOf(letter)), make("span", "app-quiet", stateOf(letter)));
    list.append(row);
  }
  const said = make("p", "app-quiet");
  said.setAttribute("role", "status");
  const foot = make("div", "outbox-dialog__foot");
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const trySending = async () => {
    said.textContent = "Envoi en cours…";
    await flush({ hurry: true, wait: true });
    const left = await store.lettersOf(owner);
    if (!left.length) return leave();
    close();
    show(left, owner, leave);
    document.querySelector(".outbox-dialog [role=status]").textContent = "Tout n’a pas pu partir.";
  };
  foot.append(
    button("Rester connecté", "fr-btn", close),
    ...(navigator.onLine ? [button("Envoyer, puis se déconnecter", "fr-btn fr-btn--secondary", trySending)] : []),
    button("Garder une copie du texte", "fr-btn fr-btn--tertiary", () => download(letters)),
    button("Se déconnecter et les supprimer", "fr-btn fr-btn--tertiary outbox-dialog__lose", leave),
  );
  const words = "Se déconnecter efface de cet appareil ce qui n’est pas parti, photos comprises.";
  dialog.append(title, make("p", "", words), list, said, foot);
  document.body.append(dialog);
  dialog.addEventListener("cancel", () => dialog.remove());
  dialog.showModal();
  title.focus();
}

function download(letters) {
  const text = new Blob([letters.map(copyOf).join("\n\n———\n\n")], { type: "text/plain;charset=utf-8" });
  const address = URL.createObjectURL(text);
  Object.assign(document.createElement("a"), { href: address, download: "envois-en-attente.txt" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

const make = (tag, className = "", textContent = "") => Object.assign(document.createElement(tag), { className, textContent });

function button(words, className, run) {
  const made = Object.assign(make("button", className, words), { type: "button" });
  made.addEventListener("click", run);
  return made;
}
