/*
 * Keeps the shell, so that an installed Podium opens without a network and says so itself. Files under /assets/ never
 * change under their name; pages are asked for first and taken from the cache when there is no answer. Everything else,
 * above all the API, is none of its business.
 */
const CACHE = 'podium-shell-1';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.add('/'))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name !== CACHE));
  event.waitUntil(
    old
      .then((names) => Promise.all(names.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

const keep = async (request, response) => {
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
};

const page = (request) =>
  fetch(request)
    .then((response) => keep('/', response))
    .catch(() => caches.match('/'));

const asset = async (request) => (await caches.match(request)) ?? keep(request, await fetch(request));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/assets/')) event.respondWith(asset(request));
  else if (request.mode === 'navigate' && !/^\/(v1|docs|health|metrics)/.test(pathname))
    event.respondWith(page(request));
});
