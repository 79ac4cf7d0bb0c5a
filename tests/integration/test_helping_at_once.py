"""Two payments under one grant at the same moment: together they stay under its cap."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from services.actors import Deputy
from services.cases import DISTRICT_TIME
from services.delegation.allowed import refuse_unless_granted
from services.delegation.sittings import helper_actor
from services.journey import SubmissionRefused
from services.storage.cases import CaseState, NewCase
from tests.helpers import grant_of
from webapp.wiring import parts

BILL_FEN = 30_000


def test_two_payments_at_once_do_not_both_fit(app: Flask) -> None:
    grant, here = grant_of(app), parts(app).clock.now().astimezone(DISTRICT_TIME)
    with parts(app).db.read() as work:
        helper = work.people.by_demo_key("helper")
    assert helper is not None
    deputy = Deputy(helper_actor(helper), grant.id, grant.services)

    def pays(number: int) -> bool:
        try:
            with parts(app).db.write() as work:
                refuse_unless_granted(work, deputy, "water-bill", BILL_FEN, here)
                new = NewCase(
                    f"W2026112200000{number}", "water-bill", bytes(32), grant.person_id,
                    bytes([number]) * 32, CaseState.WAITING, {},
                )  # fmt: skip
                case = work.cases.add(new, here)
                work.grant_uses.add(grant.id, case.id, BILL_FEN, here)
        except SubmissionRefused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(pays, range(4))) == 1
