// A site of the layer as something that stands on the map: where, how large, how drawn, in words.
import { attentionOf, diameter, isHollow, kindOf, side, symbol } from "map/symbols";
import { attention, daysSince, people } from "map/words";

export function siteItems({ settings }, { colours, onOpen }) {
  return ({ geometry, properties: site }) => {
    const [lng, lat] = geometry.coordinates;
    const stale = settings.active.includes(site.status) && daysSince(site.updated_on) >= settings.staleDays;
    const drawing = {
      look: colours.shadeOf(site).style,
      hollow: isHollow(site.status),
      people: site.people,
      stale,
      precision: site.location_precision,
      attention: attentionOf(site),
    };
    return {
      id: site.reference,
      place: L.latLng(lat, lng),
      radius: diameter(site.people) / 2,
      side: side(site.people),
      weight: site.people ?? 0,
      near: 0.6, // of their radiuses: nearer, one of two hides the other
      kind: kindOf(drawing),
      className: "site-marker",
      draw: () => symbol(drawing),
      title: site.title,
      words: () => accessibleName(site, stale),
      open: () => onOpen(site.reference),
      site,
      drawing,
    };
  };

  function accessibleName(site, stale) {
    const words = [site.reference, site.commune_name, people(site.people), settings.statuses[site.status].toLowerCase()];
    const { field, label } = colours.current();
    const spoken = ["status", "people"].includes(field) || `${label} : ${colours.shadeOf(site).label}`.toLowerCase();
    if (spoken !== true) words.push(spoken);
    if (site.points) words.push(attention(site));
    if (stale) words.push(`pas d’actualisation depuis ${settings.staleDays} jours`);
    if (site.location_precision !== "position") {
      words.push(`position approchée : ${settings.precisions[site.location_precision].toLowerCase()}`);
    }
    return words.join(", ");
  }
}
