"""Writing to the board: the questions, a last look at what will be kept, and sending it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from services.board.asking import DRAFT, JOURNEY
from services.cleaning.masking import mask_private
from services.drafts import Draft
from services.journey import Page
from services.limits import Rule
from services.words import words_n
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.journeys.asking import fields
from webapp.journeys.forms import bound_form, raw_answers
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.visitors import Visitor, ensure_visitor
from webapp.wiring import parts

asking = Blueprint("board_asking", __name__, url_prefix="/board/ask")
CHECK = "check"
BY_VISITOR = Rule("board-by-visitor", times=6, minutes=60)
# Everybody in a service hall shares one address, so this one is wide.
BY_ADDRESS = Rule("board-by-address", times=60, minutes=60)


@dataclass(frozen=True)
class Writing:
    """A post as far as it is written."""

    visitor: Visitor
    draft: Draft
    pages: Sequence[Page]

    def address(self, page: Page | None) -> str:
        """Where a page is; None stands for the last look."""
        return url_for("board_asking.show_step", step=page.slug if page else CHECK)

    def first_open(self) -> Page | None:
        """The first page with something left to answer."""
        return JOURNEY.first_open(self.pages, None, self.draft.answers)

    def reachable(self, step: str) -> Page | None:
        """The page that asks ``step``, if none before it is open."""
        page = JOURNEY.page_of(step, self.pages)
        ok = page and JOURNEY.reachable(page, self.pages, None, self.draft.answers)
        return page if ok else None


@asking.get("/")
def start() -> Response:
    """Begin, or go on where it was left."""
    writing = _writing()
    return redirect(writing.address(writing.first_open()), 303)


@asking.get("/<step>")
def show_step(step: str) -> Response:
    """One page of questions, or the last look."""
    writing = _writing()
    if step == CHECK and writing.first_open() is None:
        return _show_check(writing)
    page = writing.reachable(step)
    if page is None:
        return redirect(writing.address(writing.first_open()), 303)
    attempt = attempt_here()
    place = list(writing.pages).index(page)
    return render(
        "pages/board/step.html",
        fields=fields(page.questions, None, writing.draft.answers, attempt),
        title=JOURNEY.section_titles["post"],
        back=writing.address(writing.pages[place - 1]) if place else url_for("board.listed"),
        place=(place + 1, len(writing.pages) + 1),
        attempt=attempt,
    )


@asking.post("/<step>")
def take_step(step: str) -> Response:
    """Keep the answers of a page, or say what is wrong with them; or send."""
    writing = _writing()
    if step == CHECK:
        return _send(writing)
    page = writing.reachable(step)
    if page is None:
        return redirect(writing.address(writing.first_open()), 303)
    # Covered at once: what is sent back with a problem is kept, too.
    typed = {name: [mask_private(text) for text in texts] for name, texts in typed_fields().items()}
    raw, too_long = raw_answers(bound_form(page.questions, typed))
    answers, problems = JOURNEY.answer(page, raw, None, writing.draft.answers)
    problems = {**{name: said for name, said in too_long.items() if name in answers}, **problems}
    parts().drafts.change(writing.visitor.key, writing.draft, answers)
    if problems:
        return send_back(request.path, typed, problems)
    after = _writing()
    place = list(after.pages).index(page)
    later = after.pages[place + 1] if place + 1 < len(after.pages) else None
    return redirect(after.address(after.first_open() or later), 303)


def _writing() -> Writing:
    visitor = ensure_visitor()
    drafts = parts().drafts
    draft = drafts.find(visitor.key, DRAFT) or drafts.start(visitor.key, DRAFT)
    return Writing(visitor, draft, JOURNEY.pages(viewing().mode.one_question, None, draft.answers))


def _show_check(writing: Writing) -> Response:
    answers = writing.draft.answers
    return render(
        "pages/board/check.html",
        rows=[(each, each.said(answers[each.slug], None, answers)) for each in JOURNEY.questions],
        once=writing.draft.once,
        back=writing.address(writing.pages[-1]),
        place=(len(writing.pages) + 1, len(writing.pages) + 1),
        attempt=attempt_here(),
    )


def _send(writing: Writing) -> Response:
    visitor, draft = writing.visitor, writing.draft
    if request.form.get("once") != draft.once:
        # A second press, or another tab: what was sent is under "mine".
        return redirect(url_for("board_mine.listed"), 303)
    if writing.first_open() is not None:
        return redirect(writing.address(writing.first_open()), 303)
    minutes = _minutes_to_wait(visitor)
    if minutes:
        notice = words_n(
            "写得太密了，请过 %(n)s 分钟再送出。您写的都还在。",
            "写得太密了，请过 %(n)s 分钟再送出。您写的都还在。",
            minutes,
        )
        return send_back(request.path, {}, notice=notice)
    name = visitor.person.name if visitor.person else ""
    number = parts().board.door.send(visitor.applicant, draft, viewing().locale.tag, name)
    if number is None:
        return redirect(url_for("board_mine.listed"), 303)
    return redirect(url_for("board.show", number=number), 303)


def _minutes_to_wait(visitor: Visitor) -> int:
    limits = parts().limits
    own = limits.minutes_to_wait(BY_VISITOR, visitor.key.hex())
    return own or limits.minutes_to_wait(BY_ADDRESS, request.remote_addr or "")
