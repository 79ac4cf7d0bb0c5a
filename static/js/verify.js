// Judges an e-card's code without a network, as services/cards/desk.py does with one. The keys came
// with the page. Without Web Cryptography (an old browser, plain http) the form asks the server.
"use strict";

const HEAD = "NC1";
const LONGEST_CODE = 600;
const CLOCK_SLACK_S = 300;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const ECDSA = { name: "ECDSA", namedCurve: "P-256" };

const form = document.querySelector("form[data-verify]");
const result = document.querySelector("[data-result]");

function fromBase32(text) {
  const bytes = [];
  let bits = 0, value = 0;
  for (const sign of text) {
    const place = BASE32.indexOf(sign);
    if (place < 0) return null;
    value = (value << 5) | place;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 255);
      value &= (1 << bits) - 1;
    }
  }
  return new Uint8Array(bytes);
}

// A scanner under a Chinese keyboard types full-width signs.
function mended(typed) {
  return typed.normalize("NFKC").replace(/\p{C}|\s/gu, "").replaceAll("。", ".").toUpperCase();
}

async function isSigned(said, signature, keys) {
  for (const key of keys) {
    const { kty, crv, x, y } = key;
    const imported = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, ECDSA, false, ["verify"]);
    const good = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, imported, signature, said);
    if (good) return true;
  }
  return false;
}

function today() {
  return new Intl.DateTimeFormat("sv", { timeZone: "Asia/Shanghai" }).format(Date.now());
}

function verdictOn(claims) {
  const now = Date.now() / 1000;
  if (now < claims.issuedAt - CLOCK_SLACK_S) return "early";
  if (now >= claims.expiresAt) return "expired";
  return today() > claims.validUntil ? "ended" : "valid";
}

async function judge(typed) {
  const code = mended(typed);
  const pieces = code.split(".");
  if (code.length > LONGEST_CODE || pieces.length !== 3 || pieces[0] !== HEAD) return ["unreadable"];
  const [said, signature] = [fromBase32(pieces[1]), fromBase32(pieces[2])];
  if (!said || !signature) return ["unreadable"];
  const { keys } = JSON.parse(form.dataset.keys);
  const signed = new TextEncoder().encode(`${HEAD}.${pieces[1]}`);
  if (signature.length !== 64 || !(await isSigned(signed, signature, keys))) return ["wrong"];
  const [kind, holder, lastFour, validUntil, issuedAt, expiresAt] = JSON.parse(new TextDecoder().decode(said));
  const claims = { kind, holder, lastFour, validUntil, issuedAt, expiresAt };
  return [verdictOn(claims), claims];
}

function copyOf(selector) {
  return document.querySelector(selector).content.cloneNode(true);
}

function inWords(claims) {
  const language = document.documentElement.lang;
  const zone = { timeZone: "Asia/Shanghai" };
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", ...zone });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", ...zone });
  return {
    ...claims,
    kind: copyOf(`template[data-kind="${CSS.escape(claims.kind)}"]`).textContent,
    validUntil: day.format(new Date(`${claims.validUntil}T00:00:00+08:00`)),
    expiresAt: moment.format(claims.expiresAt * 1000),
  };
}

function show(verdict, claims) {
  result.replaceChildren(copyOf(`template[data-verdict="${verdict}"]`));
  if (claims) {
    const facts = copyOf("template[data-claims]");
    for (const [name, value] of Object.entries(inWords(claims))) {
      const place = facts.querySelector(`[data-claim="${name}"]`);
      if (place) place.textContent = value;
    }
    result.append(facts);
  }
}

if (form && globalThis.crypto?.subtle) {
  document.querySelector("[data-offline-note]").hidden = false;
  const field = form.elements.code;
  // On window, so that it comes before the guard against sending twice: here nothing is sent.
  addEventListener("submit", async (event) => {
    if (event.target !== form || !field.value.trim()) return;
    event.preventDefault();
    event.stopPropagation();
    const typed = field.value;
    field.value = "";
    show(...(await judge(typed)));
    field.focus();
  }, true);
}
