// What a reader chose stays in this tab; whoever comes after him, or nobody, does not find it.
export const CHOSEN = "choisis:";

export function forgetOthers(reader) {
  try {
    const kept = Object.keys(sessionStorage).filter((key) => key.startsWith(CHOSEN));
    for (const key of kept) if (key !== CHOSEN + reader) sessionStorage.removeItem(key);
  } catch {
    // no storage in this browser: nothing was kept
  }
}
