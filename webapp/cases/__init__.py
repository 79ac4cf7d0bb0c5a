"""What a resident has done and has left undone: the list, each receipt, and the way back."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, redirect, url_for
from werkzeug.wrappers import Response

from services.journey import SubmissionRefused
from services.receipts import Receipt
from services.slips import slip_barcode
from services.storage.cases import Case
from webapp.attempts import attempt_here, send_back
from webapp.journeys.run import service_name
from webapp.rendering import render
from webapp.visitors import current_visitor
from webapp.wiring import parts

cases = Blueprint("cases", __name__, url_prefix="/cases")


@cases.get("/")
def mine() -> Response:
    """My cases, the newest first, and what I have begun and not finished."""
    visitor = current_visitor()
    found = parts().cases.mine(visitor.applicant) if visitor else []
    return render(
        "pages/cases/mine.html",
        receipts=[(case, _receipt(case)) for case in found],
        drafts=parts().drafts.all_of(visitor.key) if visitor else [],
        service_name=service_name,
        attempt=attempt_here(),
    )


@cases.get("/<reference>/")
def show(reference: str) -> Response:
    """The receipt, and how it stands now."""
    case = _mine(reference)
    receipt = _receipt(case)
    return render(
        "pages/cases/receipt.html",
        case=case,
        receipt=receipt,
        barcode=slip_barcode(receipt.slip) if receipt.slip else None,
        attempt=attempt_here(),
    )


@cases.get("/<reference>/print/")
def on_paper(reference: str) -> Response:
    """The receipt for paper: large print on A4, or a narrow slip."""
    case = _mine(reference)
    receipt = _receipt(case)
    barcode = slip_barcode(receipt.slip) if receipt.slip else None
    return render("pages/cases/paper.html", case=case, receipt=receipt, barcode=barcode)


@cases.post("/<reference>/pay")
def pay(reference: str) -> Response:
    """Back to the cashier for a payment that still waits."""
    case = _mine(reference)
    here = url_for("cases.show", reference=case.reference)
    try:
        return redirect(parts().payments.pay_at(case) or here, 303)
    except SubmissionRefused as refused:
        return send_back(here, {}, notice=refused.words)


@cases.get("/<reference>/withdraw")
def ask_withdraw(reference: str) -> Response:
    """Sure? Says until when, and what happens to the money."""
    case = _mine(reference)
    receipt = _receipt(case)
    if receipt.undo_until is None:
        return redirect(url_for("cases.show", reference=case.reference), 303)
    return render("pages/cases/withdraw.html", case=case, receipt=receipt)


@cases.post("/<reference>/withdraw")
def withdraw(reference: str) -> Response:
    """Take it back."""
    case = _mine(reference)
    visitor = current_visitor()
    assert visitor is not None  # else the case would not be theirs
    here = url_for("cases.show", reference=case.reference)
    try:
        parts().services[case.service].withdraw(case, visitor.applicant)
    except SubmissionRefused as refused:
        return send_back(here, {}, notice=refused.words)
    return redirect(here, 303)


def _mine(reference: str) -> Case:
    """My case; somebody else's looks as if it did not exist."""
    visitor = current_visitor()
    case = parts().cases.find(reference, visitor.applicant) if visitor else None
    if case is None:
        abort(404)
    return case


def _receipt(case: Case) -> Receipt:
    return parts().services[case.service].receipt(case)


def register_cases(app: Flask) -> None:
    """Add the addresses of cases."""
    app.register_blueprint(cases)
