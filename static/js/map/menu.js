// A button that opens a small panel beside it; Escape closes it, and so does a press elsewhere.
export function menu(root) {
  const button = root.querySelector("[aria-expanded]");
  const panel = root.querySelector("[data-menu-panel]");

  function open(on) {
    panel.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
  }

  button.addEventListener("click", () => {
    open(panel.hidden);
    if (!panel.hidden) panel.querySelector("input:checked, button:not([hidden])")?.focus({ focusVisible: false });
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.preventDefault();
    open(false);
    button.focus();
  });
  document.addEventListener("pointerdown", (event) => !root.contains(event.target) && open(false));
  root.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !root.contains(relatedTarget) && open(false));

  return { close: () => open(false) };
}
