// Measures and tests on what is drawn: points are { lat, lng } in degrees, WGS84.
// Lengths and areas are geodesic on the sphere of the mean radius. Measured against PostGIS geography
// (the ellipsoid): lengths within 0.3 %, areas within 0.4 % in the métropole; 0.6 % and 0.5 % overseas.
const RADIUS = 6371008.8; // m
const radians = (degrees) => (degrees * Math.PI) / 180;

// Metres between two points: haversine.
export function distance(one, other) {
  const [lat1, lat2] = [radians(one.lat), radians(other.lat)];
  const half = Math.sin((lat2 - lat1) / 2) ** 2;
  const wide = Math.cos(lat1) * Math.cos(lat2) * Math.sin(radians(other.lng - one.lng) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.sqrt(half + wide));
}

// Metres along a line.
export const lengthOf = (points) => points.slice(1).reduce((sum, point, index) => sum + distance(points[index], point), 0);

// m² inside a ring: sum of the spherical excess under each of its sides, down to the equator.
export function areaOf(ring) {
  let excess = 0;
  for (const [from, to] of sides(ring)) {
    const across = Math.tan(radians(to.lng - from.lng) / 2);
    const [low, high] = [Math.tan(radians(from.lat) / 2), Math.tan(radians(to.lat) / 2)];
    excess += 2 * Math.atan2(across * (low + high), 1 + low * high);
  }
  return Math.abs(excess) * RADIUS ** 2;
}

// Whether the point is in the ring: even and odd crossings of a ray.
export function holds(ring, { lat, lng }) {
  let within = false;
  for (const [from, to] of sides(ring)) {
    const level = (lat - from.lat) / (to.lat - from.lat);
    if (from.lat > lat !== to.lat > lat && lng < from.lng + (to.lng - from.lng) * level) within = !within;
  }
  return within;
}

// Whether a new side of a path of corners crosses or touches one that is there; the side before it
// shares a corner with it, and so does the first one when the side `closes` the ring.
export function crosses(corners, next, closes = false) {
  const last = corners.at(-1);
  for (let index = closes ? 2 : 1; index < corners.length - 1; index += 1) {
    if (meet(corners[index - 1], corners[index], last, next)) return true;
  }
  const before = corners.at(-2);
  return Boolean(before) && goesBack(before, last, next);
}

// From a point to a ring's sides, the last one included.
const sides = (ring) => ring.map((point, index) => [point, ring[(index + 1) % ring.length]]);

const turn = (a, b, c) => Math.sign((b.lng - a.lng) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lng - a.lng));

const isWithin = (a, b, c) =>
  Math.min(a.lng, b.lng) <= c.lng && c.lng <= Math.max(a.lng, b.lng) && Math.min(a.lat, b.lat) <= c.lat && c.lat <= Math.max(a.lat, b.lat);

function meet(a, b, c, d) {
  const [one, two, three, four] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (one !== two && three !== four) return true;
  return [[one, a, b, c], [two, a, b, d], [three, c, d, a], [four, c, d, b]].some(([side, p, q, r]) => side === 0 && isWithin(p, q, r));
}

// Straight back over the side that one comes from.
function goesBack(before, last, next) {
  const along = (before.lng - last.lng) * (next.lng - last.lng) + (before.lat - last.lat) * (next.lat - last.lat);
  return turn(before, last, next) === 0 && along > 0;
}
