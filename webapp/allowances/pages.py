"""One check as far as it has come: its pages, its fields, and what was wrong on this one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, request, url_for

from services.drafts import Draft
from services.journey import Journey, Page
from services.subsidies.context import AllowanceContext
from services.subsidies.service import AllowanceService
from services.words import Words
from webapp.allowances.carried import Carried, opened, sealed
from webapp.attempts import Attempt
from webapp.journeys.forms import bound_form, raw_answers
from webapp.journeys.run import Run
from webapp.viewing import viewing
from webapp.visitors import Visitor
from webapp.wiring import parts

KEPT = "kept"
# A check is nobody's: what it is asked leads to no draft and no case.
NOBODY = Visitor(b"", "")
NOTHING = Carried("")


@dataclass(frozen=True)
class Check(Run):
    """A run through the questions that decide, with the answers that came in the address."""

    carried: Carried = NOTHING

    @property
    def journey(self) -> Journey:
        """Only what decides."""
        return allowance(self.service.slug).checking

    @property
    def kept(self) -> str:
        """The answers as they are carried."""
        return sealed(self.carried)

    def address(self, page: Page | None) -> str:
        """Where a page is; None stands for the result."""
        if page is None:
            return url_for("allowances.result", slug=self.service.slug, kept=self.kept)
        return url_for(
            "allowances.show_step", slug=self.service.slug, step=page.slug, kept=self.kept
        )

    def with_answers(self, carried: Carried) -> Check:
        """The same check with other answers."""
        return _check(self.service.slug, carried, self.context)


def allowance(slug: str) -> AllowanceService:
    """The allowance called ``slug``; 404 for any other service."""
    service = parts().services.get(slug)
    if not isinstance(service, AllowanceService):
        abort(404)
    return service


def check_here(slug: str, text: str | None = None) -> Check | None:
    """The check of this request; None when its answers are too old or not ours."""
    service = allowance(slug)
    text = request.args.get(KEPT, "") if text is None else text
    carried = opened(text, slug) if text else Carried(slug)
    return None if carried is None else _check(slug, carried, service.check_context())


def _check(slug: str, carried: Carried, context: AllowanceContext) -> Check:
    service = allowance(slug)
    draft = Draft(slug, carried.answers, "", parts().clock.now())
    pages = service.checking.pages(viewing().mode.one_question, context, carried.answers)
    return Check(service, NOBODY, draft, context, pages, carried)


def taken(
    check: Check, page: Page, typed: dict[str, list[str]]
) -> tuple[dict[str, object], dict[str, Words]]:
    """The answers with those of this page, and what is wrong with them."""
    raw, too_long = raw_answers(bound_form(page.questions, typed))
    answers, problems = check.journey.answer(page, raw, check.context, check.draft.answers)
    return answers, {**problems, **{k: v for k, v in too_long.items() if k in problems}}


def attempt_of(check: Check, page: Page) -> Attempt:
    """What was typed on this page and not taken, with the reasons found again."""
    typed = {name: list(given) for name, given in check.carried.typed.items()}
    if not typed or not any(question.slug in typed for question in page.questions):
        return Attempt()
    _, problems = taken(check, page, typed)
    return Attempt(typed, problems)
