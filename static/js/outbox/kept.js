// What a form says once its letter waits on the device, and the form ready for another one.
import { sendLater, tell } from "./queue.js";

const KEPT = "Gardé sur cet appareil : l’envoi se fera dès le retour du réseau, même si vous quittez cette page.";
const KEPT_SIGNED_OUT = "Votre session est terminée. C’est gardé sur cet appareil, et partira quand vous serez reconnecté.";

export function kept(form, verdict) {
  const words = verdict === "sign-in" ? KEPT_SIGNED_OUT : KEPT;
  const said = form.querySelector("[data-outbox-said-here]") ?? form.appendChild(Object.assign(document.createElement("p"), { className: "outbox-kept", tabIndex: -1 }));
  said.dataset.outboxSaidHere = "";
  said.setAttribute("role", "status");
  said.textContent = words;
  if (verdict === "sign-in") said.append(" ", signIn());
  empty(form);
  said.scrollIntoView({ block: "nearest" });
  sendLater();
  tell();
}

// Ready for another one; the draft of this one goes too, or it would be written twice.
export function empty(form) {
  form.reset();
  form.querySelector("[data-mentions]")?.replaceChildren();
  for (const input of form.querySelectorAll("[type=file]")) input.dispatchEvent(new Event("change", { bubbles: true }));
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.elements.uuid.value = crypto.randomUUID();
}

function signIn() {
  const next = encodeURIComponent(location.pathname + location.search);
  return Object.assign(document.createElement("a"), { className: "fr-link", href: `/connexion/?next=${next}`, textContent: "Se connecter" });
}
