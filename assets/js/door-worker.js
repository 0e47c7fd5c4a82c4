// Keeps the door of a forum within reach when there is no connection: the page, its list of digests and its static files. The network always
// comes first; what it gave last answers only when it is silent. A page that is no longer there for this person is forgotten at once.
const KEPT = `door:${location.pathname.split("/").at(-3)}`; // …/forums/<code>/door/worker.js

async function answer(request) {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !fresh.redirected) await kept.put(request, fresh.clone());
    else await kept.delete(request);
    return fresh;
  } catch (silence) {
    const known = await kept.match(request);
    if (known) return known;
    throw silence;
  }
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(location.origin)) event.respondWith(answer(event.request));
});
