// Where the map was left: filters and view, for the membership that left it, until it signs out.
import { drop, keep, kept } from "stores";

const NAME = "carte";
const PASSING = ["site", "vue"]; // what was open is not where one was

export function left(page) {
  const { membership } = page.dataset;
  return {
    // { search, hash }, when the address says nothing and this membership left something; else null.
    recall() {
      const found = kept(NAME);
      if (found && found.membership !== membership) drop(NAME);
      if (location.search || location.hash || found?.membership !== membership) return null;
      return typeof found.search === "string" && typeof found.hash === "string" ? found : null;
    },
    remember({ search, hash }) {
      const params = new URLSearchParams(search);
      for (const name of PASSING) params.delete(name);
      const query = params.toString();
      keep(NAME, { membership, search: query && `?${query}`, hash });
    },
    forget: () => drop(NAME),
  };
}
