// A photo before it leaves the phone: 2,000 px at most, JPEG, without what the camera wrote in it
// (place, date, model). What is no image, or what this browser cannot read, leaves as it is.
const MOST_PX = 2000;
const QUALITY = 0.85;

export async function reduce(file) {
  if (!file.type.startsWith("image/")) return file;
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const ratio = Math.min(1, MOST_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(Math.round(bitmap.width * ratio), Math.round(bitmap.height * ratio));
    const drawing = canvas.getContext("2d");
    drawing.fillStyle = "#fff"; // JPEG has no transparency
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  } catch {
    return file;
  } finally {
    bitmap?.close();
  }
}
