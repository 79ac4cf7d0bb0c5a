"""A case on the desk: the evidence beside what the rules say, and the step that a clerk takes."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.cases import read_reference
from services.desk.casework import CaseFile, Move, MoveRefused
from services.desk.evidence import trace_of, whole_answers
from services.phones import masked_phone
from services.staff.roles import Permission
from services.subsidies.reasons import SOURCES
from services.words import Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.desk.day_words import words_for
from webapp.desk.guard import clerk_here, need
from webapp.desk.moves import EVERY_MOVE, STEP
from webapp.journeys.asking import fields, taken
from webapp.journeys.run import service_name
from webapp.rendering import render
from webapp.wiring import parts

casework = Blueprint("casework", __name__, url_prefix="/desk/cases")
casework.before_request(need(Permission.CASES_SEE))
deciding = Blueprint("deciding", __name__, url_prefix="/desk/cases")
deciding.before_request(need(Permission.CASES_DECIDE))


@casework.get("/")
def find() -> AnyResponse:
    """A field for a receipt's number."""
    return render("pages/desk/find_case.html", attempt=attempt_here())


@casework.post("/")
def look_up() -> AnyResponse:
    """To the case with this number."""
    typed = typed_fields()
    reference = read_reference(typed.get("reference", [""])[0])
    if reference is None:
        problem = words("凭证号是一个字母和 14 位数字，印在凭证上面。请再看一看。")
        return send_back(url_for("casework.find"), typed, {"reference": problem})
    return redirect(url_for("casework.show", reference=reference), 303)


@casework.get("/<reference>/")
def show(reference: str) -> AnyResponse:
    """What was sent, what the rules say of it, what has happened, and what may be done."""
    file, attempt = _file(reference), attempt_here()
    questions = fields(STEP.questions, file.moves, {}, attempt)
    return render("pages/desk/case.html", **_shown(file), fields=questions, attempt=attempt)


@casework.get("/<reference>/whole/")
def whole(reference: str) -> AnyResponse:
    """The numbers that are masked otherwise; the resident reads who looked."""
    file = _file(reference, whole=True)
    journey = parts().services[file.case.service].journey
    return render(
        "pages/desk/case_whole.html",
        file=file,
        service=service_name(file.case.service),
        answers=whole_answers(file.case, journey),
    )


@casework.get("/<reference>/photos/<key>")
def photo(reference: str, key: str) -> AnyResponse:
    """A photo that was sent along; never stored by a browser or a proxy."""
    found = parts().desk.cases.photo(reference, key, clerk_here())
    if found is None:
        abort(404)
    response = Response(found.picture, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = "inline"
    return response


@deciding.post("/<reference>/")
def decide(reference: str) -> AnyResponse:
    """Take the step, unless somebody was faster or it is the clerk's own case."""
    page = url_for("casework.show", reference=reference)
    typed = typed_fields()
    answers, problems = taken(STEP, EVERY_MOVE, typed)
    if problems:
        return send_back(page, typed, problems)
    version = request.form.get("version", "")
    try:
        parts().desk.cases.take(
            reference, clerk_here(), Move(answers["move"]), version, answers["said"]
        )
    except MoveRefused as refused:
        return send_back(page, typed, notice=refused.words)
    except LookupError:
        abort(404)
    return send_back(page, {}, notice=words("记下了，也告诉居民了。"))


def _file(reference: str, *, whole: bool = False) -> CaseFile:
    file = parts().desk.cases.open(reference, clerk_here(), whole=whole)
    if file is None:
        abort(404)
    return file


def _shown(file: CaseFile) -> dict[str, Any]:
    """What the page about a case is drawn from."""
    case, clerk = file.case, clerk_here()
    trace = trace_of(case)
    story = parts().stories.of(case)
    return {
        "file": file,
        "case": case,
        "service": service_name(case.service),
        "receipt": parts().services[case.service].receipt(case),
        "story": story,
        "day_words": words_for(file.resident),
        "trace": trace,
        "release": date.fromisoformat(trace.version) if trace else None,
        "rules": [(reason, _source(reason.source)) for reason in trace.reasons] if trace else [],
        "phone": masked_phone(file.resident.phone) if file.resident and file.resident.phone else "",
        "may_decide": clerk.may(Permission.CASES_DECIDE) and file.conflict is None,
    }


def _source(mark: str) -> Words | None:
    return SOURCES.get(mark)
