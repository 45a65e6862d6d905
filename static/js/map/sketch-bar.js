// The bar over the map while one draws: what to do, what there is so far, and how to end.
export function sketchBar(root) {
  const words = root.querySelector("[data-tool-words]");
  const live = root.querySelector("[data-tool-live]");
  const buttons = root.querySelector("[data-tool-buttons]");
  let closing = null;

  // Arrows move along the buttons, as in any toolbar.
  root.addEventListener("keydown", (event) => {
    const all = [...buttons.children];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || !all.includes(event.target)) return;
    event.preventDefault();
    all.at((all.indexOf(event.target) + step) % all.length).focus();
  });

  function button({ label, run, main }) {
    const kind = main ? "" : " fr-btn--secondary";
    const made = Object.assign(document.createElement("button"), { type: "button", className: `fr-btn fr-btn--sm${kind}`, textContent: label });
    made.addEventListener("click", run);
    return made;
  }

  return {
    // `onDismiss` is what Escape does once nothing is being drawn.
    show(text, actions, { onDismiss = null, focus = false } = {}) {
      closing = onDismiss;
      words.textContent = text;
      live.textContent = "";
      buttons.replaceChildren(...actions.map(button));
      root.hidden = false;
      if (focus) buttons.firstElementChild.focus();
    },
    say(text) {
      live.textContent = text;
    },
    hide() {
      root.hidden = true;
    },
    dismiss: () => closing?.(),
    isShown: () => !root.hidden,
  };
}
