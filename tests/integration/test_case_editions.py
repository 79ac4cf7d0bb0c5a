"""Editions of a receipt and of a decision: what the page says, for its owner only, kept nowhere."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.fake_voice import FakeVoice, give_fake_voice
from tests.page_client import PageClient
from tests.residents import Resident
from webapp.editions.making import MAKERS
from webapp.wiring import parts

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
FILES = ("receipt.txt", *MAKERS)


@pytest.fixture(autouse=True)
def voice(app: Flask, tmp_path: Path) -> FakeVoice:
    """What speaks in these tests."""
    return give_fake_voice(app, tmp_path / "said")


def _paid(resident: Resident) -> str:
    """The address of a receipt, without its query."""
    resident.in_language("zh-Hans").signs_in("elder").starts("gas-bill")
    resident.takes_what_is_offered().pays()
    return resident.page.address.split("?")[0]


def test_every_edition_tells_what_the_page_tells(resident: Resident, voice: FakeVoice) -> None:
    base = _paid(resident)
    shown = "".join(resident.page.main_text.split())
    text = resident.client.http.get(f"{base}receipt.txt").get_data(as_text=True)
    items = [line.split(" ", 1)[1] for line in text.splitlines() if line[:1].isdigit()]
    facts = [item for item in items if "：" in item]
    assert len(facts) > 4
    for fact in facts:
        for half in fact.split("：", 1):
            assert "".join(half.split()) in shown, fact
    for file in MAKERS:
        answer = resident.client.http.get(base + file)
        assert answer.status_code == 200, file
        assert answer.headers["Cache-Control"] == "no-store", file
        assert "ETag" not in answer.headers
    pdf = PdfReader(BytesIO(resident.client.http.get(f"{base}large-print.pdf").data))
    printed = "".join("".join(page.extract_text() for page in pdf.pages).split())
    assert all("".join(fact.split()) in printed for fact in facts)
    book = ZipFile(BytesIO(resident.client.http.get(f"{base}audio.epub").data))
    assert facts[0] in book.read("OEBPS/text.xhtml").decode()


def test_nothing_of_a_case_stays_on_disk(
    resident: Resident, app: Flask, voice: FakeVoice, tmp_path: Path
) -> None:
    base = _paid(resident)
    for file in FILES:
        assert resident.client.http.get(base + file).status_code == 200
    assert voice.asked
    assert not list((tmp_path / "said").rglob("*.*"))
    assert not (parts(app).settings.data_dir / "editions").exists()


@pytest.mark.parametrize("file", FILES)
def test_nobody_else_gets_an_edition(
    resident: Resident, app: Flask, voice: FakeVoice, file: str
) -> None:
    base = _paid(resident)
    stranger = PageClient(app.test_client())
    assert stranger.http.get(base + file).status_code == 404
    Resident(stranger).signs_in("blind")
    assert stranger.http.get(base + file).status_code == 404


def test_a_decision_comes_with_its_reasons(resident: Resident, voice: FakeVoice) -> None:
    resident.in_language("zh-Hans").signs_in("wheelchair")
    resident.starts("disability-nursing-allowance").takes_what_is_offered().sends()
    base = resident.page.address.split("?")[0]
    text = resident.client.http.get(f"{base}receipt.txt").get_data(as_text=True)
    assert text.startswith(resident.page.root.one("h1").text)
    assert "理由和要知道的" in text
    assert "按哪天的规则" in text
    braille = resident.client.http.get(f"{base}braille.brf")
    assert braille.status_code == 200


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_a_receipt_speaks_the_language_in_use(
    resident: Resident, voice: FakeVoice, language: str
) -> None:
    base = _paid(resident)
    for file in FILES:
        answer = resident.client.http.get(f"{base}{file}?lang={language}")
        assert answer.status_code == 200, file
        assert answer.headers["Content-Language"] == language


def test_the_receipt_lists_its_editions(resident: Resident) -> None:
    base = _paid(resident)
    links = [node["href"].split("?")[0] for node in resident.page.root.select("#editions a")]
    assert {link.removeprefix(base) for link in links} == set(FILES)
