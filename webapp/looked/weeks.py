"""每周的账: what helpers and clerks did for me in a week, for every sense; mine only."""

from __future__ import annotations

from datetime import date
from functools import partial

from flask import Blueprint, abort
from flask import Response as FileResponse
from werkzeug.wrappers import Response

from services.contact import Contact
from services.qr import qr_picture, svg_file
from services.weekly import WeekAccount
from webapp.editions.making import MAKERS, text_file
from webapp.editions.sending import edition, sent
from webapp.editions.subject import Subject
from webapp.looked.signed_in import resident_here, to_sign_in
from webapp.looked.week_sheet import week_sheet
from webapp.people.proving import need_proof
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.visitors import ensure_visitor
from webapp.wiring import parts

TEXT_FILE = "account.txt"
# The edition that goes with how somebody wants letters.
BY_FORM = {"large": "large-print.pdf", "braille": "braille.brf", "audio": "audio.mp3"}

weeks = Blueprint("weeks", __name__, url_prefix="/accounts")
weeks.before_request(to_sign_in)
weeks.before_request(need_proof)


@weeks.get("/")
def listed() -> Response:
    """All weeks in which somebody did something for me."""
    found = parts().weekly.of(resident_here().id)
    return render("pages/looked/weeks.html", weeks=found, contact=_contact())


@weeks.get("/<week>/")
def show(week: str) -> Response:
    """One week, with its editions; first the one that this resident wants letters in."""
    account = _account(week)
    contact = _contact()
    return render(
        "pages/looked/week.html",
        account=account,
        sheet=week_sheet(account),
        base=f"/accounts/{week}/",
        text_file=TEXT_FILE,
        wished=BY_FORM.get(contact.letters) if contact else None,
    )


@weeks.get(f"/<week>/{TEXT_FILE}")
def as_text(week: str) -> FileResponse:
    """A week as plain text, every point numbered."""
    subject = _subject(week)
    return sent(subject, text_file(subject, 0))


def _as_file(week: str, file: str) -> FileResponse:
    return edition(_subject(week), file)


for _file in MAKERS:
    weeks.add_url_rule(f"/<week>/{_file}", _file.replace(".", "-"), partial(_as_file, file=_file))


def _account(week: str) -> WeekAccount:
    """My account of the week of this Monday; 404 where there is none."""
    try:
        first = date.fromisoformat(week)
    except ValueError:
        abort(404)
    account = parts().weekly.find(resident_here().id, first)
    if account is None:
        abort(404)
    return account


def _subject(week: str) -> Subject:
    sheet = week_sheet(_account(week))
    return Subject(
        sheet=sheet,
        language=viewing().locale.tag,
        public=False,
        base=f"/accounts/{week}/",
        name=f"week-{week}",
        text_file=TEXT_FILE,
        qr=svg_file(qr_picture(sheet.address)),
    )


def _contact() -> Contact | None:
    return parts().contacts.of(ensure_visitor().applicant)
