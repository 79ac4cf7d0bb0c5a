"""Any page can be heard: as sentences, as one file, with and without scripts."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.page_client import PageClient
from tests.residents import Resident
from webapp import create_app
from webapp.settings import Settings

GUIDE = "/services/water-bill/"


@pytest.fixture
def backend() -> str:
    """Listening asks the same of either database."""
    return "sqlite"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def script(browser: FlaskClient, page: str) -> dict:
    answer = browser.get("/speech/script", query_string={"page": page})
    assert answer.status_code == 200
    heard: dict = answer.get_json()
    return heard


def asked(page: str, heard: dict, n: int) -> dict:
    return {"page": page, "n": n, "version": heard["version"], "rate": 100}


def line_of(browser: FlaskClient, page: str, heard: dict, n: int) -> TestResponse:
    return browser.get("/speech/line", query_string=asked(page, heard, n))


def private_page(browser: FlaskClient) -> str:
    """A step of somebody's journey, which only this visitor may hear."""
    answer = browser.get("/services/water-bill/apply/", follow_redirects=True)
    assert answer.status_code == 200
    return answer.request.path


def kept_audio(app: Flask) -> list[Path]:
    return list((app.extensions["parts"].settings.data_dir / "speech").rglob("*.speech"))


def test_a_guide_is_read_from_its_heading_on(browser: FlaskClient) -> None:
    heard = script(browser, GUIDE)
    headings = [line["text"] for line in heard["lines"] if line["kind"] == "heading"]
    assert headings[0] == "交水费"
    assert heard["voice"] is True


def test_a_sentence_says_where_it_sounds_and_when_each_word_does(browser: FlaskClient) -> None:
    heard = script(browser, GUIDE)
    n = next(line["n"] for line in heard["lines"] if len(line["text"]) > 12)
    line = line_of(browser, GUIDE, heard, n).get_json()
    assert line["voice"] == "plain"
    text = heard["lines"][n]["text"]
    starts = [start for _, _, start in line["words"]]
    assert starts == sorted(starts)
    assert starts[-1] < line["duration_ms"]
    ends = [place for begin, end, _ in line["words"] for place in (begin, end)]
    assert ends == sorted(ends)
    assert ends[-1] <= len(text)
    assert browser.get(line["audio"]).content_type == "audio/mpeg"


def test_a_public_sentence_is_kept_for_ever_and_given_in_parts(browser: FlaskClient) -> None:
    heard = script(browser, GUIDE)
    address = line_of(browser, GUIDE, heard, 1).get_json()["audio"]
    assert browser.get("/speech/line.mp3", query_string=asked(GUIDE, heard, 1)).location == address
    answer = browser.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = browser.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert browser.head(address).content_length == len(answer.data)
    whole = len(answer.data)
    for wanted, first, end in (
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, whole),
        ("bytes=-50", whole - 50, whole),
        ("bytes=5-999999999", 5, whole),
    ):
        part = browser.get(address, headers={"Range": wanted})
        assert (part.status_code, part.data) == (206, answer.data[first:end])
        assert part.headers["Content-Range"] == f"bytes {first}-{end - 1}/{whole}"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Range": "bytes=999999999-"}, 416),
        ({"Range": "bytes=-0"}, 416),
        ({"Range": "bytes=5-2"}, 200),
        ({"Range": "bytes=0-1,4-5"}, 200),
        ({"Range": "lines=0-1"}, 200),
        ({"Range": "bytes=0-9", "If-Range": '"another"'}, 200),
    ],
)
def test_strange_parts_of_a_sentence(browser: FlaskClient, headers: dict, status: int) -> None:
    heard = script(browser, GUIDE)
    address = line_of(browser, GUIDE, heard, 1).get_json()["audio"]
    assert browser.get(address, headers=headers).status_code == status


@pytest.mark.parametrize(
    "name", ["0" * 64 + ".mp3", "", "x.mp3", "../keys", "0" * 64, "A" * 64 + ".mp3", "%2e%2e/keys"]
)
def test_only_what_was_said_is_found(browser: FlaskClient, name: str) -> None:
    assert browser.get(f"/speech/audio/{name}").status_code == 404
    assert browser.post(f"/speech/audio/{name}").status_code == 405


def test_a_listener_who_hangs_up_costs_the_next_one_nothing(browser: FlaskClient) -> None:
    heard = script(browser, GUIDE)
    address = line_of(browser, GUIDE, heard, 1).get_json()["audio"]
    browser.get(address, buffered=False).close()
    assert len(browser.get(address).data) > 1000


def test_a_private_page_is_read_and_leaves_nothing_on_disk(
    app: Flask, browser: FlaskClient
) -> None:
    step = private_page(browser)
    heard = script(browser, step)
    line = line_of(browser, step, heard, 0).get_json()
    assert line["audio"].startswith("/speech/line.mp3")
    sound = browser.get(line["audio"])
    assert sound.status_code == 200
    assert sound.headers["Cache-Control"] == "no-store"
    whole = browser.get("/speech/page.mp3", query_string={"page": step})
    assert whole.headers["Cache-Control"] == "no-store"
    assert kept_audio(app) == []


