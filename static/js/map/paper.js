// The map on paper: what is on the screen, as it is, made to fit the sheet; nothing moves or loads.
const ROOM = [780, 540]; // CSS px that A4 across leaves beside the legend and under the title
const MOST = 1.3;
const now = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeStyle: "short" });

export function paper({ page, find }) {
  addEventListener("beforeprint", () => {
    const { offsetWidth: width, offsetHeight: height } = find("ground");
    const size = Math.min(ROOM[0] / width, ROOM[1] / height, MOST);
    for (const [name, value] of Object.entries({ width: `${width}px`, height: `${height}px`, size })) {
      page.style.setProperty(`--paper-${name}`, value);
    }
    find("paper-now").textContent = now.format();
  });
}
