"""A bad opinion is followed up: called about in time, put right, and the resident hears of it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.clerks import clerk_browser
from tests.desk import trail_of
from tests.residents import VIEWS, Resident

QUEUE = "/desk/queues/ratings/"
CALL = "form[data-call]"


@pytest.fixture
def backend() -> str:
    """Pages do not depend on the database."""
    return "sqlite"


def dissatisfied(resident: Resident) -> str:
    """王秀兰 has paid a bill and did not like it; the case's reference."""
    resident.signs_in("elder").starts("water-bill").takes_what_is_offered().pays()
    reference = resident.case_reference.replace(" ", "")
    resident.client.get(f"/cases/{reference}/rating")
    resident.client.submit({"level": "1"}, form="form[data-rating]")
    resident.client.submit({"reasons": ["slow"], "text": "等了很久。"}, form="form[data-rating]")
    return reference


@pytest.mark.parametrize("view", VIEWS)
def test_somebody_calls_and_then_it_is_put_right(app: Flask, resident: Resident, view: str) -> None:
    reference = dissatisfied(resident)
    clerk = clerk_browser(app, "supervisor")
    clerk.get(f"{QUEUE}?view={view}")
    assert "给居民打个电话" in clerk.page.text
    clerk.follow(f"交水费 {reference[:9]} {reference[9:]}")
    for told in ("非常不满意", "等了很久。", "19900000001", "2026 年 11 月 23 日"):
        assert told in clerk.page.text
    assert not clerk.page.root.select("form[data-mended]"), "first somebody calls"
    clerk.submit({"call": ""}, form=CALL)
    assert "error-summary" in clerk.page.ids
    clerk.submit({"call": "居民说等了一个钟头。"}, form=CALL)
    assert "居民说等了一个钟头。" in clerk.page.text
    clerk.get(QUEUE)
    assert "2026 年 12 月 11 日" in clerk.page.text
    clerk.get(f"/desk/ratings/{reference}/")
    clerk.submit(form="form[data-mended]")
    assert "改好了" in clerk.page.text
    assert not clerk.page.root.select(CALL)
    resident.client.get(f"/cases/{reference}/")
    resident.sees("您不满意的地方，我们改好了")
    assert "居民说等了一个钟头" not in resident.page.text
    done = [deed for kind, deed in trail_of(app, reference) if kind == "clerk"]
    assert {"rating.seen", "rating.called", "rating.mended"} <= set(done)


def test_a_second_bad_opinion_is_followed_up_again(app: Flask, resident: Resident) -> None:
    reference = dissatisfied(resident)
    clerk = clerk_browser(app, "supervisor")
    clerk.get(f"/desk/ratings/{reference}/")
    clerk.submit({"call": "说好了。"}, form=CALL)
    clerk.submit(form="form[data-mended]")
    resident.client.get(f"/cases/{reference}/rating")
    resident.client.submit({"level": "2"}, form="form[data-rating]")
    clerk.get(QUEUE)
    assert reference[9:] in clerk.page.text
    clerk.get(f"/desk/ratings/{reference}/")
    assert "后来又评了一次" in clerk.page.text
    assert not clerk.page.root.select("form[data-mended]"), "this one was not called about yet"


def test_there_is_nothing_to_follow_up_where_all_were_content(
    app: Flask, resident: Resident
) -> None:
    resident.signs_in("elder").starts("water-bill").takes_what_is_offered().pays()
    clerk = clerk_browser(app, "supervisor")
    for nothing in (resident.case_reference.replace(" ", ""), "W20261122000000", "x"):
        clerk.get(f"/desk/ratings/{nothing}/", status=404)
