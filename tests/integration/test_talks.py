"""文字窗口: a clerk and a deaf resident talk in writing; both read it large and take it along."""

from __future__ import annotations

import pytest
from flask import Flask

from services.actors import Actor
from services.clock import FixedClock
from services.talking import desk
from services.talking.desk import KEPT, LONGEST_TALK
from services.talking.phrases import ANSWERS, TOPICS, PhraseBook, _shipped
from tests.clerks import clerk_browser, new_clerk
from tests.live import CARDS, END, JOIN, PHRASES, TYPED, another, begins_talk, joins_talk, talking
from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS, Resident
from webapp.live.talk import TRIES
from webapp.wiring import parts

PHRASE = "form[data-phrase]"


@pytest.fixture
def backend() -> str:
    """Both databases are asked in test_live_records; pages do not depend on them."""
    return "sqlite"


@pytest.fixture
def clerk(app: Flask) -> PageClient:
    """A clerk at a counter."""
    return clerk_browser(app, "hall")


def presses(client: PageClient, form: str, words: str) -> None:
    buttons = client.page.root.select(f"{form} button")
    client.press(next(button for button in buttons if words in button.text))


def says(client: PageClient, text: str) -> None:
    client.submit({"text": text}, form=TYPED)


@pytest.mark.parametrize("view", VIEWS)
def test_both_sides_read_each_other_large(clerk: PageClient, resident: Resident, view: str) -> None:
    talking(clerk, resident.in_view(view))
    resident.sees("接通了，请等工作人员打字", "陈静（2001）")
    clerk.get(clerk.page.address)
    clerk.follow("证件和材料")
    presses(clerk, PHRASES, "请给我看身份证。")
    assert clerk.page.root.one(".pieces [aria-current]").text == "证件和材料", "the topic stays"
    resident.client.get("/talk/")
    assert "请给我看身份证。" in resident.page.root.one("[data-latest] .live-big").text
    cards = resident.page.root.select(f"{CARDS} button")
    assert len(cards) <= 6, "no view gives more to choose from"
    presses(resident.client, CARDS, "我没有带来。")
    says(resident.client, "我想换 <b>残疾人证</b>")
    clerk.get(clerk.page.address)
    assert clerk.page.root.one("[data-latest] .live-big").text == "我想换 <b>残疾人证</b>"
    says(clerk, "好，先坐。")
    resident.client.get("/talk/")
    assert resident.page.root.one("[data-latest] .live-big").text == "好，先坐。"


def test_a_set_sentence_is_read_in_the_readers_own_language(
    app: Flask, clerk: PageClient, resident: Resident
) -> None:
    talking(clerk, resident)
    presses(clerk, PHRASES, "字要不要再大一点？")
    shown = parts(app).live.talks.for_clerk(1, clerk_actor(app))
    assert shown is not None
    texts = shown.lines[0].said.texts
    assert texts is not None
    assert set(texts) == set(LANGUAGES)


def clerk_actor(app: Flask) -> Actor:
    with parts(app).db.read() as work:
        account = work.clerks.by_demo_key("hall")
    assert account is not None
    return account.clerk.actor


def test_both_take_the_same_transcript_along(clerk: PageClient, resident: Resident) -> None:
    talking(clerk, resident)
    says(clerk, "您好")
    resident.client.get("/talk/")
    says(resident.client, "我听不见")
    clerk.submit(form=END)
    assert "谈话结束了" in clerk.page.text
    assert not clerk.page.root.select(TYPED)
    theirs = resident.client.http.get("/talk/transcript.txt")
    ours = clerk.http.get(f"{clerk.page.address.split('?')[0]}transcript.txt")
    assert theirs.text == ours.text
    assert "工作人员：您好" in ours.text
    assert "居民：我听不见" in ours.text
    assert theirs.headers["Cache-Control"] == "no-store"
    resident.client.get("/talk/")
    resident.sees("谈话结束了", "我听不见")


def test_a_line_after_the_end_is_not_lost_in_silence(clerk: PageClient, resident: Resident) -> None:
    talking(clerk, resident)
    clerk.submit(form=END)
    says(resident.client, "还有一件事")
    resident.sees("这一句没有送出去")


def test_only_one_browser_joins_and_nobody_else_reads(
    app: Flask, clerk: PageClient, resident: Resident
) -> None:
    code = begins_talk(clerk)
    joins_talk(resident, code)
    says(resident.client, "我家的事")
    stranger = joins_talk(another(app), code)
    stranger.sees("没有找到这个号码")
    stranger.client.get(f"/talk/{code.replace(' ', '')}", status=404)
    assert stranger.client.http.get("/talk/transcript.txt").status_code == 404
    colleague = new_clerk(app, "hall")
    address = clerk.page.address.split("?")[0]
    for path in (address, f"{address}transcript.txt"):
        assert colleague.http.get(path).status_code == 404


