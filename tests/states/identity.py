"""Signing in without a phone, being asked again, and the phones one trusts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from services.storage.sessions import sessions
from services.words import words
from tests.residents import Resident
from tests.states.state import Reach, State, opens
from webapp.wiring import parts

PHONES = "/settings/family-phones/"
FAMILY, CARD = words("用家人的手机登录"), words("刷身份证登录")
PROVE, RETURN, TRUSTED = words("请再确认一次是您本人"), words("请再登录一次"), words("家人的手机")
CODE = words("填写验证码")


def _aged(column: str) -> Reach:
    """Signed in, with a session whose moment is days ago; then a page of one's own."""

    def reach(resident: Resident) -> None:
        resident.signs_in("elder")
        site = parts(resident.client.http.application)
        long_ago: dict[str, Any] = {column: site.clock.now() - timedelta(days=3)}
        with site.db.write() as work:
            work.conn.execute(update(sessions).values(long_ago))
        resident.client.get(PHONES)

    return reach


def _stolen(resident: Resident) -> None:
    """The resident's own browser, after its cookie was used in another one."""
    resident.signs_in("elder")
    http = resident.client.http
    site = http.application
    thief = site.test_client()
    thief.set_cookie("session", resident.client.cookie("session") or "")
    thief.get("/cases/")
    resident.client.get("/cases/")


def _asks_family(name: str, phone: str) -> Reach:
    def reach(resident: Resident) -> None:
        resident.client.get("/sign-in/family/")
        resident.client.submit({"name": name, "phone": phone}, form="form[data-sign-in]")

    return reach


def _trusts(resident: Resident) -> Resident:
    resident.signs_in("elder").client.get(PHONES)
    return resident


def _trusts_nobody(resident: Resident) -> None:
    _trusts(resident).client.submit({"name": "", "phone": "1"}, form="form[data-family]")


STATES: tuple[State, ...] = (
    State("again-proof", _aged("proved_at"), (PROVE,)),
    State("again-pause", _aged("last_seen_at"), (RETURN,)),
    State("again-stolen", _stolen, (RETURN,)),
    State("family", opens("/sign-in/family/"), (FAMILY,)),
    State("family-error", _asks_family("", "1"), (FAMILY,)),
    State("family-code", _asks_family("王秀兰", "19900000005"), (CODE,)),
    State("family-unknown", _asks_family("王秀兰", "19900000004"), (CODE,)),
    State("card", opens("/sign-in/card/"), (CARD,)),
    State("family-phones", _trusts, (TRUSTED,)),
    State("family-phones-error", _trusts_nobody, (TRUSTED,)),
)
