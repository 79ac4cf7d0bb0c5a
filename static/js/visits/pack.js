// Takes the bag of a day along: fetched once, sealed under the visitor's word, then opened on the
// page for the way.
import { CAN_SEAL, keep, keyFrom, newSalt, records } from "./store.js";

const device = document.querySelector("[data-device]");
const form = document.querySelector("[data-pack]");

async function takeAlong(word) {
  const answer = await fetch(form.dataset.bag, { cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error("no bag");
  const bag = await answer.json();
  await navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope });
  await navigator.serviceWorker.ready;
  const salt = newSalt();
  await keep("bag", bag, await keyFrom(word, salt), salt);
}

if (form && CAN_SEAL) {
  device.hidden = false;
  document.querySelector("[data-paper]").hidden = true;
  const short = form.querySelector("[data-short]");
  const failed = device.querySelector("[data-failed]");
  const unsent = device.querySelector("[data-unsent]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = form.elements.word;
    short.hidden = field.value.length >= Number(form.dataset.shortest);
    field.setAttribute("aria-invalid", String(!short.hidden));
    failed.hidden = unsent.hidden = true;
    if (!short.hidden) return field.focus();
    // Sealed under the word of another day, they could not be read beside the new bag.
    unsent.hidden = !(await records()).some((record) => record.name !== "bag");
    if (!unsent.hidden) return undefined;
    try {
      await takeAlong(field.value);
    } catch {
      failed.hidden = false;
      return undefined;
    }
    location.assign(form.dataset.page);
    return undefined;
  });
}
