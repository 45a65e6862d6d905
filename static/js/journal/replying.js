// Answering opens a small composer in the thread, copied from the page: the network is not asked.
export function replying(root, enhance) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-answer]");
    const source = opener?.closest("[data-journal]")?.querySelector("template[data-reply-form]");
    if (!source || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(opener, source, enhance);
  });
  root.addEventListener("click", ({ target }) => {
    const form = target.closest("[data-cancel-reply]")?.closest("form");
    if (form) close(form);
  });
  root.addEventListener("keydown", (event) => {
    const form = event.key === "Escape" && event.target.closest("[data-reply]");
    if (!form || !form.previousElementSibling?.matches("[data-answer]") || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    close(form);
  });
}

function open(opener, source, enhance) {
  const id = opener.dataset.answer;
  const holder = document.createElement("div");
  holder.innerHTML = source.innerHTML.replaceAll("reply-0", `reply-${id}`).replaceAll("thread-0", `thread-${id}`);
  const form = holder.firstElementChild;
  form.elements.answers.value = id;
  form.elements.uuid.value = crypto.randomUUID();
  form.querySelector("[data-cancel-reply]").hidden = false;
  opener.hidden = true;
  opener.after(form);
  htmx.process(form);
  enhance(form);
  form.querySelector("[data-text]").focus();
}

function close(form) {
  const opener = form.previousElementSibling;
  form.remove();
  if (!opener) return;
  opener.hidden = false;
  opener.focus();
}
