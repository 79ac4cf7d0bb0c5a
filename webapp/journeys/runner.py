"""Plays a journey: shows a page, takes its answers, goes on; checks and sends."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from services.deeds import Deed
from services.journey import Page, Submission, SubmissionRefused
from services.words import Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.journeys.forms import bound_form, raw_answers
from webapp.journeys.run import CHECK, Run, answered, fields_of, open_run, service_name
from webapp.journeys.uploads import take_photos
from webapp.live.together import beside_step
from webapp.looking import note_look
from webapp.people.proving import need_proof
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.visitors import ensure_visitor
from webapp.wiring import parts

# Services that move money, or open somebody's records.
PROVED = frozenset({"bills", "allowances", "cards"})

journeys = Blueprint("journeys", __name__, url_prefix="/services/<slug>/apply")


@journeys.get("/")
def start(slug: str) -> Response:
    """Begin, or go on where it was left."""
    run = open_run(slug, create=True)
    assert run is not None
    return redirect(run.address(run.first_open()), 303)


@journeys.get("/<step>")
def show_step(slug: str, step: str) -> Response:
    """One page of questions, or the check page."""
    run = open_run(slug)
    if run is None:
        return _nothing_begun(slug)
    note_look(Deed.STEP_SEEN, slug)
    if step == CHECK:
        return _proof_for(run) or _show_check(run)
    page = _reachable(run, step)
    if page is None:
        return redirect(run.address(run.first_open()), 303)
    # A step may have changed its place with the view: one question in one, a section in another.
    if page.slug != step:
        return redirect(run.address(page) + _query(), 303)
    return _show_page(run, page)


@journeys.post("/<step>")
def take_step(slug: str, step: str) -> Response:
    """Take the answers of a page; keep them, or say what is wrong with them."""
    run = open_run(slug)
    if run is None:
        return _nothing_begun(slug)
    if step == CHECK:
        return _proof_for(run) or _send(run)
    page = _reachable(run, step)
    if page is None:
        return redirect(run.address(run.first_open()), 303)
    typed = typed_fields()
    raw, too_long = raw_answers(bound_form(page.questions, typed))
    photos, wrong_photos = take_photos(run, page)
    answers, problems = run.journey.answer(page, raw | photos, run.context, run.draft.answers)
    too_long = {slug: said for slug, said in too_long.items() if slug in answers}
    problems = _in_order(page, {**too_long, **problems, **wrong_photos})
    answers = {slug: v for slug, v in answers.items() if v or slug not in wrong_photos}
    if parts().drafts.change(run.visitor.key, run.draft, answers) is None:
        return _nothing_begun(slug)
    if problems:
        return send_back(request.path, typed, problems)
    after = open_run(slug)
    assert after is not None
    return redirect(after.address(_next(after, page)), 303)


def _in_order(page: Page, problems: Mapping[str, Words]) -> dict[str, Words]:
    return {q.slug: problems[q.slug] for q in page.questions if q.slug in problems}


def _next(run: Run, page: Page) -> Page | None:
    """The page after the one just answered; an open one before it comes first."""
    last = page.questions[-1]
    here = run.journey.page_of(page.slug, run.pages) or run.journey.page_of(last.slug, run.pages)
    following = run.pages[run.pages.index(here) + 1 :] if here else run.pages
    first = run.first_open()
    if first is not None and first not in following:
        return first
    return following[0] if following else None


def _show_page(run: Run, page: Page) -> Response:
    attempt = attempt_here()
    before = run.before(page)
    echo = answered(run, before.questions) if before and viewing().mode.echo_answers else []
    back = run.address(before) if before else url_for("catalogue.guide", slug=run.service.slug)
    place = run.place(page)
    fields = fields_of(run, page, attempt)
    return render(
        "journeys/step.html",
        run=run,
        page=page,
        fields=fields,
        attempt=attempt,
        back=back,
        place=place,
        echo=echo,
        beside=beside_step(run.service.slug, page.slug),
        service_name=service_name(run.service.slug),
    )


def _show_check(run: Run) -> Response:
    first = run.first_open()
    if first is not None:
        return redirect(run.address(first), 303)
    path = run.journey.path(run.context, run.draft.answers)
    before = run.before(None)
    return render(
        "journeys/check.html",
        run=run,
        rows=answered(run, path),
        review=run.service.review(run.context, run.draft.answers),
        attempt=attempt_here(),
        back=run.address(before) if before else "",
        place=run.place(None),
        beside=beside_step(run.service.slug, CHECK),
        service_name=service_name(run.service.slug),
    )


def _proof_for(run: Run) -> Response | None:
    """Money is paid or applied for, and cards are asked for, by whoever has just shown a proof."""
    entry = parts().catalogue.entry(run.service.slug)
    return need_proof() if entry and entry.particulars.category in PROVED else None


def _send(run: Run) -> Response:
    """Carry it out, once. The press carries the draft's key, so a second press finds the case."""
    if run.first_open() is not None:
        return redirect(run.address(run.first_open()), 303)
    if request.form.get("once") != run.draft.once:
        # Another tab has sent this already and a new round was begun; or the form is made up.
        return _nothing_begun(run.service.slug)
    seen = viewing()
    submission = Submission(run.draft.once, run.visitor.applicant, seen.mode.name, seen.locale.tag)
    try:
        outcome = run.service.submit(run.context, run.draft.answers, submission)
    except SubmissionRefused as refused:
        if refused.question is None:
            return send_back(request.path, {}, notice=refused.words)
        return _ask_again(run, refused)
    parts().drafts.discard(run.visitor.key, run.service.slug)
    receipt = url_for("cases.show", reference=outcome.reference)
    return redirect(outcome.pay_at or receipt, 303)


def _ask_again(run: Run, refused: SubmissionRefused) -> Response:
    page = run.journey.page_of(refused.question or "", run.pages)
    if page is None:
        abort(500)
    return send_back(run.address(page), {}, {refused.question or "": refused.words})


def _nothing_begun(slug: str) -> Response:
    """No draft: it was sent a moment ago (Back, a second press, another tab), or never begun."""
    once = request.form.get("once")
    sent = parts().cases.sent_by(ensure_visitor().applicant, slug, once)
    if sent is None and parts().resume.went_elsewhere(ensure_visitor().key, slug):
        notice = words(
            "这件事已经在别的机器上接着办了，填的内容都在那边。想在这里办，请填小票上的号码。"
        )
        return send_back(url_for("resume.ask"), {}, notice=notice)
    if sent is not None:
        notice = words("这一次已经办过了，没有重复办理，也没有多交钱。")
        return send_back(url_for("cases.show", reference=sent.reference), {}, notice=notice)
    return redirect(url_for("journeys.start", slug=slug), 303)


def _reachable(run: Run, step: str) -> Page | None:
    page = run.journey.page_of(step, run.pages)
    if page is None:
        return None
    ok = run.journey.reachable(page, run.pages, run.context, run.draft.answers)
    return page if ok else None


def _query() -> str:
    return f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
