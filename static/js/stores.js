// What this browser keeps for the one who is signed in; signing out forgets it all.
const OURS = "sig:";

export const keep = (name, value) => attempt(() => localStorage.setItem(OURS + name, JSON.stringify(value)));

export const kept = (name) => attempt(() => JSON.parse(localStorage.getItem(OURS + name)));

export const drop = (name) => attempt(() => localStorage.removeItem(OURS + name));

export function forgetAtSignOut(root) {
  root.addEventListener("submit", ({ target }) => {
    if (!target.matches("[data-sign-out]")) return;
    const ours = attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(OURS))) ?? [];
    for (const key of ours) localStorage.removeItem(key);
  });
}

// A browser may refuse its store, or hold what somebody wrote in it.
function attempt(run) {
  try {
    return run();
  } catch {
    return null;
  }
}
