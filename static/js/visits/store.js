// What lies on a visitor's device: every record sealed under a word that is kept nowhere. A record
// is bound to its name, so that none can be put in the place of another.
const DATABASE = "visits";
const RECORDS = "records";
// PBKDF2 with SHA-256, as OWASP's Password Storage Cheat Sheet of 2023 has it.
const ROUNDS = 600000;
export const CAN_SEAL = Boolean(globalThis.crypto?.subtle && globalThis.indexedDB && navigator.serviceWorker);

export function newSalt() {
  return crypto.getRandomValues(new Uint8Array(16));
}

export async function keyFrom(word, salt) {
  const bytes = new TextEncoder().encode(word.normalize("NFKC"));
  const typed = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(way, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function keep(name, value, key, salt) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt(bound(iv, name), key, text);
  await ask("readwrite", (records) => records.put({ name, iv, sealed, salt }));
}

// Throws where the key is not the one it was sealed with.
export async function opened(record, key) {
  const text = await crypto.subtle.decrypt(bound(record.iv, record.name), key, record.sealed);
  return JSON.parse(new TextDecoder().decode(text));
}

export function records() {
  return ask("readonly", (kept) => kept.getAll());
}

export function drop(name) {
  return ask("readwrite", (kept) => kept.delete(name));
}

// All of it: the records, the kept page, and the worker that gives it.
export async function wipe() {
  await ask("readwrite", (kept) => kept.clear());
  for (const name of await caches.keys()) if (name.startsWith("visits-")) await caches.delete(name);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}

function bound(iv, name) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) };
}

function database() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(RECORDS, { keyPath: "name" });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function ask(mode, what) {
  const base = await database();
  try {
    return await new Promise((resolve, reject) => {
      const turn = base.transaction(RECORDS, mode);
      const request = what(turn.objectStore(RECORDS));
      turn.oncomplete = () => resolve(request.result);
      turn.onabort = turn.onerror = () => reject(turn.error);
    });
  } finally {
    base.close();
  }
}
