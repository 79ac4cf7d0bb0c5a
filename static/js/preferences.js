// The display preferences as the page shows them: one aid on or off, one value changed, kept in their cookie.
const root = document.documentElement;
// Places in the cookie, as a11y/display.py writes it.
const PLACES = { rate: 5, volume: 6, aids: 7 };
const SILENCE = "silence";
const YEAR = 365 * 24 * 3600;

// Another tab may have changed the cookie since this page came; one written by an older release is shorter.
function kept() {
  const shown = root.dataset.display.split(".");
  const found = /(?:^|; )display="?([^;"]*)/.exec(document.cookie);
  const parts = found ? found[1].split(".") : [];
  return parts.length === shown.length ? parts : shown;
}

function store(parts) {
  root.dataset.display = parts.join(".");
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `display=${root.dataset.display}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}

const names = (parts) => parts[PLACES.aids].split("+").filter(Boolean);

// What works now: while a screen reader is on, only the word that says so.
function put(switchedOn) {
  const shown = switchedOn.includes(SILENCE) ? [SILENCE] : switchedOn;
  root.dataset.aids = shown.join(" ");
}

// Whether an aid works on this page now.
export function aidOn(name) {
  return root.dataset.aids.split(" ").includes(name);
}

// Switches one aid on or off, here and on every page from now on; says so to whoever listens.
export function keepAid(name, on) {
  const parts = kept();
  const others = names(parts).filter((each) => each !== name);
  const now = on ? [...others, name] : others;
  parts[PLACES.aids] = now.join("+");
  store(parts);
  put(now);
  document.dispatchEvent(new CustomEvent("aid:changed", { detail: { name, on } }));
}

// Keeps another rate or volume, in percent.
export function keepDisplay(field, value) {
  const parts = kept();
  parts[PLACES[field]] = value;
  store(parts);
}

// A page brought back from the browser's memory follows what was chosen meanwhile.
addEventListener("pageshow", (event) => {
  if (event.persisted) put(names(kept()));
});
