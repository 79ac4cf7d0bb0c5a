// What was answered about a door, held to the rules that services/visits/questions.py holds it to.
const NEED_CONSENT = ["done", "carried"];

export function checked(form) {
  const given = Object.fromEntries(new FormData(form));
  const answers = { outcome: given.outcome, consent: given.consent, missing: given.missing, note: given.note };
  if (!answers.outcome || !answers.consent) return { problem: "choose" };
  if (NEED_CONSENT.includes(answers.outcome) && answers.consent === "none") return { problem: "consent" };
  if (answers.outcome === "again" && !answers.missing.trim()) return { problem: "missingFirst" };
  return { answers };
}
