"""Editions of guides: every kind in every language, the same facts, kept, limited, withheld."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf import PdfReader
from structlog.testing import CapturingLogger

from a11y.formats.audio import said_items
from a11y.formats.braille import BrailleMissing, braille
from a11y.formats.large_print import PrintMissing
from a11y.formats.press import Press, PrintFailed
from a11y.formats.sheet import Sheet
from a11y.speech.engines.port import SpeechFailed
from tests.fake_voice import FakeVoice, give_fake_voice
from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS
from webapp.editions.making import MAKERS
from webapp.editions.sending import EDITIONS
from webapp.wiring import parts

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
FILES = ("guide.txt", *MAKERS)
KINDS = {
    "guide.txt": "text/plain; charset=utf-8",
    "large-print.pdf": "application/pdf",
    "braille.brf": "text/plain; charset=us-ascii",
    "braille.txt": "text/plain; charset=utf-8",
    "audio.mp3": "audio/mpeg",
    "audio.epub": "application/epub+zip",
}
WATER = "/services/water-bill/"


@pytest.fixture(autouse=True)
def voice(app: Flask, tmp_path: Path) -> FakeVoice:
    """What speaks in these tests."""
    return give_fake_voice(app, tmp_path / "said")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_edition_says_the_first_and_the_last_item(
    client: PageClient, voice: FakeVoice, language: str
) -> None:
    text = client.http.get(f"{WATER}guide.txt?lang={language}").get_data(as_text=True)
    lines = [line for line in text.splitlines() if line[:1].isdigit()]
    first, last = lines[1].split(" ", 1)[1], lines[-1].split(" ", 1)[1]
    for file in FILES:
        answer = client.http.get(f"{WATER}{file}?lang={language}")
        assert (answer.status_code, answer.content_type) == (200, KINDS[file]), file
        assert answer.headers["Content-Language"] == language
        told = "".join(_told(file, answer.data, voice).split())
        if not file.startswith("braille"):
            assert "".join(last.split()) in told, file
            assert "".join(first[:8].split()) in told, file


def _told(file: str, content: bytes, voice: FakeVoice) -> str:
    """What a reader of this edition gets as text."""
    if file.endswith(".pdf"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if file.endswith(".mp3"):
        return " ".join(voice.asked)
    if file.endswith(".epub"):
        return unescape(ZipFile(BytesIO(content)).read("OEBPS/text.xhtml").decode())
    return content.decode()


def test_braille_is_numbered_and_says_that_it_is_a_draft(client: PageClient) -> None:
    brf = client.http.get(f"{WATER}braille.brf?lang=zh-Hans")
    dots = client.http.get(f"{WATER}braille.txt?lang=zh-Hans").get_data(as_text=True)
    lines = brf.data.decode("ascii").splitlines()
    assert all(len(line) <= 40 for line in lines)
    assert sum(line.startswith("#") for line in lines) > 20, "each item begins with its number"
    assert "⠼⠃⠲⠁" in dots or "⠼⠃⠄⠁" in dots, "2.1"
    client.get(WATER)
    assert "草稿" in client.page.root.one("#editions").text


@pytest.mark.parametrize("view", VIEWS)
def test_a_guide_lists_its_editions_folded_up(client: PageClient, view: str) -> None:
    client.get(f"/?view={view}&lang=zh-Hans")
    client.get(WATER)
    links = [node["href"] for node in client.page.root.select("#editions a")]
    assert {link.split("/")[-1].split("?")[0] for link in links} == set(FILES)
    assert all("lang=zh-Hans" in link for link in links)
    assert client.page.root.one("#editions").tag == "details"


@pytest.mark.parametrize(
    ("asked", "view", "points"),
    [
        ("?size=18", "care", "18"),
        ("?size=24", "standard", "24"),
        ("", "standard", "18"),
        ("", "care", "24"),
        ("?size=1000", "standard", "18"),
        ("?size=<b>", "elder", "24"),
    ],
)
def test_an_unknown_size_is_that_of_the_view(
    client: PageClient, asked: str, view: str, points: str
) -> None:
    client.get(f"/?view={view}&lang=zh-Hans")
    answer = client.http.get(f"{WATER}large-print.pdf{asked}")
    assert f"-{points}.pdf" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("file", FILES)
def test_an_edition_is_kept_checked_and_sent_in_parts(
    client: PageClient, voice: FakeVoice, file: str
) -> None:
    client.get("/?lang=zh-Hans")
    whole = client.http.get(WATER + file)
    assert whole.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.http.get(WATER + file, headers={"If-None-Match": whole.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = client.http.head(WATER + file)
    assert (head.status_code, head.data) == (200, b"")
    if not file.endswith((".txt", ".brf")):
        part = client.http.get(WATER + file, headers={"Range": "bytes=2-5"})
        assert (part.status_code, part.data) == (206, whole.data[2:6])


def test_large_print_is_set_once_for_everyone(
    client: PageClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.http.get(f"{WATER}large-print.pdf?size=18&lang=zh-Hans")
    assert len(list((parts(app).settings.data_dir / "editions").iterdir())) == 1
    monkeypatch.setattr(Press, "large_print", _broken(PrintFailed("gone")))
    assert client.http.get(f"{WATER}large-print.pdf?size=18&lang=zh-Hans").status_code == 200
    assert client.http.get(f"{WATER}large-print.pdf?size=24&lang=zh-Hans").status_code == 503


@pytest.mark.parametrize("view", VIEWS)
def test_a_missing_library_leaves_the_other_editions(
    client: PageClient, voice: FakeVoice, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Press, "large_print", _broken(PrintMissing("no pango")))
    client.get(f"/?view={view}&lang=zh-Hans")
    client.get(f"{WATER}large-print.pdf", status=503)
    assert "缺一个零件" in client.page.main_text
    links = [node["href"] for node in client.page.root.select(".editions a")]
    assert not any("large-print" in link for link in links)
    for link in links:
        assert client.http.get(link).status_code == 200, link


def test_without_braille_there_is_a_plain_message(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.editions.making.braille", _broken(BrailleMissing("no liblouis")))
    client.get("/?lang=zh-Hans")
    client.get(f"{WATER}braille.brf", status=503)
    assert "12345" in client.page.main_text


def test_where_nothing_speaks_there_is_a_plain_message(client: PageClient, app: Flask) -> None:
    silent = give_fake_voice(app, parts(app).settings.data_dir)
    silent.available = False
    client.get("/?lang=zh-Hans")
    client.get(f"{WATER}audio.mp3", status=503)
    assert "缺一个零件" in client.page.main_text


def test_a_voice_that_fails_asks_for_patience(
    client: PageClient, voice: FakeVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeVoice, "synthesise", _broken(SpeechFailed("stuck")))
    client.get("/?lang=zh-Hans")
    client.get(f"{WATER}audio.epub", status=503)
    assert client.page.headers["Retry-After"] == "60"
    assert "请过 1 分钟再点一次" in client.page.main_text


@pytest.mark.parametrize("file", MAKERS)
def test_an_edition_with_another_figure_is_withheld(
    client: PageClient,
    voice: FakeVoice,
    file: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One digit of one telephone number goes wrong on the way into the edition."""
    planted = {"large-print.pdf": _misprint, "audio.mp3": _misspeak, "audio.epub": _misspeak}
    planted.get(file, _misread)(monkeypatch)
    log = CapturingLogger()
    monkeypatch.setattr("webapp.editions.making.log", log)
    client.get("/?lang=zh-Hans")
    client.get(WATER + file, status=503)
    assert "有一处不一样" in client.page.main_text
    (told,) = {str(call) for call in log.calls if call.method_name == "error"}
    assert "item 13.1: " in told
    assert "962740" not in told
    assert "962741" not in told


