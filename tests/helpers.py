"""Helpers at a browser: signed in, and acting for whoever has asked them."""

from __future__ import annotations

from flask import Flask

from services.demo.residents import RESIDENTS
from services.storage.grants import Grant
from tests.page_client import browser_of
from tests.residents import Resident
from webapp.wiring import parts

ELDER_NUMBER = RESIDENTS[0].id_number


def helper_browser(app: Flask) -> Resident:
    """A browser of its own in which 张伟 is signed in and has not yet said for whom."""
    return Resident(browser_of(app)).signs_in("helper")


def acts(helper: Resident) -> Resident:
    """Press the button of the first who has asked."""
    helper.client.get("/helping/")
    helper.client.submit(form="form[data-helped]")
    return helper


def acting_helper(app: Flask) -> Resident:
    """张伟, acting for 王秀兰."""
    return acts(helper_browser(app))


def grant_of(app: Flask, who: str = "elder") -> Grant:
    """The newest grant that a demo resident has given."""
    with parts(app).db.read() as work:
        person = work.people.by_demo_key(who)
        assert person is not None
        return work.grants.given_by(person.id, 1)[0]


def stops(app: Flask, who: str = "elder") -> None:
    """The resident ends the newest grant, elsewhere, at this moment."""
    grant = grant_of(app, who)
    with app.app_context():
        assert parts().delegation.given.stop(grant.id, grant.person_id)
