"""What nobody can do to the voice: reports, codes and files that are wrong, or too many."""

from __future__ import annotations

from contextlib import suppress

import pytest
from flask import Flask

from services import readings
from services.clock import FixedClock
from services.journey import Applicant
from services.people import People
from services.readings import ReadingRefused, spot_of
from services.storage.outbox import OutboxState, Task
from services.storage.readings import Spot
from tests.clerks import opens_at_desk
from tests.page_client import PageClient
from tests.readings import (
    ACCEPT,
    CHOOSE,
    GUIDE,
    MISTAKE,
    UNDO,
    WISH,
    asks,
    line_with,
    reports,
    script,
    tries,
    value_of,
)
from tests.residents import Resident
from webapp.wiring import parts


@pytest.fixture
def backend() -> str:
    """What is refused is refused on either database."""
    return "sqlite"


def applicant(client: PageClient) -> Applicant:
    """This browser, as the services know it."""
    token = client.cookie("visitor")
    assert token is not None
    return Applicant(People.visitor_key(token), None)


def test_text_that_we_did_not_render_can_not_be_reported(client: PageClient) -> None:
    asks(client, "多少")
    form = dict(client.form(MISTAKE).sent(None))
    for made_up in ({}, {"word": "0-99"}, {"word": "再见"}, {"word": "3"}, {"word": "１-2"}):
        client.post("/readings/wrong/", {**form, **made_up})
        assert "请选一个词，就是念错的那个" in client.page.text
        assert "error-summary" in client.page.ids
    client.post("/readings/wrong/", {**form, "page": "https://example.org/"}, status=400)
    client.get("/readings/wrong/?page=/speech/script", status=404)


def test_a_page_that_has_changed_is_told_and_nothing_is_lost(client: PageClient) -> None:
    line = asks(client, "多少")
    chosen = value_of(client, "多少")
    form = dict(client.form(MISTAKE).sent(None)) | {"word": chosen, "version": "0" * 16}
    client.post("/readings/wrong/", form)
    assert client.page.h1 == "记下了，谢谢您", "the sentence is still there, so it is found again"
    client.post("/readings/wrong/", {**form, "mark": "0" * 16})
    assert "那一页刚才变了" in client.page.text
    client.follow(line["text"])
    client.submit({"word": chosen}, form=MISTAKE)
    assert client.page.h1 == "记下了，谢谢您"
    client.get(f"/readings/wrong/?page={GUIDE}&n={line['n']}&version=old")
    assert "那一页刚才变了" in client.page.text


def test_the_page_about_a_sentence_is_itself_read_but_no_third(client: PageClient) -> None:
    asks(client, "多少")
    here = client.page.address
    assert line_with(script(client.http, here), "哪个词念错了")
    twice = f"/readings/wrong/?page={here}"
    assert client.http.get("/readings/wrong/", query_string={"page": twice}).status_code in (
        200,
        404,
    )


def test_of_a_private_sentence_a_clerk_sees_little(app: Flask, client: PageClient) -> None:
    resident = Resident(client).starts("water-bill")
    page = resident.page.address.split("?")[0]
    heard = script(client.http, page)
    assert not line_with(heard, "户号")["text"].startswith("＊")
    asks(client, "户号", page)
    assert "整句都不对" not in client.page.text
    assert "我们只会看到您选的词和旁边的几个字" in client.page.text
    number = reports(client, "户号", page)
    found = parts(app).readings.find(number)
    assert found is not None
    assert len(found.report.spot.text) <= len("户号") + 2 * readings.NEIGHBOURS
    assert not any(sign.isdigit() for sign in found.report.spot.text)
    other = PageClient(app.test_client())
    opens_at_desk(other, f"/desk/readings/{number}/", "editor")
    assert "数字遮住了" in other.page.text
    assert other.http.get(f"/desk/readings/{number}/now.mp3").status_code == 200
    folder = parts(app).settings.data_dir
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert found.report.spot.text.encode() not in kept


def test_a_spot_is_cut_to_the_word_and_its_neighbours() -> None:
    text = "您的户号是 10028836，住在朝阳路 5 号，姓曾"
    spot = spot_of("zh-Hans", text, len(text) - 1, len(text), False)
    assert spot.word == "曾"
    assert spot.text == " ＊ 号，姓曾"
    assert spot_of("zh-Hans", "全文", 0, 0, True) == Spot("zh-Hans", "全文", 0, 0, True)


def test_nobody_sees_another_listeners_thanks(app: Flask, client: PageClient) -> None:
    number = reports(client, "多少")
    other = PageClient(app.test_client())
    other.get(f"/readings/wrong/{number}/", status=404)
    client.submit({"wish": ""}, form=WISH)
    assert "这里还没有填" in client.page.text
    client.submit({"wish": "字" * 500}, form=WISH)
    assert "您写的还在" in client.page.text


