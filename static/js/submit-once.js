// A second click on "Enregistrer" sends nothing: the first is on its way.

const isHandled = (event) => event.defaultPrevented || event.target.method === "dialog";

const markBusy = (form, submitter) => {
  form.dataset.submitted = "true";
  form.setAttribute("aria-busy", "true");
  // after the browser has read the button's own name and value
  setTimeout(() => submitter?.setAttribute("disabled", ""), 0);
};

const release = (form) => {
  delete form.dataset.submitted;
  form.removeAttribute("aria-busy");
  form.querySelectorAll("button[disabled]:not([data-disabled])").forEach((button) => {
    button.removeAttribute("disabled");
  });
};

export const submitOnce = (root) => {
  root.addEventListener("submit", (event) => {
    if (isHandled(event)) return; // htmx sends it itself
    if (event.target.dataset.submitted) event.preventDefault();
    else markBusy(event.target, event.submitter);
  });
  // Back to this page from the browser's memory: its forms work again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) root.querySelectorAll("form[data-submitted]").forEach(release);
  });
};
