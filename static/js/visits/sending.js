// Sends what was written without a network, one report after another; each is known by its once, so
// that sending it twice is as good as sending it once.
const FRESH = "/desk/visits/pack/offline/";

async function freshToken() {
  const answer = await fetch(FRESH, { cache: "no-store" });
  if (answer.redirected) return null;
  const text = await answer.text();
  const field = new DOMParser().parseFromString(text, "text/html").querySelector("[data-fresh] [name=form_token]");
  return field && field.value;
}

async function one(report, token) {
  const { id, once, seen, made_at, answers } = report;
  const body = new URLSearchParams({ form_token: token, once, seen, made_at, ...answers });
  const headers = { Accept: "application/json" };
  const answer = await fetch(`/desk/visits/${id}/report`, { method: "POST", body, headers });
  if (answer.redirected) return "signIn";
  if (answer.ok) return (await answer.json()).state === "waits" ? "waits" : "sent";
  return answer.status < 500 ? "refused" : "later";
}

// Calls `sent` for each report that has arrived; returns what is to be said of them all.
export async function send(reports, sent) {
  let worst = "sent";
  try {
    const token = await freshToken();
    if (!token) return "signIn";
    for (const report of reports) {
      const outcome = await one(report, token);
      if (outcome === "signIn" || outcome === "later") return outcome;
      if (outcome !== "refused") await sent(report);
      if (outcome !== "sent") worst = outcome;
    }
  } catch {
    return "later";
  }
  return worst;
}
