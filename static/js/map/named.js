// A map that has the focus says what it is, and which text tells its keys.
export function named(map, label, described = "") {
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", label);
  if (described) container.setAttribute("aria-describedby", described);
}
