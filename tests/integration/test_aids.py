"""The reading aids without JavaScript: chosen, kept, silenced, and never in the way of the rest."""

from __future__ import annotations

import pytest
from flask import Flask

from a11y import aids
from a11y.keys import ACTIONS, DEFAULT
from a11y.modes import MODES
from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS, Resident

AIDS, KEYS = "/settings/aids/", "/settings/keys/"
FORM, KEYS_FORM = "form[data-preview]", "form[data-keys-form]"
HELP = "/help/"


@pytest.fixture
def backend() -> str:
    """Preferences stand in cookies, whatever the database."""
    return "sqlite"


def in_force(client: PageClient) -> list[str]:
    return client.page.tagged("html")[0]["data-aids"].split()


def panel(client: PageClient) -> list[str]:
    return [node["data-aid"] for node in client.page.tagged("a") if node.has("data-aid")]


def press(client: PageClient, name: str) -> None:
    client.get(client.page.root.one(f'[data-aid="{name}"]')["href"])


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_offers_its_aids_and_silence_first(
    resident: Resident, view: str, language: str
) -> None:
    resident.in_view(view).in_language(language).client.get(HELP)
    mine = [name for name in aids.NAMES if name in MODES[view].aids]
    assert panel(resident.client) == (["silence", *mine] if mine else [])


def test_the_panel_works_by_links_alone_and_keeps_the_address(client: PageClient) -> None:
    client.get("/search?view=care&q=%E6%B0%B4&lang=zh-Hans")
    press(client, "cross")
    assert in_force(client) == ["go-on", "cross"]
    assert client.page.root.one("[name=q]")["value"] == "水"
    assert client.page.root.one('[data-aid="cross"]').label == "关掉：十字线"
    client.get(HELP)
    assert in_force(client) == ["go-on", "cross"]
    press(client, "cross")
    assert in_force(client) == ["go-on"]


@pytest.mark.parametrize(
    "wish", ["", "cross", "cross-", "-on", "nothing-on", "cross-maybe", "😀-on"]
)
def test_a_wish_that_is_none_changes_nothing(client: PageClient, wish: str) -> None:
    client.get(f"/help/?aid={wish}")
    assert in_force(client) == list(aids.SWITCHED_ON)


@pytest.mark.parametrize("view", VIEWS)
def test_every_aid_can_be_set_in_every_view_and_saving_keeps_the_rest(
    resident: Resident, view: str
) -> None:
    client = resident.in_view(view).client
    client.get("/settings/")
    client.submit({"text_percent": "150", "scheme": "lamp"}, form=FORM)
    client.get(AIDS)
    every = [name for name in aids.NAMES if name != aids.SILENCE]
    chosen = {"aids": every, "rate": "75", "volume": "100", "cursor_size": "huge"}
    assert "存好了" in client.submit(chosen, form=FORM).text
    root = client.get(HELP).tagged("html")[0]
    assert root["data-aids"].split() == every
    assert [root[f"data-{name}"] for name in ("text", "scheme", "cursor")] == [
        "150",
        "lamp",
        "huge",
    ]
    client.get("/settings/")
    client.submit({"text_percent": "200"}, form=FORM)
    assert in_force(client) == every
    client.get(AIDS)
    client.submit(button="全部还原", form=FORM)
    assert client.cookie("display") == "200.normal.normal.lamp.system.100.80.go-on.big"


def test_a_screen_reader_silences_everything_and_gives_it_back(client: PageClient) -> None:
    client.get("/help/?view=care&aid=cross-on&lang=zh-Hans")
    press(client, "silence")
    assert in_force(client) == ["silence"]
    assert "我的读屏软件开着" in client.get("/shortcuts/").main_text
    assert not client.page.root.select("#own-keys")
    press(client, "silence")
    assert in_force(client) == ["go-on", "cross"]
    assert client.get("/shortcuts/").root.select("#own-keys")


def readings(client: PageClient) -> list[str]:
    return [node.element.text or "" for node in client.page.tagged("rt")]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("address", ["/", "/services/water-bill/", "/settings/", "/search?q=水费"])
def test_pinyin_stands_over_the_main_part_and_is_read_only_once(
    client: PageClient, address: str, language: str
) -> None:
    client.get(f"/help/?lang={language}&view=care")
    plain = client.get(address).main_text
    before = client.http.get("/speech/script", query_string={"page": address}).json
    client.get("/help/?aid=pinyin-on")
    page = client.get(address)
    assert page.main_text == plain
    assert len(readings(client)) > 20
    assert all(node.inside("main") for node in page.tagged("rt"))
    assert all(node["aria-hidden"] == "true" for node in page.tagged("rt"))
    assert client.http.get("/speech/script", query_string={"page": address}).json == before


