// One letter on its way to the server, and what its answer means.
const JSON_TYPE = /^application\/(problem\+)?json/;
const TOKEN_MS = 15_000;
const LETTER_MS = 120_000; // photos, by a weak network
const AGAIN = new Set([408, 425, 429]);

export const SENT = "sent";
export const LATER = "later"; // no network, or a server that cannot now
export const SIGN_IN = "sign-in";
export const NO_RIGHT = "no-right"; // 403
export const NO = "no"; // what is written is to be mended

const OPTIONS = { redirect: "manual", credentials: "same-origin", cache: "no-store" };

// {token, reader} of the session of the moment, or {verdict}: it may have been renewed since the
// page was opened.
export async function session() {
  const answer = await ask("/jeton/", { ...OPTIONS, headers: { Accept: "application/json" } }, TOKEN_MS);
  if (!answer) return { verdict: LATER };
  const read = await readAnswer(answer);
  return read.verdict === SENT ? read.body : read;
}

// {verdict, body, after}: `after`, in seconds, is when the server wants to be asked again.
export async function deliver(letter, { token, reader, isAwaited }) {
  const body = new FormData();
  for (const [name, value] of letter.fields) body.append(name, value);
  for (const { name, filename, blob } of letter.files) body.append(name, blob, filename);
  const headers = { Accept: "application/json", "X-CSRFToken": token, "X-Reader": String(reader) };
  if (isAwaited) headers["X-Awaited"] = "1";
  const answer = await ask(letter.action, { ...OPTIONS, method: "POST", headers, body }, LETTER_MS);
  return answer ? readAnswer(answer) : { verdict: LATER };
}

async function ask(address, options, most) {
  try {
    return await fetch(address, { ...options, signal: AbortSignal.timeout(most) });
  } catch {
    return null;
  }
}

async function readAnswer(answer) {
  const { status } = answer;
  if (answer.type === "opaqueredirect" || status === 401) return { verdict: SIGN_IN };
  const body = JSON_TYPE.test(answer.headers.get("Content-Type") ?? "") ? await answer.json().catch(() => null) : null;
  // a page in place of our answer is somebody else's: the portal of a hotel, a proxy
  if (answer.ok) return body ? { verdict: SENT, body } : { verdict: LATER };
  if (status >= 500 || AGAIN.has(status)) return { verdict: LATER, after: Number(answer.headers.get("Retry-After")) || 0 };
  return { verdict: status === 403 ? NO_RIGHT : NO, body: { status, ...body } };
}
