// After htmx swaps the main part: title, focus, announcement, switches; and one calm guard on forms.
(() => {
  "use strict";
  const announcer = document.getElementById("announcer");

  // The switches in the header keep the address; a swap has just changed it.
  function refreshSwitches() {
    for (const link of document.querySelectorAll("[data-here]")) {
      const [name, value] = link.dataset.here.split("=");
      const address = new URL(location.href);
      address.searchParams.set(name, value);
      address.hash = "";
      link.href = address.pathname + address.search;
    }
  }

  function announce(words) {
    announcer.textContent = "";
    // A region that is emptied and filled in one turn is often not read: let the empty state be seen.
    setTimeout(() => { announcer.textContent = words; }, 100);
  }

  function arrive(title) {
    const main = document.getElementById("main");
    const place = document.getElementById("error-summary") || main.querySelector("h1") || main;
    place.tabIndex = -1;
    place.focus();
    place.scrollIntoView({ block: "start" });
    announce(title || document.title);
    refreshSwitches();
    enliven();
    document.dispatchEvent(new CustomEvent("page:swapped", { detail: { title: document.title } }));
  }

  document.addEventListener("announce", (event) => announce(event.detail));

  // Parts that change by themselves are few: their script comes with the first of them.
  function enliven() {
    if (document.querySelector("[data-live]")) import("/static/js/live.js");
  }
  enliven();

  document.addEventListener("htmx:after:swap", (event) => {
    const ctx = event.detail.ctx;
    if (ctx.title) document.title = ctx.title;
    if (!(ctx.target && ctx.target.id === "main")) return;
    arrive(ctx.title);
  });

  // A second press while the first is on its way is not sent; the button stays focusable and says so.
  const sending = new WeakSet();
  function settle(form) {
    sending.delete(form);
    for (const button of form.querySelectorAll("[type=submit][aria-disabled]")) {
      button.removeAttribute("aria-disabled");
    }
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (sending.has(form)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    sending.add(form);
    const button = event.submitter || form.querySelector("[type=submit]");
    if (button) button.setAttribute("aria-disabled", "true");
  }, true);
  for (const over of ["htmx:error", "htmx:finally:request"]) {
    document.addEventListener(over, (event) => {
      const form = event.target.closest && event.target.closest("form");
      if (form) settle(form);
    });
  }
  // Back from the browser's own memory of the page: the form may be sent again.
  addEventListener("pageshow", () => document.querySelectorAll("form").forEach(settle));

  // A request that did not come back: send the form the plain way, so that nothing is stuck.
  document.addEventListener("htmx:error", (event) => {
    const form = event.target.closest && event.target.closest("form[data-journey]");
    if (form && event.detail.error?.name !== "AbortError") form.submit();
  });

  // The print buttons do nothing without this script, so they are shown only with it.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

  // Settings: the page follows the form as it is changed; saving still needs the button.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-preview]");
    const attribute = form && event.target.dataset.sets;
    if (!attribute) return;
    document.documentElement.setAttribute(attribute, event.target.value);
    event.target.scrollIntoView({ block: "nearest" });
    announce(event.target.closest("label").textContent.trim());
  });
})();
