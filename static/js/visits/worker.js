// Keeps the page for the way, and the public files it is drawn with. Nothing of a resident is kept
// here: bag.json and every other page go to the network alone.
"use strict";

const KEPT = "visits-1";
const SHELL = "/desk/visits/pack/offline/";

self.addEventListener("install", (event) => {
  event.waitUntil(fromNetwork(SHELL, SHELL).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    const kept = address.pathname === SHELL ? SHELL : null;
    event.respondWith(fromNetwork(request, kept).catch(() => caches.match(SHELL).then(found)));
  } else if (address.pathname.startsWith("/static/")) {
    event.respondWith(fromNetwork(request, request).catch(() => caches.match(request).then(found)));
  }
});

async function fromNetwork(request, keptAs) {
  const response = await fetch(request);
  // A redirect leads to the sign-in, which is not what was asked for.
  if (keptAs && response.ok && !response.redirected) {
    const cache = await caches.open(KEPT);
    await cache.put(keptAs, response.clone());
  }
  return response;
}

function found(response) {
  return response || Response.error();
}