def test_what_is_typed_or_chosen_gets_no_pinyin(resident: Resident) -> None:
    resident.client.get("/help/?aid=pinyin-on&view=elder")
    resident.starts("water-fault")
    while not resident.page.root.select("main [data-example]"):
        resident.answers_page()
    for node in resident.page.tagged("rt"):
        assert not node.inside("textarea", "select", "title")
        assert not any(outer.has("data-example") for outer in node.ancestors())


@pytest.mark.parametrize(
    ("aid", "there"), [("caption", False), ("cross", True), ("silence", False)]
)
def test_styles_come_only_with_an_aid_that_needs_them(
    client: PageClient, aid: str, there: bool
) -> None:
    page = client.get(f"/help/?aid={aid}-on")
    sheets = [node for node in page.tagged("link") if node["href"] == "/static/css/aids.css"]
    assert bool(sheets) is there


def test_kept_pages_are_kept_for_each_choice(app: Flask) -> None:
    one, other = PageClient(app.test_client()), PageClient(app.test_client())
    other.get("/help/?aid=pinyin-on")
    for _ in range(2):
        assert not one.get(HELP).tagged("rt")
        assert other.get(HELP).tagged("rt")
    other.http.set_cookie("keys", "on.alone." + DEFAULT.keys)
    other.get(HELP)
    assert other.page.tagged("html")[0]["data-hold"] == "alone"
    assert one.get(HELP).tagged("html")[0]["data-hold"] == "alt-shift"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_are_listed_as_the_resident_has_them(resident: Resident, language: str) -> None:
    client = resident.in_language(language).client
    client.get(KEYS)
    client.submit({"cross": "R", "pinyin": "-"}, form=KEYS_FORM)
    rows = client.get("/shortcuts/").root.select("tbody")[0].select("tr")
    keys = [row.select("td")[0].text for row in rows[: len(ACTIONS)]]
    named = dict(zip((action.name for action in ACTIONS), keys, strict=True))
    assert (named["cross"], named["read-play"]) == ("R", "D")
    assert len(named["pinyin"]) > 1 or not named["pinyin"].isascii()
    assert "R:cross" in client.page.tagged("html")[0]["data-keys"].split()
    assert ":pinyin" not in client.page.tagged("html")[0]["data-keys"]


def test_two_actions_never_share_a_key(resident: Resident) -> None:
    client = resident.in_language("zh-Hans").client
    client.get(KEYS)
    client.submit({"cross": "D", "hold": "alone"}, form=KEYS_FORM)
    assert "用了同一个键 D" in client.page.root.one("#cross-error").text
    assert client.page.root.one("#error-summary a")["href"] == "#cross"
    assert client.page.root.one("#cross option[selected]").text == "D"
    assert client.page.root.one('[name="hold"][checked]')["value"] == "alone"
    assert client.cookie("keys") is None
    client.submit({"read-play": "-"}, form=KEYS_FORM)
    assert "on.alone.-" in (client.cookie("keys") or "")


def test_all_keys_go_off_at_once_and_come_back_as_they_were_at_first(client: PageClient) -> None:
    client.get(f"{KEYS}?lang=zh-Hans")
    client.submit({"state": "off", "cross": "R"}, form=KEYS_FORM)
    assert client.page.tagged("html")[0]["data-keys"] == ""
    assert "都关掉了" in client.get("/shortcuts/").main_text
    client.get(KEYS)
    assert client.page.root.one("#cross option[selected]").text == "R"
    client.submit(button="全部还原", form=KEYS_FORM)
    assert client.cookie("keys") is None
    assert client.page.tagged("html")[0]["data-keys"] == DEFAULT.for_page


def test_rubbish_in_keys_changes_nothing(client: PageClient) -> None:
    client.get(KEYS)
    token = client.page.root.one(f"{KEYS_FORM} [name=form_token]")["value"]
    rubbish = {"cross": "<b>", "pinyin": "A", "hold": "nose", "state": "maybe", "nobody": "D"}
    client.post(KEYS, {**rubbish, "form_token": token})
    assert client.cookie("keys") == DEFAULT.to_cookie()


def test_a_picture_says_in_words_what_it_is(client: PageClient) -> None:
    page = client.get("/services/water-bill/?lang=zh-Hans&aid=text-only-on")
    pictures = [n for n in page.tagged("svg", "img") if n.get("role") == "img" or n.tag == "img"]
    said = [node.text for node in page.root.select(".as-text")]
    assert pictures
    assert said == [f"图：{node.get('aria-label') or node.get('alt')}" for node in pictures]
