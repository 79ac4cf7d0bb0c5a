"""What a clerk looks at beside a case: the answers that are masked otherwise, and the rules' trace.

Masked is the rule; whoever needs the whole number asks for it, and that is written down.
"""

from __future__ import annotations

from services.applications import WHOSE
from services.journey import NOT_FILLED, Journey
from services.storage.cases import Case
from services.subsidies.decisions import Decision
from services.subsidies.kept import from_case
from services.subsidies.service import DECISION
from services.words import Words, words


def whole_answers(case: Case, journey: Journey) -> list[tuple[Words, str]]:
    """Each answer that the case's page shows masked, by the name of its question."""
    given = {"id-number": case.details.get(WHOSE), **case.details.get("given", {})}
    asked = {question.slug: question.name for question in journey.questions if question.private}
    named = {"id-number": words("身份证号"), **asked}
    return [
        (name, given[slug])
        for slug, name in named.items()
        if isinstance(given.get(slug), str) and given[slug] != NOT_FILLED
    ]


def trace_of(case: Case) -> Decision | None:
    """What the rules said when the case was sent, step by step; None where no rules decide."""
    kept = case.details.get(DECISION)
    return None if kept is None else from_case(case.service, kept)
