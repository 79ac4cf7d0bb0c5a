// Keeps a part of a page true: asks for it again and again, puts it in when it has changed, and says so.
// The server's side: webapp/live/marks.py. Without this script, a link opens the page anew.
const EVERY = 1200;
const LONGEST_WAIT = 10000;

const watched = new WeakSet();
const parse = (html) => new DOMParser().parseFromString(html, "text/html");

// The part as it stands now, or null when it has not changed. A page without it is another page: sign in again.
async function changed(region) {
  const address = new URL(region.dataset.live, location.href);
  address.searchParams.set("mark", region.dataset.mark);
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (answer.status === 204) return null;
  if (!answer.ok) throw new Error(answer.status);
  const fresh = parse(await answer.text()).getElementById(region.id);
  if (!fresh) location.reload();
  return fresh;
}

// What has the focus keeps it, when it is still there.
function put(region, fresh) {
  const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
  for (const name of ["data-live", "data-mark", "data-point", "data-point-value"]) {
    if (fresh.hasAttribute(name)) region.setAttribute(name, fresh.getAttribute(name));
    else region.removeAttribute(name);
  }
  region.replaceChildren(...document.importNode(fresh, true).childNodes);
  for (const other of document.querySelectorAll(`[data-follows="${region.id}"]`)) {
    const its = fresh.ownerDocument.getElementById(other.id);
    if (its) other.replaceChildren(...document.importNode(its, true).childNodes);
  }
  if (focused) (document.getElementById(focused) || region.closest("main"))?.focus({ preventScroll: true });
  const said = fresh.dataset.said;
  if (said && said !== region.dataset.said) document.dispatchEvent(new CustomEvent("announce", { detail: said }));
  region.dataset.said = said || "";
  settle(region);
}

// A link to look again is needed only where this does not work.
function settle(region, lost = false) {
  for (const link of region.querySelectorAll("[data-live-off]")) link.hidden = !lost;
  document.dispatchEvent(new CustomEvent("live:changed", { detail: region }));
}

const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// A page in the background asks nothing; it looks at once when it is seen again.
const seen = () => document.visibilityState === "visible" ? null : new Promise((resolve) => {
  document.addEventListener("visibilitychange", resolve, { once: true });
});

async function watch(region) {
  let wait = EVERY;
  while (region.isConnected && region.dataset.live) {
    await rest(wait);
    await seen();
    if (!region.isConnected) return;
    try {
      const fresh = await changed(region);
      if (fresh) put(region, fresh);
      else if (wait > EVERY) settle(region);
      wait = EVERY;
    } catch {
      wait = Math.min(LONGEST_WAIT, wait * 2);
      settle(region, true);
    }
  }
  watched.delete(region);
}

function look() {
  for (const region of document.querySelectorAll("[data-live]")) {
    if (watched.has(region)) continue;
    watched.add(region);
    if (region.id === "together-now") import("/static/js/pointed.js");
    settle(region);
    watch(region);
  }
}

document.addEventListener("page:swapped", look);
look();