def test_the_square_code_joins_by_one_press(clerk: PageClient, resident: Resident) -> None:
    code = begins_talk(clerk).replace(" ", "")
    resident.client.get(f"/talk/{code}")
    resident.sees("只有您和这位工作人员看得到")
    clerk.get(clerk.page.address)
    assert "居民那边接通了" not in clerk.page.text, "looking at the page does not join"
    resident.client.submit(form=JOIN)
    resident.sees("接通了")


def test_guessing_codes_is_stopped(clerk: PageClient, app: Flask) -> None:
    code = begins_talk(clerk)
    guesser = another(app)
    for number in range(TRIES.times):
        guesser.client.http.get(f"/talk/{number:06d}")
    joins_talk(guesser, code)
    assert "接通了" not in guesser.page.text


def test_a_talk_left_open_ends_and_is_forgotten(
    app: Flask, clerk: PageClient, resident: Resident, clock: FixedClock
) -> None:
    talking(clerk, resident)
    says(resident.client, "我家的事")
    clock.advance(seconds=LONGEST_TALK.total_seconds() + 1)
    parts(app).live.sweep()
    resident.client.get("/talk/")
    resident.sees("谈话结束了")
    clock.advance(seconds=KEPT.total_seconds() + 1)
    parts(app).live.sweep()
    resident.client.get("/talk/")
    assert "我家的事" not in resident.page.text


def test_a_talk_has_a_last_line(
    clerk: PageClient, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "MOST_LINES", 2)
    talking(clerk, resident)
    for _ in range(desk.MOST_LINES):
        says(clerk, "请等一等")
    says(resident.client, "还有")
    resident.sees("这次谈话太长了")


def test_the_sentences_shipped_are_enough_and_whole() -> None:
    shipped = _shipped()
    by_topic = {topic: [p for p in shipped if p.topic == topic] for topic in (*TOPICS, ANSWERS)}
    assert sum(len(phrases) for phrases in by_topic.values()) == len(shipped) >= 60
    assert len(by_topic[ANSWERS]) == 6
    assert all(len(phrases) >= 6 for phrases in by_topic.values())
    for phrase in shipped:
        assert set(phrase.texts) == set(LANGUAGES), phrase.key
    assert len({phrase.key for phrase in shipped}) == len(shipped)


def test_an_editor_changes_adds_and_takes_away(app: Flask, clerk: PageClient) -> None:
    editor = clerk_browser(app, "editor")
    editor.get("/desk/phrases/?topic=end")
    editor.follow("办好了。")
    editor.submit({"zh-Hans": "都办好了。", "zh-Hant": ""}, form=PHRASE)
    assert "窗口马上用新的" in editor.page.text
    editor.follow("加一句")
    editor.submit({"zh-Hans": "谢谢您来。"}, form=PHRASE)
    editor.follow("请慢走")
    editor.submit({"hidden": "yes"}, form=PHRASE)
    begins_talk(clerk)
    clerk.follow("办完了")
    offered = [button.text for button in clerk.page.root.select(f"{PHRASES} button")]
    assert "都办好了。" in offered
    assert "谢谢您来。" in offered
    assert "请慢走，路上小心。" not in offered
    book: PhraseBook = parts(app).live.phrases
    assert book.all()["end-1"].texts["zh-Hant"] == "都辦好了。", "made from the simplified one"


def test_of_two_editors_the_second_sees_what_the_first_wrote(app: Flask) -> None:
    first, second = clerk_browser(app, "editor"), new_clerk(app, "editor")
    for editor in (first, second):
        editor.get("/desk/phrases/end-1")
    first.submit({"zh-Hans": "都办好了。"}, form=PHRASE)
    second.submit({"zh-Hans": "办完了。"}, form=PHRASE)
    assert "刚才有别的同事改过这一句" in second.page.text
    assert second.page.root.one("#zh-Hans")["value"] == "都办好了。"


def test_a_sentence_too_long_for_a_screen_is_refused(app: Flask) -> None:
    editor = clerk_browser(app, "editor")
    editor.get("/desk/phrases/new?topic=end")
    editor.submit({"zh-Hans": "长" * 61}, form=PHRASE)
    assert "最多 60 个字" in editor.page.text
    assert editor.page.root.one("#zh-Hans")["value"] == "长" * 61


def test_a_transcript_keeps_the_words_as_they_were_said(
    app: Flask, clerk: PageClient, resident: Resident
) -> None:
    talking(clerk, resident)
    presses(clerk, PHRASES, "您坐着办，不着急。")
    editor = clerk_browser(app, "editor")
    editor.get("/desk/phrases/hello-7")
    editor.submit({"zh-Hans": "快一点。"}, form=PHRASE)
    assert "您坐着办，不着急。" in resident.client.http.get("/talk/transcript.txt").text
