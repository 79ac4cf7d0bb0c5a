// Readings over the characters, made by the server: only the text comes anew, so that fields, folds and focus stay.
// Each run of text with readings is one <bdi>, as webapp/ruby.py makes it.
const isRuby = (node) => node.nodeName === "BDI";
const isElement = (node) => node.nodeType === Node.ELEMENT_NODE && !isRuby(node);
// No readings stand in these.
const PLAIN = "svg, select, textarea, script, style";

// Takes over the text of `fresh`, element by element. A subtree that is no longer the same is left alone.
function adopt(old, fresh) {
  const kept = [...old.childNodes].filter(isElement);
  const made = [...fresh.childNodes].filter(isElement);
  if (old.matches(PLAIN) || kept.length !== made.length) return;
  kept.forEach((element, place) => adopt(element, made[place]));
  if (![...old.childNodes, ...fresh.childNodes].some(isRuby)) return;
  const next = kept.values();
  old.replaceChildren(...[...fresh.childNodes].map((node) => (isElement(node) ? next.next().value : document.importNode(node, true))));
}

// What stands at the top of the window, to stay there.
function anchor(main) {
  const seen = (element) => element.getBoundingClientRect().bottom > 0;
  return [...main.querySelectorAll("h1, h2, h3, p, li, dd, label, table")].find(seen) || main;
}

export async function renew() {
  const address = new URL(location.href);
  address.searchParams.delete("aid");
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [main, fresh] = [document.getElementById("main"), page.getElementById("main")];
  if (!answer.ok || !fresh) return;
  const [focused, place] = [document.activeElement, anchor(main)];
  const before = place.getBoundingClientRect().top;
  adopt(main, fresh);
  if (main.contains(focused)) focused.focus({ preventScroll: true });
  scrollBy({ top: place.getBoundingClientRect().top - before, behavior: "instant" });
  document.dispatchEvent(new CustomEvent("main:renewed"));
}
