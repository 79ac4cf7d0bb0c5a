"""「这里念错了」, from the listener who says so to everybody who hears it right."""

from __future__ import annotations

import pytest
from flask import Flask

from a11y.speech.pronunciation import lexicon
from a11y.speech.pronunciation.pronounce import pinyin
from services.clock import FixedClock
from tests.clerks import opens_at_desk
from tests.page_client import PageClient
from tests.readings import (
    ACCEPT,
    GUIDE,
    MISTAKE,
    SETTLE,
    UNDO,
    WISH,
    audio_of,
    reports,
    script,
    tries,
    value_of,
)
from tests.residents import VIEWS, Resident
from tests.site import demo_site
from webapp.settings import Settings
from webapp.wiring import parts


@pytest.mark.parametrize("view", VIEWS)
def test_a_listener_points_and_is_thanked_in_each_view(resident: Resident, view: str) -> None:
    resident.in_view(view)
    client = resident.client
    client.get(f"/listen/?page={GUIDE}")
    client.follow("有一句念错了")
    resident.sees("哪一句念错了？", "查看家里用了多少水")
    client.follow("查看家里用了多少水")
    if resident.page.h1 == "念错的字在哪一段？":
        client.follow("查看家里")
    assert len(resident.page.root.select('input[type="radio"]')) <= 6 or view == "standard"
    client.submit({"word": value_of(client, "家里")}, form=MISTAKE)
    resident.sees("记下了，谢谢您", "家里", "结果会写在“给我的消息”里")
    client.submit({"wish": "家长的家"}, form=WISH)
    resident.sees("回去接着听")


def test_a_clerk_hears_and_accepts_and_everyone_hears_it(
    app: Flask, settings: Settings, clock: FixedClock, client: PageClient
) -> None:
    other = demo_site(settings, clock)
    before = audio_of(other.test_client(), "多少")
    number = reports(client, "多少")
    client.submit({"wish": "邵"}, form=WISH)
    tries(client, number, "duo1 shao4")
    page = client.page
    assert "这样念，对吗？" in page.text
    assert "邵" in page.text
    trial = client.http.get(f"/desk/readings/{number}/trial.mp3")
    now = client.http.get(f"/desk/readings/{number}/now.mp3")
    assert trial.status_code == now.status_code == 200
    assert trial.data != now.data
    assert trial.headers["Cache-Control"] == "no-store"
    assert pinyin("多少") == "duo1 shao5", "nobody else hears a trial"
    client.submit(form=ACCEPT)
    assert "改好了。以后大家听到的就是这样。" in client.page.text
    # The other process has learned nothing yet; its next listener makes it look.
    lexicon.learn({})
    corrections_forgotten()
    after = audio_of(other.test_client(), "多少")
    assert after != before, "the audio made before is asked for no more"
    assert pinyin("多少") == "duo1 shao4"
    parts(other).db.dispose()


def corrections_forgotten() -> None:
    """As in a process that was there before the correction."""
    from webapp.speech.corrections import _taken

    _taken.desk = None


def test_the_one_who_reported_is_told_and_a_clerk_can_undo(app: Flask, client: PageClient) -> None:
    listener = PageClient(app.test_client())
    Resident(listener).signs_in("elder")
    number = reports(listener, "多少")
    tries(client, number, "duo1 shao4").submit(form=ACCEPT)
    listener.get("/cases/notices/")
    assert "您说念错的那个词，我们改好了" in listener.page.text
    opens_at_desk(client, f"/desk/readings/{number}/", "editor")
    client.submit(form=UNDO)
    assert "撤销了，又和原来一样" in client.page.text
    script(client.http)
    assert pinyin("多少") == "duo1 shao5"
    tries(client, number, "duo1 shao4").submit(form=ACCEPT)
    assert "改好了" in client.page.text


def test_of_two_clerks_at_once_the_second_sees_what_the_first_did(
    app: Flask, client: PageClient
) -> None:
    number = reports(client, "多少")
    second = PageClient(app.test_client())
    tries(second, number, "duo1 shao4")
    tries(client, number, "duo1 shao4").submit(form=ACCEPT)
    second.submit(form=ACCEPT)
    text = second.page.text
    assert "刚才有别的工作人员处理过了" in text
    assert "duō shào" in text
    assert parts(app).readings.version() == 1


def test_another_report_on_the_same_word_does_not_overwrite_unseen(
    app: Flask, client: PageClient
) -> None:
    first, second = reports(client, "多少"), reports(client, "多少", "/services/gas-bill/")
    other = PageClient(app.test_client())
    tries(other, second, "duo1 shao3")
    tries(client, first, "duo1 shao4").submit(form=ACCEPT)
    other.submit(form=ACCEPT)
    assert "刚才有别的工作人员处理过了" in other.page.text
    assert parts(app).readings.corrections() == {"多少": "duo1 shao4"}
    opens_at_desk(other, f"/desk/readings/{second}/", "editor")
    assert "duō shào" in other.page.root.select("label.choice")[0].text


def test_the_same_word_of_the_same_sentence_is_one_report(app: Flask, client: PageClient) -> None:
    numbers = {reports(client, "多少") for _ in range(3)}
    numbers |= {reports(PageClient(app.test_client()), "多少") for _ in range(2)}
    assert len(numbers) == 1
    opens_at_desk(client, "/desk/readings/", "editor")
    assert "3 个人说过" in client.page.text
    assert "还有 1 处没有看" in client.page.text


def test_no_mistake_is_said_too(app: Flask, client: PageClient) -> None:
    number = reports(client, "多少")
    opens_at_desk(client, f"/desk/readings/{number}/", "editor")
    client.submit(button="没有念错", form=SETTLE)
    assert "记下了" in client.page.text
    client.get("/cases/notices/")
    assert "现在的念法是对的" in client.page.text
    client.get(f"/readings/wrong/{number}/")
    assert "现在的念法是对的" in client.page.text
    assert parts(app).readings.version() == 0