def test_who_is_signed_in_hears_public_sentences_from_where_all_do(browser: FlaskClient) -> None:
    Resident(PageClient(browser)).signs_in("elder")
    heard = script(browser, GUIDE)
    n = next(line["n"] for line in heard["lines"] if line["kind"] == "text")
    assert line_of(browser, GUIDE, heard, n).get_json()["audio"].startswith("/speech/audio/")


def test_who_signs_out_takes_their_audio_along(app: Flask, browser: FlaskClient) -> None:
    client = PageClient(browser)
    Resident(client).signs_in("elder")
    line_of(browser, "/cases/", script(browser, "/cases/"), 0)
    memory = app.extensions["parts"].speech.memory
    assert len(memory) == 1
    client.get("/sign-out/")
    client.submit(form="form[data-sign-out]")
    assert len(memory) == 0


def test_a_sentence_that_can_not_be_kept_is_heard_all_the_same(
    app: Flask, browser: FlaskClient
) -> None:
    folder = app.extensions["parts"].settings.data_dir / "speech"
    folder.write_text("a full disk")
    heard = script(browser, GUIDE)
    line = line_of(browser, GUIDE, heard, 1).get_json()
    assert browser.get(line["audio"]).content_type == "audio/mpeg"


def test_the_first_words_of_a_page_are_few(browser: FlaskClient) -> None:
    for page in ("/", GUIDE, "/help/", "/life/"):
        texts = [line["text"] for line in script(browser, page)["lines"]]
        assert len(texts[0]) <= 12, texts[0]
        assert len(texts[1]) <= 24, texts[1]


def test_reading_changes_nothing_for_the_visitor(browser: FlaskClient) -> None:
    answer = browser.get("/speech/script", query_string={"page": "/?view=care&lang=en"})
    assert "Set-Cookie" not in answer.headers
    assert browser.get("/").text.count('data-view="care"') == 0


def test_the_page_is_read_in_its_own_language(browser: FlaskClient) -> None:
    words = " ".join(line["text"] for line in script(browser, "/sign-in/?lang=en")["lines"])
    assert "Button: " in words
    assert "按钮" not in words


def test_a_page_that_has_changed_is_not_read_from_memory(browser: FlaskClient) -> None:
    heard = script(browser, GUIDE) | {"version": "0" * 16}
    assert line_of(browser, GUIDE, heard, 0).status_code == 409


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("", 400),
        ("https://example.org/", 400),
        ("//example.org/", 400),
        ("/\\example.org", 400),
        ("services/", 400),
        ("/a b", 400),
        ("/" + "x" * 5000, 400),
        ("/speech/script?page=/", 404),
        ("/listen/?page=/", 404),
        ("/static/js/app.js", 404),
        ("/services/water-bill/apply/", 409),
    ],
)
def test_only_pages_of_this_site_are_read(browser: FlaskClient, page: str, status: int) -> None:
    assert browser.get("/speech/script", query_string={"page": page}).status_code == status


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"n": -1}, 404), ({"n": 9999}, 404), ({"n": "x"}, 404), ({"rate": 7}, 400)],
)
def test_bad_requests_for_a_sentence(browser: FlaskClient, changed: dict, status: int) -> None:
    query = {"page": GUIDE, "n": 0, "version": script(browser, GUIDE)["version"]} | changed
    for address in ("/speech/line", "/speech/line.mp3"):
        assert browser.get(address, query_string=query).status_code == status


def test_without_scripts_a_page_offers_its_sound_and_its_printed_script(
    client: PageClient, browser: FlaskClient
) -> None:
    page = client.get(f"/listen/?page={GUIDE}")
    assert "听：交水费" in page.text
    assert "查看家里用了多少水" in page.text
    sound = browser.get("/speech/page.mp3", query_string={"page": "/help/"})
    assert sound.status_code == 200
    assert len(sound.data) > 50_000


def test_without_a_voice_the_page_says_so_and_shows_the_words(settings: Settings) -> None:
    quiet = create_app(settings.model_copy(update={"speech_engine": "off"}))
    browser = quiet.test_client()
    assert script(browser, GUIDE)["voice"] is False
    assert "这里现在没有声音" in browser.get(f"/listen/?page={GUIDE}").text
    assert browser.get("/speech/page.mp3", query_string={"page": GUIDE}).status_code == 503
    quiet.extensions["parts"].db.dispose()


def test_ten_thousand_requests_are_slowed_down(app: Flask, browser: FlaskClient) -> None:
    limits = app.extensions["parts"].limits
    from webapp.speech.whole import WHOLE_PAGES

    for _ in range(WHOLE_PAGES.times):
        limits.minutes_to_wait(WHOLE_PAGES, "127.0.0.1")
    answer = browser.get("/speech/page.mp3", query_string={"page": GUIDE})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
