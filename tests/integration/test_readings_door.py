"""The door of the desk where readings are changed: a code, a name, and an end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from a11y.speech.pronunciation import lexicon
from services.clock import FixedClock
from tests.page_client import PageClient
from tests.readings import ACCEPT, reports, tries
from tests.site import demo_site
from webapp.settings import Settings, WrongSettings
from webapp.wiring import parts

CODE = "keep-this-door-shut"


@pytest.fixture
def backend() -> str:
    """The door is the same for either database."""
    return "sqlite"


@pytest.fixture(autouse=True)
def _nothing_learned() -> Iterator[None]:
    yield
    lexicon.learn({})


def test_who_shows_the_code_is_let_in_for_a_day_of_work(
    settings: Settings, clock: FixedClock
) -> None:
    shut = demo_site(settings.model_copy(update={"desk_code": SecretStr(CODE)}), clock)
    client = PageClient(shut.test_client())
    number = reports(client, "多少")
    for address in ("/desk/readings/", f"/desk/readings/{number}/"):
        client.get(address)
        assert client.page.h1 == "工作人员入口"
    assert client.http.get(f"/desk/readings/{number}/now.mp3").status_code == 303
    client.submit({"name": "陈工", "code": "wrong"}, form="form[data-door]")
    assert "口令不对" in client.page.text
    assert CODE not in client.page.html
    client.submit({"name": "", "code": CODE}, form="form[data-door]")
    assert "这里还没有填" in client.page.text
    client.submit({"name": "陈工", "code": CODE}, form="form[data-door]")
    assert client.page.h1 == "大家说念错的地方"
    cookie = client.cookie("desk")
    assert cookie is not None
    thief = PageClient(shut.test_client())
    thief.http.set_cookie("desk", cookie)
    thief.get("/desk/readings/")
    assert thief.page.h1 == "工作人员入口", "the note counts in its own browser only"
    tries(client, number, "duo1 shao4").submit(form=ACCEPT)
    assert "陈工" in client.page.text
    clock.advance(hours=9)
    client.get("/desk/readings/")
    assert client.page.h1 == "工作人员入口"
    parts(shut).db.dispose()


def test_the_code_can_not_be_tried_for_ever(settings: Settings, clock: FixedClock) -> None:
    shut = demo_site(settings.model_copy(update={"desk_code": SecretStr(CODE)}), clock)
    client = PageClient(shut.test_client())
    client.get("/desk/door/")
    for _ in range(11):
        client.submit({"name": "陈工", "code": "guess"}, form="form[data-door]")
    client.submit({"name": "陈工", "code": CODE}, form="form[data-door]")
    assert client.page.h1 == "工作人员入口"
    assert "分钟再试" in client.page.text
    parts(shut).db.dispose()


def test_a_code_that_can_be_guessed_stops_the_start(settings: Settings, clock: FixedClock) -> None:
    with pytest.raises(WrongSettings, match="NUANCHUANG_DESK_CODE: "):
        demo_site(settings.model_copy(update={"desk_code": SecretStr("1234")}), clock)


def test_outside_a_demo_there_is_no_desk_without_a_code(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = reports(client, "多少")
    client.get("/desk/readings/")
    monkeypatch.setattr(Settings, "demo", False)
    for address in ("/desk/door/", "/desk/readings/", f"/desk/readings/{number}/"):
        client.get(address, status=404)
    assert client.http.get(f"/desk/readings/{number}/now.mp3").status_code == 404
