"""Any page can be heard: as sentences, as one file, with and without scripts."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.page_client import PageClient
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


def line_of(browser: FlaskClient, page: str, heard: dict, n: int, **headers: str) -> TestResponse:
    query = {"page": page, "n": n, "version": heard["version"], "rate": 100}
    return browser.get("/speech/line.mp3", query_string=query, headers=headers)


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


def test_a_public_sentence_may_be_kept_for_ever_and_in_parts(browser: FlaskClient) -> None:
    heard = script(browser, GUIDE)
    answer = line_of(browser, GUIDE, heard, 1)
    assert answer.content_type == "audio/mpeg"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    part = line_of(browser, GUIDE, heard, 1, Range="bytes=0-99")
    assert part.status_code == 206
    assert part.data == answer.data[:100]
    again = line_of(browser, GUIDE, heard, 1, **{"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_private_page_is_read_and_leaves_nothing_on_disk(
    app: Flask, browser: FlaskClient
) -> None:
    step = private_page(browser)
    heard = script(browser, step)
    before = kept_audio(app)
    answer = line_of(browser, step, heard, 0)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    whole = browser.get("/speech/page.mp3", query_string={"page": step})
    assert whole.headers["Cache-Control"] == "no-store"
    assert kept_audio(app) == before


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
    assert browser.get("/speech/line.mp3", query_string=query).status_code == status


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
    from webapp.speech.routes import WHOLE_PAGES

    for _ in range(WHOLE_PAGES.times):
        limits.minutes_to_wait(WHOLE_PAGES, "127.0.0.1")
    answer = browser.get("/speech/page.mp3", query_string={"page": GUIDE})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
