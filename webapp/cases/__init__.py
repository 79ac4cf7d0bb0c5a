"""What a resident has done and has left undone: the list, each receipt, and the way back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from services.case_list import CasePage
from services.deeds import Deed
from services.drafts import Draft
from services.journey import SubmissionRefused
from services.ratings import can_rate
from services.receipts import Receipt
from services.slips import slip_barcode
from services.storage.cases import Case
from webapp.attempts import attempt_here, send_back
from webapp.cases.notices import notices
from webapp.cases.opinions import opinions
from webapp.cases.own import my_case, receipt_of
from webapp.journeys.run import service_name
from webapp.looking import note_look
from webapp.people.proving import need_proof
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.visitors import Visitor, current_visitor
from webapp.wiring import parts

# Where a view sets no bound.
ON_A_PAGE = 20
# Longer than any reference or name; the rest is not looked for.
LONGEST_QUERY = 60
# The largest number that either database counts to.
LARGEST_ID = 2**63 - 1

cases = Blueprint("cases", __name__, url_prefix="/cases")


@cases.get("/")
def mine() -> Response:
    """My cases, the newest first, and what I have begun and not finished."""
    visitor = current_visitor()
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    page = _page(visitor, query) if visitor else None
    note_look(Deed.CASES_SEEN)
    return render(
        "pages/cases/mine.html",
        query=query,
        page=page,
        receipts=[(case, receipt_of(case)) for case in page.cases] if page else [],
        drafts=_begun(visitor) if visitor else [],
        unread=parts().inbox.unread(visitor.key) if visitor else 0,
        service_name=service_name,
        attempt=attempt_here(),
    )


def _begun(visitor: Visitor) -> list[Draft]:
    """What is half done of services; a half-written post waits at the board."""
    services = parts().services
    return [draft for draft in parts().drafts.all_of(visitor.key) if draft.service in services]


def _page(visitor: Visitor, query: str) -> CasePage:
    """The newest cases, or those next to the one that the address names."""
    before, after = (request.args.get(name, type=int) for name in ("before", "after"))
    size = viewing().mode.max_choices or ON_A_PAGE
    return parts().case_list.page(
        visitor.applicant, size, query, before=_an_id(before), after=_an_id(after)
    )


def _an_id(asked: int | None) -> int | None:
    return asked if asked is not None and 0 < asked <= LARGEST_ID else None


@cases.get("/<reference>/")
def show(reference: str) -> Response:
    """The receipt, and how it stands now."""
    case, _ = my_case(reference)
    told = _told(case, receipt_of(case))
    return render(
        "pages/cases/receipt.html", **told, ratable=can_rate(case), attempt=attempt_here()
    )


@cases.get("/<reference>/print/")
def on_paper(reference: str) -> Response:
    """The receipt for paper: large print on A4, or a narrow slip."""
    case, _ = my_case(reference)
    return render("pages/cases/paper.html", **_told(case, receipt_of(case)))


@cases.post("/<reference>/pay")
def pay(reference: str) -> Response:
    """Back to the cashier for a payment that still waits."""
    case, _ = my_case(reference)
    here = url_for("cases.show", reference=case.reference)
    if asked := need_proof():
        return asked
    try:
        return redirect(parts().payments.pay_at(case) or here, 303)
    except SubmissionRefused as refused:
        return send_back(here, {}, notice=refused.words)


@cases.get("/<reference>/withdraw")
def ask_withdraw(reference: str) -> Response:
    """Sure? Says until when, and what happens then."""
    case, _ = my_case(reference)
    receipt = receipt_of(case)
    if receipt.undo_until is None:
        return redirect(url_for("cases.show", reference=case.reference), 303)
    return render("pages/cases/withdraw.html", **_told(case, receipt))


@cases.post("/<reference>/withdraw")
def withdraw(reference: str) -> Response:
    """Take it back."""
    case, visitor = my_case(reference)
    here = url_for("cases.show", reference=case.reference)
    try:
        parts().services[case.service].withdraw(case, visitor.applicant)
    except SubmissionRefused as refused:
        return send_back(here, {}, notice=refused.words)
    return redirect(here, 303)


def _told(case: Case, receipt: Receipt) -> dict[str, Any]:
    """What every page about one case is drawn from."""
    return {
        "case": case,
        "receipt": receipt,
        "story": parts().stories.of(case),
        "barcode": slip_barcode(receipt.slip) if receipt.slip else None,
    }


def register_cases(app: Flask) -> None:
    """Add the addresses of cases."""
    for blueprint in (cases, opinions, notices):
        app.register_blueprint(blueprint)
