// Reads the page aloud, sentence by sentence: says, shows and follows it. Silent until asked.
const box = document.querySelector("[data-reader]");
const words = box?.dataset;
const part = (name) => box.querySelector(name);
const sound = new Audio();
const mark = window.Highlight && CSS.highlights ? new Highlight() : null;
if (mark) CSS.highlights.set("reading", mark);

let script = null; // {version, voice, lines}, or null before it is asked for
let at = 0;
let wanted = false; // whether sound should be playing
let following = true; // until the reader scrolls elsewhere
let failures = 0;
let opener = null;
let block = null;

const page = () => location.pathname + location.search;
const setting = (name) => Number(part(`[data-set=${name}]`).value);

function lineUrl(n) {
  const query = new URLSearchParams({ page: page(), n, version: script.version, rate: setting("rate") });
  return `${words.line}?${query}`;
}

function say(status, caption = false) {
  part("[data-status]").textContent = status;
  if (caption) part("[data-caption]").textContent = status;
}

function showButton() {
  part("[data-do=play]").textContent = wanted ? words.pause : words.play;
}

// The place of a sentence in its block: the text is compared with runs of blanks made one.
function rangeOf(element, text, after) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let seen = "";
  const places = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let i = 0; i < node.data.length; i += 1) {
      const blank = /\s/.test(node.data[i]);
      if (blank && (!seen || seen.endsWith(" "))) continue;
      seen += blank ? " " : node.data[i];
      places.push([node, i]);
    }
  }
  let start = seen.indexOf(text, after);
  if (start < 0) start = seen.indexOf(text);
  if (start < 0) return null;
  const range = new Range();
  range.setStart(...places[start]);
  const [node, offset] = places[start + text.length - 1];
  range.setEnd(node, offset + 1);
  return { range, end: start + text.length };
}

function clear() {
  block?.classList.remove("being-read");
  block = null;
  mark?.clear();
}

let last = { path: null, end: 0 };
function show(line) {
  clear();
  part("[data-caption]").textContent = line.text;
  let element = document.getElementById("main");
  for (const index of line.path ? line.path.split(".") : []) element = element?.children[index];
  if (!element) return;
  const folded = element.closest("details");
  if (folded) folded.open = true;
  block = element;
  if (line.path) block.classList.add("being-read");
  const found = mark && rangeOf(element, line.text, last.path === line.path ? last.end : 0);
  last = { path: line.path, end: found ? found.end : 0 };
  if (found) mark.add(found.range);
  if (following && line.path) follow(found ? found.range : element);
}

function follow(place) {
  const { top, bottom } = place.getBoundingClientRect();
  if (top > 0 && bottom < innerHeight - box.offsetHeight) return;
  const calm = matchMedia("(prefers-reduced-motion)").matches
    || document.documentElement.dataset.motion === "less";
  scrollBy({ top: top - innerHeight / 3, behavior: calm ? "auto" : "smooth" });
}

async function load() {
  const response = await fetch(`${words.script}?${new URLSearchParams({ page: page() })}`);
  if (!response.ok) throw new Error(response.status);
  script = await response.json();
  at = Math.min(at, Math.max(0, script.lines.length - 1));
}

function stop() {
  wanted = false;
  sound.pause();
  showButton();
}

// Says sentence n from its beginning, and has the next one made meanwhile.
async function read(n) {
  wanted = true;
  showButton();
  try {
    if (!script) await load();
    if (!wanted) return undefined;
    at = Math.max(0, n);
    const line = script.lines[at];
    if (!line) return finish();
    show(line);
    if (!script.voice) return silent();
    sound.src = lineUrl(at);
    sound.volume = setting("volume") / 100;
    await sound.play();
    failures = 0;
    if (at + 1 < script.lines.length) fetch(lineUrl(at + 1)).catch(() => {});
  } catch (error) {
    if (error.name !== "AbortError") failed();
  }
  return undefined;
}

function finish() {
  stop();
  clear();
  at = 0;
  say(words.ended, true);
}

function silent() {
  stop();
  say(words.silent);
}

// One sentence that can't be said is passed over; the page may also have changed since.
function failed() {
  if (!wanted) return;
  failures += 1;
  const stale = failures === 1;
  if (failures > 2) {
    stop();
    failures = 0;
    script = null;
    say(words.failed, true);
    return;
  }
  if (stale) script = null;
  read(stale ? at : at + 1);
}

function open(link) {
  opener = link;
  box.hidden = false;
  part("[data-do=play]").focus();
  following = true;
  read(at);
}

function close() {
  stop();
  clear();
  box.hidden = true;
  opener?.focus();
}

const actions = {
  play: () => {
    if (wanted) stop();
    else if (script && sound.src && sound.paused && !sound.ended && sound.currentTime > 0) {
      wanted = true;
      showButton();
      sound.play().catch(failed);
    } else read(at);
  },
  back: () => read(at - 1),
  again: () => read(at),
  next: () => read(at + 1),
  close,
};

function start() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-listen]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  box.addEventListener("click", (event) => {
    const action = event.target.closest("[data-do]")?.dataset.do;
    if (!action) return;
    following = true;
    actions[action]();
  });
  box.addEventListener("change", (event) => {
    sound.volume = setting("volume") / 100;
    if (event.target.dataset.set === "rate" && wanted) read(at);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) close();
    if (/^(Arrow|Page|Home|End)/.test(event.key) && !box.contains(event.target)) following = false;
  });
  for (const moved of ["wheel", "touchmove"]) {
    addEventListener(moved, () => { following = false; }, { passive: true });
  }
  sound.addEventListener("ended", () => { if (wanted) read(at + 1); });
  // The main part was swapped: another page. Go on reading there if reading was on.
  document.addEventListener("page:swapped", () => {
    const reading = wanted;
    stop();
    clear();
    script = null;
    at = 0;
    following = true;
    if (reading) read(0);
  });
}

if (box) start();
