{% if queue %}import { flush, NAME } from "{{ queue|safe }}";{% endif %}

// What is kept is the page of no network and what it needs: nothing of any site, of anybody.
const CACHE = "hors-ligne-{{ version }}";
const OFFLINE = "{{ offline|safe }}";
const ASSETS = new Set({{ assets|safe }});

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([OFFLINE, ...ASSETS])));
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// The network first, always: what is kept serves when there is none.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, search, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(navigate(event));
  else if (ASSETS.has(pathname + search)) event.respondWith(fetch(request).catch(() => caches.match(pathname + search)));
});

async function navigate(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}
{% if queue %}
self.addEventListener("sync", (event) => {
  if (event.tag === NAME) event.waitUntil(flush({ hurry: true }));
});
{% endif %}
