"""Large print: what a person holds in hand, and what a screen reader finds in the file."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest
from fontTools.ttLib import TTFont

from a11y.formats.gate import Edition, differences
from a11y.formats.kept import KeptPrints, print_key
from a11y.formats.large_print import CHINESE, LargePrint, large_print
from a11y.formats.print_font import print_font
from a11y.formats.read_back import pdf_text
from a11y.formats.sheet import Section, Sheet
from services.qr import qr_picture, svg_file
from tests.pdf_checks import faults, for_people
from tests.sheets import SHEET

QR = svg_file(qr_picture(SHEET.address))
# Points; what a reader of large print has before the eyes (RNIB Clear Print).
MOST_HANZI = 30
LEAST_LINE_SPACE = 1.5


@cache
def printed(points: int) -> LargePrint:
    return large_print(SHEET, points, "zh-Hans", CHINESE, QR)


def _lines(pdf: bytes) -> list[dict]:
    return [
        line
        for page in pymupdf.open(stream=pdf)
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", [])
    ]


@pytest.mark.parametrize("points", [18, 24])
def test_two_independent_checkers_find_no_fault(points: int, tmp_path: Path) -> None:
    assert faults(printed(points).pdf, tmp_path) == []


def test_the_report_names_what_no_machine_can_judge(tmp_path: Path) -> None:
    report = Path("docs/conformance/pdf.md").read_text("utf-8")
    assert for_people(printed(18).pdf, tmp_path) == re.findall(r"^\| (\d\d) \|", report, re.M)


@pytest.mark.parametrize("points", [18, 24])
def test_all_items_stand_there_in_order_and_on_the_pages_told(points: int) -> None:
    made = printed(points)
    pages = [page.get_text() for page in pymupdf.open(stream=made.pdf)]
    assert len(pages) > 1
    at = 0
    whole = "".join("".join(pages).split())
    for item in SHEET.items():
        said = "".join(f"{item.number}. {item.text}".split())
        head = said[:12]
        assert head in "".join(pages[made.pages[item.number] - 1].split()), item.number
        assert (at := whole.find(head, at)) >= 0, f"{item.number} is out of order"
    assert not differences(SHEET, pdf_text(made.pdf), Edition.PDF, "zh-Hans")


@pytest.mark.parametrize("points", [18, 24])
def test_letters_are_large_upright_and_in_short_lines(points: int) -> None:
    for line in _lines(printed(points).pdf):
        text = "".join(span["text"] for span in line["spans"])
        assert len(re.findall(r"[㐀-鿿]", text)) <= MOST_HANZI
        for span in line["spans"]:
            assert round(span["size"]) >= points, f"{span['text']} is small"
            assert not span["flags"] & pymupdf.TEXT_FONT_ITALIC


def test_lines_begin_at_one_margin_and_stand_well_apart() -> None:
    page = pymupdf.open(stream=printed(18).pdf)[1]
    lines = [line for block in page.get_text("dict")["blocks"] for line in block.get("lines", [])]
    assert len({round(line["bbox"][0]) for line in lines}) == 1
    tops = sorted(line["spans"][0]["origin"][1] for line in lines)
    assert min(b - a for a, b in pairwise(tops)) >= 18 * LEAST_LINE_SPACE


def test_hanzi_are_drawn_and_not_only_found() -> None:
    """The packaged font names glyphs so that viewers would draw blanks."""
    glyphs = TTFont(BytesIO(print_font()))["CFF "].cff.topDictIndex[0].charset
    assert glyphs[1:] == [f"cid{place:05}" for place in range(1, len(glyphs))]
    page = pymupdf.open(stream=printed(18).pdf)[0]
    title = page.search_for(SHEET.title)[-1]
    ink = [value < 100 for value in page.get_pixmap(clip=title, colorspace="gray").samples]
    assert sum(ink) > len(ink) / 20


def test_the_page_number_is_always_at_the_same_place() -> None:
    made = pymupdf.open(stream=printed(24).pdf)
    places = []
    for number, page in enumerate(made, 1):
        (place,) = page.search_for(f"第 {number} 页，共 {len(made)} 页")
        places.append((round(place.x0), round(place.y1)))
    assert len(set(places)) == 1


def test_its_title_language_and_picture_are_told() -> None:
    made = pymupdf.open(stream=printed(18).pdf)
    assert made.metadata["title"] == SHEET.title
    assert made.xref_get_key(made.pdf_catalog(), "Lang") == ("string", "zh-Hans")
    alternatives = [made.xref_get_key(number, "Alt")[1] for number in range(1, made.xref_length())]
    assert CHINESE.qr % {"service": SHEET.title} in alternatives
    assert made[-1].get_links()[0]["uri"] == SHEET.address


def test_odd_text_is_set_as_text() -> None:
    odd = '</h1><script>"\\";}@page{size:1cm}</style> 😀 𠮷 ' + "长" * 200
    sheet = Sheet(odd, odd, (Section(odd, (odd,)),), "http://localhost/?a=1&b=<2>")
    text = "".join(pdf_text(large_print(sheet, 24, "zh-Hans").pdf).split())
    assert "".join(odd.split())[:40] in text


def test_what_is_kept_is_whole_or_nothing(tmp_path: Path) -> None:
    kept, made = KeptPrints(tmp_path / "editions"), LargePrint(b"%PDF-1", {"1": 1})
    key = print_key(SHEET, 18, "zh-Hans", CHINESE, QR)
    assert kept.read(key) is None
    kept.write(key, made)
    assert kept.read(key) == made
    (file,) = (tmp_path / "editions").iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert kept.read(key) is None
    assert len({print_key(SHEET, 18, "en", CHINESE, QR), key}) == 2
    assert print_key(replace(SHEET, title="交电费"), 18, "zh-Hans", CHINESE, QR) != key


def test_the_oldest_kept_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("a11y.formats.kept.MOST_FILES", 3)
    kept = KeptPrints(tmp_path)
    for number in range(5):
        kept.write(f"{number}", LargePrint(b"", {}))
    assert len(list(tmp_path.iterdir())) == 3
    assert kept.read("4") is not None


def test_a_full_disk_costs_only_speed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "editions").write_text("a file where the folder should be")
    KeptPrints(tmp_path / "editions").write("key", LargePrint(b"", {}))
    assert "can't be kept" in caplog.text