def _broken(error: Exception) -> Callable[..., None]:
    def fail(*_args: object, **_given: object) -> None:
        raise error

    return fail


def _wrong(sheet: Sheet) -> Sheet:
    sections = [
        replace(each, points=tuple(point.replace("962740", "962741") for point in each.points))
        for each in sheet.sections
    ]
    return replace(sheet, sections=tuple(sections))


def _misprint(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Press.large_print
    monkeypatch.setattr(
        Press, "large_print", lambda self, sheet, *rest: right(self, _wrong(sheet), *rest)
    )


def _misspeak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "webapp.editions.making.said_items", lambda sheet, *rest: said_items(_wrong(sheet), *rest)
    )


def _misread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "webapp.editions.making.braille", lambda sheet, *rest: braille(_wrong(sheet), *rest)
    )


def test_too_many_are_refused_calmly(client: PageClient, app: Flask) -> None:
    for _ in range(EDITIONS.times):
        parts(app).limits.minutes_to_wait(EDITIONS, "127.0.0.1")
    client.get(f"{WATER}audio.mp3", status=429)
    assert client.http.get(f"{WATER}guide.txt").status_code == 200


@pytest.mark.parametrize("file", FILES)
def test_there_is_no_edition_of_what_is_not_there(client: PageClient, file: str) -> None:
    assert client.http.get(f"/services/nothing/{file}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guide_has_its_plain_text_and_braille(
    app: Flask, client: PageClient, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without print, which takes seconds: tests/unit/test_gate.py holds all guides to it."""
    monkeypatch.setattr(Press, "large_print", _broken(PrintMissing("left out")))
    for entry in parts(app).catalogue.entries:
        for file in ("guide.txt", "braille.brf", "braille.txt"):
            answer = client.http.get(f"/services/{entry.slug}/{file}?lang={language}")
            assert answer.status_code == 200, f"{entry.slug}/{file}"


def test_large_print_can_be_set_beforehand(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = app.test_cli_runner().invoke(args=["editions"])
    assert refused.exit_code == 1
    assert "NUANCHUANG_PUBLIC_URL" in refused.output
    catalogue = replace(parts(app).catalogue, entries=parts(app).catalogue.entries[:1])
    settings = parts(app).settings.model_copy(update={"public_url": "https://site.example"})
    app.extensions["parts"] = replace(parts(app), settings=settings, catalogue=catalogue)
    done = app.test_cli_runner().invoke(args=["editions"])
    assert done.exit_code == 0, done.output
    assert len(list((settings.data_dir / "editions").iterdir())) == 6
