// Who reads on this device, for the page that has no network to ask: until his session ends.
const KEY = "sig:lecteur"; // `sig:`: signing out forgets it (js/stores.js)

export function rememberReader(id, until) {
  attempt(() => localStorage.setItem(KEY, JSON.stringify({ id, until })));
}

// "" when nobody is, or no longer.
export function knownReader() {
  const { id = "", until = "" } = attempt(() => JSON.parse(localStorage.getItem(KEY))) ?? {};
  return new Date(until) > new Date() ? id : "";
}

function attempt(run) {
  try {
    return run();
  } catch {
    return null;
  }
}
