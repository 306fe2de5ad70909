// Keeps the page of one round and its files, so that it opens again where the net is gone. No answer is kept here.

const FILES = "/s/-/";
const PAGE = /^\/s\/[A-Za-z0-9]+(\/proposal)?$/;
const NAME = "round";
const PATIENCE_MS = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const part = (url, number) => new URL(url, self.location).pathname.split("/")[number];
const isFile = (url) => new URL(url, self.location).pathname.startsWith(FILES);

// One round at a time: what belongs to another one, or to another state of the files, goes.
async function keepOnly(cache, urls) {
  const round = part(urls.find((url) => !isFile(url)), 2);
  const state = part(urls.find(isFile), 3);
  for (const { url } of await cache.keys()) {
    if (isFile(url) ? part(url, 3) !== state : part(url, 2) !== round) await cache.delete(url);
  }
}

async function keep(urls) {
  const cache = await caches.open(NAME);
  await keepOnly(cache, urls);
  for (const url of urls) {
    if (await cache.match(url)) continue;
    const answer = await fetch(url, { cache: isFile(url) ? "default" : "no-store" });
    if (answer.ok && !answer.redirected) await cache.put(url, answer);
  }
}

self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep));
  if (event.data?.forget) event.waitUntil(caches.delete(NAME));
});

async function fresh(request) {
  const cache = await caches.open(NAME);
  const old = await cache.match(request);
  const stop = new AbortController();
  const timer = old ? setTimeout(() => stop.abort(), PATIENCE_MS) : null;
  try {
    const answer = await fetch(request, { signal: stop.signal });
    if (answer.ok && answer.headers.get("planner-round") === "open") await cache.put(request, answer.clone());
    else if (answer.status < 500) await cache.delete(request);
    return answer.status >= 500 && old ? old : answer;
  } catch (error) {
    if (old) return old;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (isFile(event.request.url)) event.respondWith(file(event.request));
  else if (event.request.mode === "navigate" && PAGE.test(url.pathname)) event.respondWith(fresh(event.request));
});
