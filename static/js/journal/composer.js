// One form of the journal: it unfolds when it is begun, says how far the sending is, and lets
// nothing leave before its photos are ready.
import { attachments } from "journal/attachments";
import { attention } from "journal/attention";
import { draft } from "journal/draft";
import { mentions } from "journal/mentions";
import { named } from "journal/named";
import { outcome } from "journal/outcome";

export function composer(form) {
  if ("live" in form.dataset) return;
  form.dataset.live = "";
  const text = form.querySelector("[data-text]");
  const say = (words) => {
    form.querySelector("[data-said]")?.replaceChildren(words);
  };

  form.addEventListener("focusin", () => form.classList.add("is-begun"), { once: true });
  attachments(form, say);
  if (text) mentions(form, text);
  named(form);
  attention(form);
  draft(form);
  outcome(form, say);
  progress(form);

  text?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

function progress(form) {
  const box = form.querySelector("[data-progress]");
  if (!box) return;
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-progress-words]");
  form.addEventListener("htmx:xhr:progress", ({ detail }) => {
    if (!detail.lengthComputable || detail.elt !== form) return;
    const done = Math.round((100 * detail.loaded) / detail.total);
    box.hidden = false;
    bar.value = done;
    words.textContent = done < 100 ? `Envoi : ${done} %` : "Vérification des fichiers…";
  });
  form.addEventListener("htmx:afterRequest", () => {
    box.hidden = true;
  });
}
