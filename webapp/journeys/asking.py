"""Questions asked on a page of their own, outside a service's journey, with the same fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.journey import Answers, Journey, Question
from services.words import Words
from webapp.attempts import Attempt
from webapp.journeys.pieces import Shown
from webapp.journeys.run import Field


def fields(
    questions: Sequence[Question], context: Any, answers: Answers, attempt: Attempt
) -> list[Field]:
    """The questions with what was typed, else kept, and what was wrong with it."""
    return [
        Field(
            question=question,
            example=question.example(context),
            shown=Shown("", question.options(context, answers)),
            typed=attempt.typed.get(question.slug) or _listed(answers.get(question.slug)),
            problem=attempt.problems.get(question.slug),
            panel=None,
        )
        for question in questions
    ]


def taken(
    journey: Journey, context: Any, typed: Mapping[str, list[str]]
) -> tuple[dict[str, Any], dict[str, Words]]:
    """The answers of a page with all questions of a journey, and the problems by question."""
    page = journey.pages(False, context, {})[0]
    return journey.answer(page, typed, context, {})


def _listed(kept: Any) -> list[str]:
    if kept is None:
        return []
    return [kept] if isinstance(kept, str) else list(kept)
