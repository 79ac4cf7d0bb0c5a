"""`make voices` says what every public page says, once, and goes on where it was stopped."""

from pathlib import Path

import pytest
from flask import Flask

from a11y.speech.engines.port import SpeechFailed
from a11y.speech.speaker import Speaker
from webapp.speech import ahead
from webapp.wiring import parts

SENTENCES = [("请坐。", "zh-Hans"), ("請坐。", "zh-Hant"), ("※", "zh-Hans"), ("Sit down.", "en")]


@pytest.fixture
def backend() -> str:
    """Voices do not depend on the database."""
    return "sqlite"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that says little."""
    monkeypatch.setattr(ahead, "public_sentences", lambda app: SENTENCES)


def run(app: Flask) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["voices"])
    return done.exit_code, done.output


@pytest.mark.usefixtures("few")
def test_what_was_said_is_not_said_again(app: Flask) -> None:
    assert "3 of 4 sentences are there, 3 of them new" in run(app)[1]
    status, told = run(app)
    assert status == 0
    assert "3 of 4 sentences are there, 0 of them new" in told


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("fault", "why"),
    [(KeyboardInterrupt(), "Run it again to go on"), (SpeechFailed("no model"), "no model")],
)
def test_who_stops_it_keeps_what_was_made(
    app: Flask, monkeypatch: pytest.MonkeyPatch, fault: BaseException, why: str
) -> None:
    say = Speaker.prepare

    def fails_late(speaker: Speaker, text: str, language: str, rate: int) -> object:
        if language == "en":
            raise fault
        return say(speaker, text, language, rate)

    monkeypatch.setattr(Speaker, "prepare", fails_late)
    status, told = run(app)
    assert status == 1
    assert "2 of 4 sentences are there, 2 of them new" in told
    assert why in told


@pytest.mark.usefixtures("few")
def test_a_full_disk_stops_it_at_once(app: Flask) -> None:
    Path(parts(app).settings.data_dir / "speech").write_text("a full disk")
    status, told = run(app)
    assert status == 1
    assert "0 of 4 sentences" in told
    assert "no room" in told


def test_every_public_page_and_language_is_among_them(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The whole map takes long; this page links to some of it, and to what is nobody's to read.
    monkeypatch.setattr(ahead, "MAP", "/life/moving-house/")
    monkeypatch.setattr(ahead, "_edition_lines", lambda app, language: [])
    found = ahead.public_sentences(app)
    assert len(found) == len(set(found))
    assert {language for _, language in found} >= {"zh-Hans", "zh-Hant", "en"}
    asked = {"page": "/life/moving-house/?view=care"}
    heard = app.test_client().get("/speech/script", query_string=asked)
    lines = {(line["text"], line["language"]) for line in heard.get_json()["lines"]}
    assert lines <= set(found)
