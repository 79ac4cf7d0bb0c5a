"""接着办: the slip of a half-done task, and the page that takes its six digits or its QR code."""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from services.people import TooOften
from services.qr import qr_picture
from services.resume import BusyHere, DigitsClosed, Resumed, ResumeProblem
from services.words import words
from webapp.addresses import absolute
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.journeys.run import open_run, service_name
from webapp.rendering import render
from webapp.visitors import ensure_visitor
from webapp.wiring import parts

resume = Blueprint("resume", __name__, url_prefix="/resume")


@resume.get("/")
def ask() -> Response:
    """Where the six digits are typed."""
    attempt = attempt_here()
    # A form of a QR code that came too late is kept under this address: back to its own page.
    token = next(iter(attempt.typed.get("token", [])), "")
    if token:
        return redirect(url_for("resume.found", token=token), 303)
    return render("pages/resume/ask.html", attempt=attempt)


@resume.post("/")
def go_on() -> Response:
    """Take the draft over to this browser and open its first open page."""
    typed = typed_fields()
    token, code = (next(iter(typed.get(name, [])), "") for name in ("token", "code"))
    applicant, replace = ensure_visitor().applicant, "replace" in typed
    desk = parts().resume
    try:
        if token:
            return _arrive(desk.by_token(token, applicant, replace))
        return _arrive(desk.by_code(code, request.remote_addr or "", applicant, replace))
    except (TooOften, DigitsClosed) as wait:
        return send_back(url_for("resume.show_wait"), {}, {"wait": wait.words})
    except ResumeProblem as problem:
        if token:
            # Its own page says the same, and asks what is to be decided.
            return redirect(url_for("resume.found", token=token), 303)
        field = "replace" if isinstance(problem, BusyHere) else "code"
        return send_back(url_for("resume.ask"), typed, {field: problem.words})


@resume.get("/wait/")
def show_wait() -> Response:
    """Too many tries: when again, which way still works, and who helps."""
    attempt = attempt_here()
    said = attempt.problems.get("wait")
    if said is None:
        return redirect(url_for("resume.ask"), 303)
    return render("pages/resume/wait.html", 429, said=said)


@resume.get("/slips/<slug>/")
def slip(slug: str) -> Response:
    """The slip of what I have begun; made when first asked for."""
    return _slip(slug, "pages/resume/slip.html")


@resume.get("/slips/<slug>/narrow/")
def narrow(slug: str) -> Response:
    """The same for a printer of 80 mm."""
    return _slip(slug, "pages/resume/narrow.html")


@resume.get("/<token>")
def found(token: str) -> Response:
    """What a QR code leads to: what is done, what is left, and the button to go on."""
    visitor = ensure_visitor()
    facts = parts().resume.look(token, visitor.applicant)
    if facts is None:
        return render("pages/resume/gone.html", 404)
    name = service_name(facts.service)
    return render("pages/resume/found.html", facts=facts, token=token, service_name=name)


def _slip(slug: str, template: str) -> Response:
    facts = parts().resume.slip_for(ensure_visitor().applicant, slug)
    if facts is None:
        return redirect(url_for("cases.mine"), 303)
    return render(
        template,
        facts=facts,
        service_name=service_name(slug),
        picture=qr_picture(absolute(url_for("resume.found", token=facts.token))),
        address=absolute(url_for("resume.ask")),
    )


def _arrive(resumed: Resumed) -> Response:
    run = open_run(resumed.service, create=True)
    assert run is not None
    notice = words("接上了。您填过的内容都在。")
    if resumed.asks_again:
        notice = words("接上了。为了不让别人看到，姓名、证件号这样的内容，请您再填一次。")
    return send_back(run.address(run.first_open()), {}, notice=notice)


def register_resume(app: Flask) -> None:
    """Add the addresses of 接着办."""
    app.register_blueprint(resume)
