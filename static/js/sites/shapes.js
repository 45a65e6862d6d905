// What stands in the field of a footprint: GeoJSON is shown at once, the rest is the server's to read.

const SURFACES = ["Polygon", "MultiPolygon"];

// { geojson, rings }: the outer rings as { lat, lng }; null for what is no GeoJSON surface.
export function shapeOf(text) {
  try {
    const geojson = JSON.parse(text);
    const polygons = geometries(geojson).filter(Boolean).flatMap(polygonsOf);
    const rings = polygons.map(([outer]) => outer.slice(0, -1).map(([lng, lat]) => ({ lat, lng })));
    const sound = rings.length > 0 && rings.flat().every(({ lat, lng }) => Number.isFinite(lat) && Number.isFinite(lng));
    return sound ? { geojson, rings } : null;
  } catch {
    return null;
  }
}

export function written(corners) {
  const ring = [...corners, corners[0]].map(({ lat, lng }) => [lng, lat]);
  return JSON.stringify({ type: "Polygon", coordinates: [ring] });
}

function geometries(value) {
  if (value.type === "FeatureCollection") return value.features.map(({ geometry }) => geometry);
  return [value.type === "Feature" ? value.geometry : value];
}

function polygonsOf({ type, coordinates }) {
  if (!SURFACES.includes(type)) return [];
  return type === "Polygon" ? [coordinates] : coordinates;
}
