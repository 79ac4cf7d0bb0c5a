"""Reports of visits that come late, twice or against each other: each once, none lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from services.storage.cases import CaseState
from services.storage.visits import VisitState
from services.visits.reports import Written
from tests.clerks import clerk_id, new_clerk
from tests.desk import case_of
from tests.page_client import PageClient
from tests.residents import Resident
from tests.visits import at_door, has_booked, reference_of, reports, visit_of
from webapp.wiring import parts

WRITTEN_AT = "2026-11-22T00:50:00.000Z"


class Device:
    """A visitor's device: what it wrote without a network, sent as its script sends it."""

    def __init__(self, app: Flask, clerk: PageClient, number: int) -> None:
        self.app, self.clerk, self.number = app, clerk, number
        fields = clerk.form("form[data-report]")
        self.seen = fields.named("seen")[0]["value"]

    def sends(self, once: str, outcome: str, **more: str) -> Any:
        """The answer to one report: its state, or what is wrong with it."""
        self.clerk.get("/desk/visits/pack/offline/")
        token = self.clerk.page.root.one("[data-fresh] [name=form_token]")["value"]
        fields = {
            "form_token": token, "once": once, "seen": self.seen, "made_at": WRITTEN_AT,
            "outcome": outcome, "consent": "spoken", "missing": "", "note": "", **more,
        }  # fmt: skip
        answer = self.clerk.http.post(
            f"/desk/visits/{self.number}/report",
            data=fields,
            headers={"Accept": "application/json"},
        )
        return answer.json


@pytest.fixture
def receipt(app: Flask, resident: Resident) -> str:
    """The receipt of 王秀兰's visit."""
    resident.signs_in("elder")
    return has_booked(app)


@pytest.fixture
def device(app: Flask, receipt: str) -> Device:
    """The device of the visitor who goes there, taken along before anything was written."""
    number = visit_of(app, receipt)
    return Device(app, at_door(app, number), number)


def page_of(device: Device, clerk: PageClient | None = None) -> str:
    return (clerk or device.clerk).get(f"/desk/visits/{device.number}/").main_text


def test_a_visit_synced_twice_counts_once(
    app: Flask, device: Device, resident: Resident, receipt: str
) -> None:
    assert device.sends("a", "missed", consent="none") == {"state": "counts"}
    assert device.sends("a", "missed", consent="none") == {"state": "counts"}
    assert page_of(device).count("家里没有人 · 算数") == 1
    resident.client.get(receipt)
    # The moment it was written, not the moment it arrived.
    assert resident.page.main_text.count("我们 11 月 22 日 上午 8 点 50 分来过您家") == 1


def test_a_device_sends_one_after_the_other(app: Flask, device: Device, receipt: str) -> None:
    assert device.sends("a", "missed", consent="none") == {"state": "counts"}
    device.seen = "1"
    assert device.sends("b", "done") == {"state": "counts"}
    assert case_of(app, reference_of(receipt)).state is CaseState.DONE


