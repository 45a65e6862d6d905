// A word for the next page of this tab.
const KEY = "sig:note";

export function note(words) {
  try {
    sessionStorage.setItem(KEY, words);
  } catch {
    // no storage in this browser: the page itself shows what was written
  }
}

export function readNote() {
  try {
    const words = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return words;
  } catch {
    return null;
  }
}
