"""Plays a check: asks, carries the answers on, says the result, and leads into the application."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from services.journey import Page
from services.limits import Rule
from services.people import SignInProblem, read_phone
from services.reminders import remind
from services.subsidies.decisions import Decision
from services.subsidies.receipts import BY_DISTRICT, OBJECTION, facts_in_words, headline, sources
from services.subsidies.reminding import reminder_of, to_come
from services.words import words
from webapp.allowances.pages import KEPT, Check, allowance, attempt_of, check_here, taken
from webapp.attempts import Attempt, attempt_here, typed_fields
from webapp.journeys.run import answered, fields_of, service_name
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.visitors import ensure_visitor, person
from webapp.wiring import parts

checking = Blueprint("allowances", __name__, url_prefix="/services/<slug>/check")
OVER = "over"
REMINDERS_RULE = Rule("reminders-by-phone", times=5, minutes=24 * 60)


@checking.get("/")
def start(slug: str) -> Response:
    """The first question."""
    first = allowance(slug).checking.questions[0]
    return redirect(url_for("allowances.show_step", slug=slug, step=first.slug), 303)


@checking.get("/<step>")
def show_step(slug: str, step: str) -> Response:
    """One page of questions."""
    check = check_here(slug)
    if check is None:
        return _begin_again(slug)
    page = check.journey.page_of(step, check.pages)
    answers = check.draft.answers
    if page is None or not check.journey.reachable(page, check.pages, check.context, answers):
        return redirect(check.address(check.first_open()), 303)
    # A step may have changed its place with the view: one question in one, a section in another.
    if page.slug != step:
        return redirect(check.address(page), 303)
    before = check.before(page)
    attempt = attempt_of(check, page)
    if OVER in request.args:
        attempt = replace(attempt, notice=_TOO_OLD)
    return _private(
        render(
            "pages/allowances/step.html",
            run=check,
            fields=fields_of(check, page, attempt),
            attempt=attempt,
            action=f"{request.path}?{KEPT}={request.args.get(KEPT, '')}",
            echo=answered(check, before.questions)
            if before and viewing().mode.echo_answers
            else [],
            back=check.address(before) if before else url_for("catalogue.guide", slug=slug),
            place=check.place(page),
            service_name=service_name(slug),
        )
    )


@checking.post("/<step>")
def take_step(slug: str, step: str) -> Response:
    """Carry the answers on, or say what is wrong with them."""
    check = check_here(slug)
    if check is None:
        return _begin_again(slug)
    page = check.journey.page_of(step, check.pages)
    if page is None:
        return redirect(check.address(check.first_open()), 303)
    asked = {question.slug for question in page.questions}
    typed = {name: given for name, given in typed_fields().items() if name in asked}
    answers, problems = taken(check, page, typed)
    carried = replace(check.carried, answers=answers, typed=typed if problems else {})
    after = check.with_answers(carried)
    if problems:
        return redirect(after.address(page), 303)
    return redirect(after.address(_following(after, page.slug)), 303)


def _following(check: Check, slug: str) -> Page | None:
    """What is still open, else the page after this one, else the result."""
    here = check.journey.page_of(slug, check.pages)
    later = check.pages[check.pages.index(here) + 1 :] if here else ()
    return check.first_open() or next(iter(later), None)


@checking.get("/result")
def result(slug: str) -> Response:
    """The verdict first, then why, what would change it, and the ways on."""
    attempt = attempt_here()
    check, decision = _decided(slug, attempt.typed.get(KEPT, [None])[0])
    if check is None:
        return _begin_again(slug)
    if decision is None:
        return redirect(check.address(check.first_open()), 303)
    becomes = to_come(decision, check.context.today)
    return _private(
        render(
            "pages/allowances/result.html",
            run=check,
            decision=decision,
            headline=headline(decision),
            facts=facts_in_words(decision),
            sources=sources(decision),
            by_district=BY_DISTRICT,
            objection=OBJECTION,
            becomes=becomes,
            attempt=_attempt(check, attempt),
            again=url_for("allowances.start", slug=slug),
            service_name=service_name(slug),
        )
    )


@checking.post("/result")
def go_on(slug: str) -> Response:
    """Into the application with these answers, or a reminder of the day."""
    check, decision = _decided(slug, request.form.get(KEPT, ""))
    if check is None or decision is None:
        return _begin_again(slug)
    if request.form.get("do") == "remind":
        return _remind(check, decision)
    return _apply(check)


def _apply(check: Check) -> Response:
    """Begin the application, or lay the answers over what was begun."""
    slug, visitor = check.service.slug, ensure_visitor()
    drafts = parts().drafts
    draft = drafts.find(visitor.key, slug) or drafts.start(visitor.key, slug)
    context = check.service.context(visitor.applicant)
    answers = check.service.journey.prune(context, {**draft.answers, **check.draft.answers})
    drafts.change(visitor.key, draft, answers)
    return redirect(url_for("journeys.start", slug=slug), 303)


def _remind(check: Check, decision: Decision) -> Response:
    """Keep the reminder, for a signed-in person or for the phone that was typed."""
    becomes = to_come(decision, check.context.today)
    if becomes is None:
        return redirect(check.address(None), 303)
    visitor, known = ensure_visitor(), person()
    typed = request.form.get("phone", "")
    phone = None
    try:
        phone = None if known else read_phone(typed)
    except SignInProblem:
        again = replace(check.carried, typed={"phone": [typed]})
        return redirect(check.with_answers(again).address(None), 303)
    # Nobody fills a stranger's phone with reminders.
    minutes = parts().limits.minutes_to_wait(REMINDERS_RULE, phone) if phone else 0
    if minutes:
        raise TooManyRequests(retry_after=minutes * 60)
    kept = reminder_of(
        decision, becomes, visitor.key, known.id if known else None, phone, viewing().locale.tag
    )
    with parts().db.write() as work:
        remind(work, kept)
    done = replace(check.carried, typed={}, told=True)
    return redirect(check.with_answers(done).address(None), 303)


def _decided(slug: str, text: str | None) -> tuple[Check | None, Decision | None]:
    check = check_here(slug, text)
    return check, check.context.decision(check.draft.answers) if check else None


def _attempt(check: Check, attempt: Attempt) -> Attempt:
    """What to say on the result page: a phone that cannot be one, or that a reminder is set."""
    if check.carried.told:
        return Attempt(notice=words("记下了。到那天，我们会提醒您。"))
    phone = check.carried.typed.get("phone")
    if phone is None:
        return Attempt(notice=attempt.notice)
    try:
        read_phone(phone[0])
    except SignInProblem as problem:
        return Attempt({"phone": phone}, {"phone": problem.words})
    return Attempt()


_TOO_OLD = words("已经过了 1 小时。为了保密，没有留下您的答案，请从头再答一遍。")


def _begin_again(slug: str) -> Response:
    first = allowance(slug).checking.questions[0]
    there = url_for("allowances.show_step", slug=slug, step=first.slug)
    return redirect(f"{there}?{OVER}=1", 303)


def _private(page: Response) -> Response:
    answer = make_response(page)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