class TestConflicts:
    """What the rule says when two reports about one visit meet."""

    @pytest.fixture
    def backend(self) -> str:
        """The rule does not depend on the database."""
        return "sqlite"

    def test_two_that_say_the_same_agree(self, device: Device) -> None:
        reports(device.clerk, "missed", "none")
        assert device.sends("late", "missed", consent="none") == {"state": "agrees"}
        assert "和先交到的说的一样" in page_of(device)

    def test_the_later_one_waits_and_can_be_used(
        self, app: Flask, device: Device, receipt: str
    ) -> None:
        reports(device.clerk, "missed", "none")
        assert device.sends("late", "carried") == {"state": "waits"}
        row = parts(app).visits.row(device.number)
        assert row is not None
        assert row.visit.state is VisitState.MISSED
        device.clerk.get("/desk/queues/visits/")
        assert "两份上门记录对不上" in device.clerk.page.main_text
        page_of(device)
        device.clerk.submit(form="form[data-decide]", button="用这一份")
        assert "材料收来了，还没有交" in device.clerk.page.main_text
        assert not device.clerk.page.root.select("form[data-decide]")
        assert "两份" not in device.clerk.get("/desk/queues/visits/").main_text

    def test_the_later_one_can_be_left_out_and_stays_readable(self, device: Device) -> None:
        reports(device.clerk, "missed", "none")
        device.sends("late", "carried", note="门口的邻居在")
        page_of(device)
        device.clerk.submit(form="form[data-decide]", button="不用")
        assert "去过，家里没有人" in device.clerk.page.main_text
        assert "门口的邻居在" in device.clerk.page.main_text

    def test_of_two_who_decide_the_second_is_told(self, app: Flask, device: Device) -> None:
        reports(device.clerk, "missed", "none")
        device.sends("late", "carried")
        other = new_clerk(app, "visitor")
        page_of(device)
        page_of(device, other)
        device.clerk.submit(form="form[data-decide]", button="用这一份")
        other.submit(form="form[data-decide]", button="不用")
        assert "刚刚有人定过了" in other.page.main_text

    def test_what_was_written_of_a_cancelled_visit_is_kept(
        self, device: Device, resident: Resident, receipt: str
    ) -> None:
        resident.client.get(receipt)
        resident.withdraws()
        assert device.sends("late", "done") == {"state": "waits"}
        page_of(device)
        device.clerk.submit(form="form[data-decide]", button="用这一份")
        assert "这件事已经结束了" in device.clerk.page.main_text
        device.clerk.submit(form="form[data-decide]", button="不用")
        assert "定好了" in device.clerk.page.main_text
        resident.client.get(receipt)
        assert "上门办好了" not in resident.page.main_text

    def test_whoever_no_longer_goes_there_decides_nothing(
        self, app: Flask, device: Device, receipt: str
    ) -> None:
        at_door(app, device.number, new_clerk(app, "visitor"))
        assert device.sends("late", "done") == {"state": "waits"}
        assert case_of(app, reference_of(receipt)).state is CaseState.OPEN

    def test_a_device_whose_clock_runs_ahead_was_not_there_tomorrow(
        self, device: Device, resident: Resident, receipt: str
    ) -> None:
        device.sends("a", "missed", consent="none", made_at="2031-01-01T00:00:00Z")
        resident.client.get(receipt)
        resident.sees("我们 11 月 22 日 上午 9 点 12 分来过您家")

    @pytest.mark.parametrize(
        ("fields", "status"),
        [({"once": ""}, 400), ({"once": "x" * 65}, 400), ({"seen": "-1"}, 400),
         ({"outcome": "flown"}, 422), ({"outcome": "handed"}, 422)],
    )  # fmt: skip
    def test_what_makes_no_sense_is_refused(
        self, device: Device, fields: dict[str, str], status: int
    ) -> None:
        device.clerk.get("/desk/visits/pack/offline/")
        token = device.clerk.page.root.one("[data-fresh] [name=form_token]")["value"]
        sent = {"form_token": token, "once": "a", "seen": "0", "outcome": "done", "consent": "none"}
        answer = device.clerk.http.post(
            f"/desk/visits/{device.number}/report",
            data={**sent, **fields},
            headers={"Accept": "application/json"},
        )
        assert answer.status_code == status

    def test_a_clerk_without_a_session_is_sent_to_the_door_and_can_send_again(
        self, app: Flask, device: Device
    ) -> None:
        answer = PageClient(app.test_client()).http.post(
            f"/desk/visits/{device.number}/report", data={"once": "a", "seen": "0"}
        )
        assert answer.status_code == 303
        assert device.sends("a", "done") == {"state": "counts"}


def test_reports_at_the_same_moment_count_once(app: Flask, device: Device) -> None:
    """Several connections send the same writing at once: one row, one change."""
    with parts(app).db.read() as work:
        account = work.clerks.find(clerk_id(app, "visitor"))
    assert account is not None
    content = {"outcome": "missed", "consent": "none", "note": ""}
    written = Written("same", 0, datetime.fromisoformat(WRITTEN_AT), content)
    with ThreadPoolExecutor(4) as pool:
        states = list(
            pool.map(
                lambda _: parts(app).visits.report(device.number, written, account.clerk), range(8)
            )
        )
    assert {state.value for state in states} == {"counts"}
    assert len(parts(app).visits.reports(device.number)) == 1
    row = parts(app).visits.row(device.number)
    assert row is not None
    assert row.visit.version == 1
