// Full screen for the map with its filters, list and sheet; where the browser has none, no button.
export function fullScreen(app) {
  const button = app.find("full-screen");
  if (!document.fullscreenEnabled) return;
  button.hidden = false;
  button.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : app.page.requestFullscreen()));
  document.addEventListener("fullscreenchange", () => {
    const isFull = document.fullscreenElement === app.page;
    button.setAttribute("aria-pressed", String(isFull));
    button.title = isFull ? "Quitter le plein écran" : "Plein écran";
  });
}
