// The aids beside the player: panel, cross-hair, pointer, pinyin, script, text only, silence.
import { aidOn, keepAid } from "./preferences.js";
import "./keys.js";

const root = document.documentElement;
const FOR_EYES = ["cross", "cursor", "pinyin", "text-only"];
const OURS = [...FOR_EYES, "silence"];
const STYLES = "/static/css/aids.css";

// Most pages do without these styles; they come with the first aid that is switched on.
function dress() {
  if (!FOR_EYES.some(aidOn) || document.querySelector(`link[href="${STYLES}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = STYLES;
  document.head.append(link);
}

// With scripts, a link of the panel is a toggle button with one name.
function showStates() {
  for (const button of document.querySelectorAll("[data-aid]")) {
    const on = aidOn(button.dataset.aid);
    button.setAttribute("role", "button");
    button.removeAttribute("aria-label");
    button.setAttribute("aria-pressed", on);
    button.toggleAttribute("data-on", on);
  }
}

// Traditional characters, or back: the link to them stands in the footer of every page.
function changeScript() {
  const wanted = root.lang === "zh-Hant" ? "zh-Hans" : "zh-Hant";
  document.querySelector(`footer [data-here="lang=${wanted}"]`)?.click();
}

function obey({ action }) {
  if (OURS.includes(action)) keepAid(action, !aidOn(action));
  if (action === "script") changeScript();
}

let cross = null;
async function followCross() {
  if (aidOn("cross")) cross ??= await import("./crosshair.js");
  cross?.show(aidOn("cross"));
}

let readings = false;
async function changed() {
  dress();
  showStates();
  followCross();
  if (aidOn("pinyin") === readings) return;
  readings = aidOn("pinyin");
  (await import("./pinyin.js")).renew();
}

// A form of settings shows at once what it would do; it is kept when it is sent.
function preview({ target }) {
  if (target.name !== "aids" || !target.closest("[data-preview]")) return;
  const others = root.dataset.aids.split(" ").filter((name) => name && name !== target.value);
  root.dataset.aids = [...others, ...(target.checked ? [target.value] : [])].join(" ");
  dress();
  followCross();
}

function press(event) {
  const button = event.target.closest("[data-aid]");
  if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("aid", { detail: { action: button.dataset.aid } }));
}

// Links are pressed with Enter, buttons also with the space bar.
function space(event) {
  if (event.key !== " " || !event.target.matches?.("[data-aid]")) return;
  event.preventDefault();
  event.target.click();
}

document.addEventListener("aid", (event) => obey(event.detail));
document.addEventListener("aid:changed", changed);
document.addEventListener("change", preview);
document.addEventListener("click", press);
document.addEventListener("keydown", space);
readings = aidOn("pinyin");
showStates();
followCross();
