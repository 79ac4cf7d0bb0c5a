"""请人帮忙: my helpers, what each may do; saying yes by voice; stopping with one press."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.delegation.giving import Given
from services.delegation.recordings import LARGEST_SOUND
from services.journey import AnswerProblem
from services.storage.people import Person
from services.words import Money, words
from webapp.attempts import attempt_here, send_back
from webapp.cases.own import my_case
from webapp.delegations.shown import facts, services_of, services_shown, standing
from webapp.people.proving import need_proof
from webapp.people.way_back import with_next
from webapp.rendering import render
from webapp.visitors import person
from webapp.wiring import parts

delegations = Blueprint("delegations", __name__)
SOUND = "sound"


@delegations.before_request
def _signed_in() -> AnyResponse | None:
    """All of this is about a person who is known."""
    here = request.path if request.method == "GET" else url_for("delegations.mine")
    return redirect(with_next(url_for("people.choose"), here), 303) if person() is None else None


@delegations.get("/delegations/")
def mine() -> AnyResponse:
    """Everybody I let do something, and who asks me for help."""
    given = parts().delegation.given.given_by(_me().id)
    return render(
        "pages/delegations/mine.html",
        given=[(each, standing(each), services_shown(each.grant)) for each in given],
        helps=parts().delegation.helping.helps_somebody(_me().id),
        attempt=attempt_here(),
    )


@delegations.get("/delegations/<int:number>/")
def show(number: int) -> AnyResponse:
    """One of them: what it says; how to agree, or how to stop it."""
    # Whoever agrees has just shown who they are: an open browser is not enough.
    proving = need_proof() if _my(number).waits else None
    return proving or _page(number, "pages/delegations/one.html")


@delegations.get("/delegations/<int:number>/slip/")
def slip(number: int) -> AnyResponse:
    """The slip for the wallet: the digits that stop it, for paper."""
    return _page(number, "pages/delegations/slip.html")


@delegations.get("/delegations/<int:number>/said")
def said(number: int) -> AnyResponse:
    """What I said when I agreed, to be heard again."""
    kept = parts().delegation.given.recording(number, _me().id)
    if kept is None:
        abort(404)
    return Response(kept.sound, mimetype=kept.mime)


@delegations.post("/delegations/<int:number>/consent")
def consent(number: int) -> AnyResponse:
    """I agree: what was recorded is kept, and the grant begins."""
    proving = need_proof()
    if proving is not None:
        return proving
    here, file = url_for("delegations.show", number=number), request.files.get(SOUND)
    data = file.stream.read(LARGEST_SOUND + 1) if file is not None else b""
    try:
        begun = parts().delegation.given.consent(number, _me().id, data)
    except AnswerProblem as problem:
        return send_back(here, {}, {SOUND: problem.words})
    if not begun:
        _my(number)
        notice = words("这个约定已经有了变化，不用再同意。请看下面现在的样子。")
        return send_back(here, {}, notice=notice)
    notice = words("好了，约定从现在起算数。您什么时候都可以停。")
    return send_back(here, {}, notice=notice)


@delegations.post("/delegations/<int:number>/drop")
def drop(number: int) -> AnyResponse:
    """One service less."""
    if not parts().delegation.given.drop(number, _me().id, request.form.get("service", "")):
        abort(404)
    notice = words("去掉了。这一样他不能再替您办。")
    return send_back(url_for("delegations.show", number=number), {}, notice=notice)


@delegations.post("/delegations/<int:number>/stop")
def stop(number: int) -> AnyResponse:
    """It ends, at once and everywhere."""
    if not parts().delegation.given.stop(number, _me().id):
        abort(404)
    notice = words("停好了。从现在起，他不能再替您办事。")
    return send_back(url_for("delegations.show", number=number), {}, notice=notice)


@delegations.get("/cases/<reference>/grant")
def of_case(reference: str) -> AnyResponse:
    """From the receipt of 请人帮办 to its grant; without one, how it goes on at the desk."""
    case, _ = my_case(reference)
    found = parts().delegation.given.of_case(case.id, _me().id)
    if found is None:
        return render("pages/delegations/at_desk.html", reference=case.reference)
    return redirect(url_for("delegations.show", number=found.grant.id), 303)


def _me() -> Person:
    me = person()
    assert me is not None  # seen to before each request
    return me


def _my(number: int) -> Given:
    found = parts().delegation.given.mine(number, _me().id)
    if found is None:
        abort(404)
    return found


def _page(number: int, template: str) -> AnyResponse:
    given = _my(number)
    return render(
        template,
        given=given,
        grant=given.grant,
        cap=Money(given.grant.cap_fen),
        facts=facts(given),
        services=services_of(given.grant),
        attempt=attempt_here(),
    )
