"""What an appointment can do beside other cases: move to another time, and stand in a calendar."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, redirect, url_for
from werkzeug.wrappers import Response as Answer

from services.appointments.ics import calendar_file
from services.appointments.service import AppointmentService
from services.journey import SubmissionRefused
from services.storage.cases import Case
from webapp.attempts import send_back
from webapp.locales import say
from webapp.rendering import render
from webapp.visitors import Visitor, current_visitor
from webapp.wiring import parts

appointments = Blueprint("appointments", __name__, url_prefix="/cases/<reference>")


@appointments.get("/change")
def ask_change(reference: str) -> Answer:
    """Sure? Says what stays and what is asked again."""
    visitor, case, service = _mine(reference)
    try:
        service.moving_answers(case, visitor.applicant)
    except SubmissionRefused as refused:
        return send_back(_receipt(case), {}, notice=refused.words)
    return render(
        "pages/appointments/change.html",
        case=case,
        receipt=service.receipt(case),
        half_done=parts().drafts.find(visitor.key, service.slug) is not None,
    )


@appointments.post("/change")
def change(reference: str) -> Answer:
    """Begin the same journey with what was answered then, but for the time."""
    visitor, case, service = _mine(reference)
    try:
        answers = service.moving_answers(case, visitor.applicant)
    except SubmissionRefused as refused:
        return send_back(_receipt(case), {}, notice=refused.words)
    parts().drafts.save(visitor.key, service.slug, answers)
    return redirect(url_for("journeys.start", slug=service.slug), 303)


@appointments.get("/calendar.ics")
def calendar(reference: str) -> Answer:
    """The appointment for the calendar of a telephone: time and place, nothing of the resident."""
    _, case, service = _mine(reference)
    event = service.event(case)
    if event is None:
        abort(404)
    text = calendar_file(event, say(event.slot.place.said), say(event.slot.address))
    return Response(text, mimetype="text/calendar")


def _mine(reference: str) -> tuple[Visitor, Case, AppointmentService]:
    """My case, if it is an appointment; anything else looks as if it did not exist."""
    visitor = current_visitor()
    case = parts().cases.find(reference, visitor.applicant) if visitor else None
    service = parts().services[case.service] if case else None
    if visitor is None or case is None or not isinstance(service, AppointmentService):
        abort(404)
    return visitor, case, service


def _receipt(case: Case) -> str:
    return url_for("cases.show", reference=case.reference)


def register_appointments(app: Flask) -> None:
    """Add the addresses of appointments."""
    app.register_blueprint(appointments)
