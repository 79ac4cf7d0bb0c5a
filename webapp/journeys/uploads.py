"""Photos sent with a page: taken in before its other answers are judged, so that none is lost."""

from __future__ import annotations

from flask import request

from services.journey import AnswerProblem, Kind, Page
from services.photos import LARGEST_BYTES
from services.words import Words
from webapp.journeys.run import Run
from webapp.wiring import parts


def take_photos(run: Run, page: Page) -> tuple[dict[str, list[str]], dict[str, Words]]:
    """Key and name of the photo of each question that asks for one, and what was wrong.

    Without a new file the one that was kept stays, unless the resident has ticked it away.
    """
    raw: dict[str, list[str]] = {}
    problems: dict[str, Words] = {}
    for question in page.questions:
        if question.kind is not Kind.PHOTO:
            continue
        kept = list(run.draft.answers.get(question.slug) or [])
        try:
            raw[question.slug] = _taken(run, question.slug, kept)
        except AnswerProblem as problem:
            raw[question.slug] = kept
            problems[question.slug] = problem.words
    return raw, problems


def _taken(run: Run, slug: str, kept: list[str]) -> list[str]:
    """What there is now in place of ``kept``. Raises AnswerProblem."""
    file = request.files.get(slug)
    desk, owner = parts().photos, run.visitor.key
    if file is not None and file.filename:
        taken = desk.take(owner, file.stream.read(LARGEST_BYTES + 1), file.filename)
    elif f"{slug}-drop" in request.form:
        taken = None
    else:
        return kept
    if kept:
        desk.drop(owner, kept[0])
    return list(taken or ())