def test_a_reading_that_does_not_fit_is_refused_in_words(app: Flask, client: PageClient) -> None:
    number = reports(client, "多少")
    for wrong in ("duo1", "duo1 shao4 ma5", "duo shao", "多少", "<b>"):
        opens_at_desk(client, f"/desk/readings/{number}/", "editor")
        client.submit({"own": wrong}, form=CHOOSE)
        assert "这个念法和词对不上" in client.page.text
        assert client.page.root.one('input[name="own"]')["value"] == wrong
        assert client.http.get(f"/desk/readings/{number}/trial.mp3").status_code == 404
    opens_at_desk(client, f"/desk/readings/{number}/", "editor")
    client.submit({}, form=CHOOSE)
    assert "请选一个念法" in client.page.text
    start = parts(app).readings.find(number).report.spot.start  # type: ignore[union-attr]
    opens_at_desk(client, f"/desk/readings/{number}/?from={start}&to={start + 1}", "editor")
    client.submit({"own": "duo2"}, form=CHOOSE)
    assert "一个字在不同的词里念法不同" in client.page.text
    assert parts(app).readings.version() == 0


def test_accepting_twice_and_strange_posts_change_nothing_more(
    app: Flask, client: PageClient
) -> None:
    number = reports(client, "多少")
    tries(client, number, "duo1 shao4")
    form = dict(client.form(ACCEPT).sent(None))
    address = f"/desk/readings/{number}/accept"
    for strange in ({"turn": "x"}, {"turn": ""}, {"from": "90", "to": "99", "reading": "a1"}):
        client.post(address, {**form, **strange})
    assert parts(app).readings.version() == 0
    for _ in range(2):
        client.post(address, form)
    assert "刚才有别的工作人员处理过了" in client.page.text
    assert parts(app).readings.version() == 1
    client.post(f"/desk/readings/{number}/settle", {**form, "outcome": "open"}, status=400)
    client.get("/desk/readings/999/", status=404)
    client.get("/desk/readings/?page=7", status=404)
    opens_at_desk(client, f"/desk/readings/{number}/", "editor")
    undo = dict(client.form(UNDO).sent(None))
    for _ in range(2):
        client.post(f"/desk/readings/{number}/undo", undo)
    assert "刚才有别的工作人员处理过了" in client.page.text
    assert parts(app).readings.corrections() == {}


def test_what_no_dictionary_can_mend_is_passed_on(app: Flask, client: PageClient) -> None:
    client.get("/settings/contact/")
    spot = spot_of("en", "Pay the water bill.", 0, 0, True)
    number = parts(app).readings.report(spot, applicant(client), "zh-Hans")
    opens_at_desk(client, f"/desk/readings/{number}/", "editor")
    assert "这一句里没有字典能改的词" in client.page.text
    client.submit(button="转给做网站的人", form="form[data-settle]")
    client.get("/cases/notices/")
    assert "已经转给做网站的人" in client.page.text


def test_a_whole_sentence_is_narrowed_to_a_word_by_the_clerk(client: PageClient) -> None:
    asks(client, "多少")
    client.submit({"word": "all"}, form=MISTAKE)
    opens_at_desk(client, "/desk/readings/1/", "editor")
    assert not client.page.root.select(CHOOSE)
    client.follow("多少")
    client.follow("后面多选一个字")
    client.submit({"own": "duo1 shao4 shui3"}, form=CHOOSE)
    assert "duō shào shuǐ" in client.page.text


def test_ten_thousand_reports_are_harmless(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from webapp.speech.mistakes import FROM_VISITOR

    number = reports(client, "多少")
    for _ in range(FROM_VISITOR.times - 1):
        assert reports(client, "多少") == number
    asks(client, "多少")
    client.submit({"word": value_of(client, "多少")}, form=MISTAKE, status=429)
    monkeypatch.setattr(readings, "MOST_OPEN", 40)
    desk, made = parts(app).readings, 0
    for sign in range(60):
        spot = spot_of("zh-Hans", f"第{sign}句", 0, 1, True)
        with suppress(ReadingRefused):
            desk.report(spot, Applicant(b"a" * 32, None), "zh-Hans")
            made += 1
    assert made == 39
    desk.report(spot_of("zh-Hans", "第0句", 0, 1, True), Applicant(b"b" * 32, None), "zh-Hans")
    opens_at_desk(client, "/desk/readings/", "editor")
    assert len(client.page.root.select("ul.letters li")) == readings.LISTED
    assert "2 个人说过" in client.page.root.select("ul.letters li")[0].text
    client.follow("后一页")
    assert len(client.page.root.select("ul.letters li")) == 40 - readings.LISTED


def test_what_is_settled_is_forgotten_and_the_correction_stays(
    app: Flask, clock: FixedClock, client: PageClient
) -> None:
    number = reports(client, "多少")
    tries(client, number, "duo1 shao4").submit(form=ACCEPT)
    joined = parts(app)
    with joined.db.read() as work:
        assert work.outbox.state_of(Task.SAY_AGAIN, f"{number}-1") is OutboxState.WAITING
    made = len(list((joined.settings.data_dir / "speech").rglob("*.speech")))
    assert joined.outbox.drain() == 1
    assert len(list((joined.settings.data_dir / "speech").rglob("*.speech"))) == made + 1
    clock.advance(days=91)
    joined.readings.sweep()
    assert joined.readings.find(number) is None
    assert joined.readings.corrections() == {"多少": "duo1 shao4"}


def test_signing_in_takes_reports_along(client: PageClient) -> None:
    number = reports(client, "多少")
    Resident(client).signs_in("elder")
    client.get(f"/readings/wrong/{number}/")
    assert client.page.h1 == "记下了，谢谢您"
