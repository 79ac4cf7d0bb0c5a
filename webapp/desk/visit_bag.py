"""What a visitor takes along: papers in large print and braille, and a page that needs no network.

The page is a shell without anybody's data, kept by static/js/visits/worker.js. The data come once,
as JSON, and lie on the device sealed under a word that only the visitor knows.
"""

from __future__ import annotations

from functools import partial

from flask import (
    Blueprint,
    abort,
    current_app,
    jsonify,
    redirect,
    send_from_directory,
    url_for,
)
from werkzeug.wrappers import Response

from services.deeds import Deed
from services.journey import SubmissionRefused
from services.staff.roles import Permission
from services.visits.ledger import Sheet
from services.visits.questions import REPORT, Asking
from services.visits.reports import RULE
from services.words import Day
from webapp.attempts import Attempt
from webapp.desk.guard import clerk_here, need
from webapp.desk.visit_sheet import bag_subject, door_subject, on_device
from webapp.desk.visits import day_or_404, helpers, row_or_404
from webapp.editions.making import MAKERS, text_file
from webapp.editions.sending import edition, sent
from webapp.editions.subject import Subject
from webapp.journeys.asking import fields
from webapp.rendering import render
from webapp.wiring import parts

bag = Blueprint("visit_bag", __name__, url_prefix="/desk/visits")
bag.before_request(need(Permission.VISITS))

WORKER = "js/visits/worker.js"
# Of the word that locks a device: a thief may try millions of short ones without anybody noticing.
SHORTEST_WORD = 8


@bag.get("/pack/")
def of_today() -> Response:
    """To the bag of today."""
    return redirect(url_for("visit_bag.show", day=parts().visits.today.isoformat()), 303)


@bag.get("/pack/<day>/")
def show(day: str) -> Response:
    """My doors of a day: to be printed, and to be taken along on a device."""
    wanted = day_or_404(day)
    return render(
        "pages/desk/visit_bag.html",
        day=wanted,
        said_day=Day(wanted),
        rows=parts().visits.mine(wanted, clerk_here()),
        shortest=SHORTEST_WORD,
        **helpers(),
    )


@bag.get("/pack/offline/")
def offline() -> Response:
    """The page for the way; it holds nobody's data, so a browser may keep it."""
    asking = Asking(carried=False, today=parts().visits.today)
    asked = REPORT.pages(False, asking, {})[0].questions
    return render(
        "pages/desk/visit_offline.html",
        fields=fields(asked, asking, {}, Attempt()),
        rule=RULE,
        attempt=Attempt(),
    )


@bag.get("/pack/<day>/bag.json")
def data(day: str) -> Response:
    """My doors of a day, for the device; each is written down as taken along."""
    wanted = day_or_404(day)
    doors = parts().visits.bag(wanted, clerk_here())
    return jsonify(day=wanted.isoformat(), visits=[on_device(door) for door in doors])


@bag.get("/pack/worker.js")
def worker() -> Response:
    """The script that keeps the page for the way, and nothing else of this site."""
    return send_from_directory(str(current_app.static_folder), WORKER, max_age=0)


@bag.get("/pack/<day>/bag.txt")
def bag_as_text(day: str) -> Response:
    """All forms of a day as plain text."""
    subject = _bag(day)
    return sent(subject, text_file(subject, 0))


@bag.get("/<int:number>/form.txt")
def form_as_text(number: int) -> Response:
    """One form as plain text."""
    subject = door_subject(_door(number))
    return sent(subject, text_file(subject, 0))


def _bag_file(day: str, file: str) -> Response:
    return edition(_bag(day), file)


def _form_file(number: int, file: str) -> Response:
    return edition(door_subject(_door(number)), file)


for _file in MAKERS:
    _name = _file.replace(".", "-")
    bag.add_url_rule(f"/pack/<day>/{_file}", f"bag-{_name}", partial(_bag_file, file=_file))
    bag.add_url_rule(f"/<int:number>/{_file}", f"form-{_name}", partial(_form_file, file=_file))


def _bag(day: str) -> Subject:
    """All forms of a day. Aborts with 404 where there is none to go to."""
    wanted, clerk = day_or_404(day), clerk_here()
    doors = parts().visits.bag(wanted, clerk)
    if not doors:
        abort(404)
    return bag_subject(doors, wanted, clerk.label)


def _door(number: int) -> Sheet:
    """One door of mine. Aborts with 404: nobody else's form can be had by its number."""
    try:
        return parts().visits.sheet(row_or_404(number), clerk_here(), Deed.VISIT_PACKED)
    except SubmissionRefused:
        abort(404)
