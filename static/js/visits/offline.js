// The page for the way: opens what the device holds, shows one door at a time, keeps what is
// written, and sends it when there is a network.
import { checked } from "./answers.js";
import { drawDoor, drawList } from "./drawing.js";
import { send } from "./sending.js";
import { CAN_SEAL, drop, keep, keyFrom, opened, records, wipe } from "./store.js";

const page = document.querySelector("[data-bag-page]");
const part = (name) => page.querySelector(`[data-${name}]`);
const says = part("says");
const held = { key: null, salt: null, bag: null, reports: [], door: null, sure: false };

function say(name) {
  says.textContent = page.dataset[name];
}

function today() {
  return new Intl.DateTimeFormat("sv", { timeZone: "Asia/Shanghai" }).format(Date.now());
}

async function keepBag() {
  await keep("bag", held.bag, held.key, held.salt);
}

function refresh() {
  drawList(part("doors"), held.bag.visits, showDoor);
  part("unsent").textContent = held.reports.length ? `${page.dataset.waiting} ${held.reports.length}` : "";
}

function showDoor(door) {
  held.door = door;
  drawDoor(part("door"), door);
  part("report").reset();
  part("problem").hidden = true;
  part("door").hidden = false;
  part("title").focus();
}

async function unlock(word) {
  const all = await records();
  const bag = all.find((record) => record.name === "bag");
  held.salt = bag.salt;
  held.key = await keyFrom(word, bag.salt);
  held.bag = await opened(bag, held.key);
  held.reports = [];
  for (const record of all) if (record !== bag) held.reports.push(await opened(record, held.key));
  if (held.bag.day < today() && held.bag.visits.length) {
    held.bag.visits = [];
    await keepBag();
    say("old");
  }
  part("unlock").hidden = true;
  part("open").hidden = false;
  refresh();
  part("list-heading").focus();
}

async function write(answers) {
  const { door } = held;
  const report = { id: door.id, once: crypto.randomUUID(), seen: door.version, made_at: new Date().toISOString(), answers };
  await keep(`report-${report.once}`, report, held.key, held.salt);
  held.reports.push(report);
  // Whoever writes twice about one door writes the second time about what the first one changed.
  door.version += 1;
  door.written = true;
  await keepBag();
  part("door").hidden = true;
  refresh();
  say("kept");
  part("list-heading").focus();
}

// A door that is seen to leaves the device with its report.
async function sent(report) {
  await drop(`report-${report.once}`);
  held.reports = held.reports.filter((one) => one !== report);
  held.bag.visits = held.bag.visits.filter((door) => door.id !== report.id || stillWritten(door.id));
  await keepBag();
}

function stillWritten(id) {
  return held.reports.some((report) => report.id === id);
}

async function sendAll() {
  if (!held.reports.length) return say("net");
  const outcome = await send([...held.reports], sent);
  part("to-sign-in").hidden = outcome !== "signIn";
  if (part("door").hidden === false && !held.bag.visits.includes(held.door)) part("door").hidden = true;
  if (!held.reports.length && !held.bag.visits.length) return empty(outcome === "waits" ? "waits" : "wiped");
  refresh();
  return say(outcome);
}

async function empty(why) {
  await wipe();
  part("open").hidden = true;
  part("empty").hidden = false;
  say(why);
}

async function start() {
  page.hidden = false;
  document.querySelector("[data-plain]").hidden = true;
  say(navigator.onLine ? "net" : "noNet");
  const there = (await records()).some((record) => record.name === "bag");
  part("unlock").hidden = !there;
  part("empty").hidden = there;
}

part("unlock").addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = event.target.elements.word;
  try {
    await unlock(field.value);
    field.value = "";
  } catch {
    say("wrong");
    field.focus();
  }
});
part("report").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { answers, problem } = checked(event.target);
  part("problem").hidden = !problem;
  if (problem) part("problem").textContent = page.dataset[problem];
  else await write(answers);
});
part("send").addEventListener("click", sendAll);
part("wipe").addEventListener("click", async () => {
  if (held.reports.length && !held.sure) {
    held.sure = true;
    return say("sure");
  }
  return empty("emptied");
});
addEventListener("offline", () => say("noNet"));
addEventListener("online", () => {
  if (held.key && held.reports.length) sendAll();
  else say("net");
});

if (CAN_SEAL) start();
