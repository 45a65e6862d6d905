// A file that will leave with the message: what it looks like, how heavy it is, a way to take it out.
const SIDE = 112; // px of a thumbnail, twice what is shown

export function preview(file, onRemove) {
  const row = document.createElement("li");
  row.className = "preview";
  const name = Object.assign(document.createElement("span"), { className: "preview__name", textContent: file.name, title: file.name });
  const size = Object.assign(document.createElement("span"), { className: "preview__weight", textContent: weight(file) });
  size.dataset.weight = "";
  const button = Object.assign(document.createElement("button"), { type: "button", className: "preview__remove", title: "Retirer" });
  button.append(Object.assign(document.createElement("span"), { className: "fr-sr-only", textContent: `Retirer ${file.name}` }));
  button.addEventListener("click", onRemove);
  row.append(picture(file), name, size, button);
  return row;
}

export function weight({ size }) {
  const inMegabytes = size >= 1_000_000;
  const number = size / (inMegabytes ? 1_000_000 : 1000);
  return `${number.toLocaleString("fr-FR", { maximumFractionDigits: inMegabytes ? 1 : 0 })} ${inMegabytes ? "Mo" : "Ko"}`;
}

// On a canvas: the page shows no image that is not the service's own.
function picture(file) {
  const canvas = document.createElement("canvas");
  canvas.className = "preview__picture";
  canvas.width = canvas.height = SIDE;
  canvas.setAttribute("aria-hidden", "true");
  if (file.type.startsWith("image/")) draw(canvas, file);
  else canvas.classList.add("preview__picture--paper");
  return canvas;
}

async function draw(canvas, file) {
  try {
    const bitmap = await createImageBitmap(file);
    const side = Math.min(bitmap.width, bitmap.height);
    const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
    canvas.getContext("2d").drawImage(bitmap, left, top, side, side, 0, 0, SIDE, SIDE);
    bitmap.close();
  } catch {
    canvas.classList.add("preview__picture--paper"); // HEIC, in most browsers
  }
}
