"""The equality gate: a wrong digit in any edition is found, and nothing else is called wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from io import BytesIO
from zipfile import ZipFile

import pytest

from a11y.formats.audio import HeardItem, said_items
from a11y.formats.braille import BrailleMissing, braille
from a11y.formats.epub import epub
from a11y.formats.facts import FactKind
from a11y.formats.gate import Change, Difference, Edition, differences
from a11y.formats.large_print import PrintMissing, large_print
from a11y.formats.plain_text import plain_text
from a11y.formats.read_back import braille_text, epub_text, pdf_text
from a11y.formats.sheet import Section, Sheet
from a11y.speech.pronunciation.normalise import spoken_text
from a11y.speech.script.page import script_of
from a11y.speech.script.spoken_words import CHINESE
from tests.site import NOW

OFFICE = "东城街道办事处"
RESIDENT = "王*英"
SHEET = Sheet(
    "残疾人生活补贴",
    "满 18 岁，每月都有。",
    (
        Section("能得到什么", ("每月 1,350.25 元，发到银行卡里。", "水费打九成，最多省 60%。")),
        Section(
            "什么时候办",
            ("2026 年 11 月 22 日以前，每天 9:30 开门。", "30 个工作日以内办好。"),
        ),
        Section("打电话问", (f"12345 转{OFFICE}", f"138 0013 8000 是{RESIDENT}的电话")),
    ),
    "http://localhost:8000/services/disability-living-allowance/",
)
ENGLISH = Sheet(
    "Living allowance",
    "From 18 years of age.",
    (
        Section("What you get", ("1,350.25 yuan a month, at most 60% less.",)),
        Section("When", ("By 22 November 2026, from 9:30, within 30 working days.",)),
        Section("Call", ("12345, or Ms Wang on 138 0013 8000",)),
    ),
    "http://localhost:8000/services/disability-living-allowance/",
)
NAMES = (OFFICE, RESIDENT)
# One of each kind: what the sheet has, and the same with one digit or character wrong.
PLANTED = {
    FactKind.AMOUNT: ("1,350.25 元", "1,350.26 元"),
    FactKind.DATE: ("2026 年 11 月 22 日", "2026 年 11 月 12 日"),
    FactKind.TIME: ("9:30", "9:50"),
    FactKind.PERCENT: ("60%", "66%"),
    FactKind.AGE: ("18 岁", "13 岁"),
    FactKind.DURATION: ("30 个工作日", "80 个工作日"),
    FactKind.PHONE: ("138 0013 8000", "138 0018 8000"),
    # Braille and voices cannot tell 东城 from 东成: of a name they have the sound.
    FactKind.NAME: (OFFICE, "东山街道办事处"),
}


def changed(sheet: Sheet, old: str, new: str) -> Sheet:
    """The sheet with other text, its numbers and all else as they were."""
    sections = tuple(
        replace(each, points=tuple(point.replace(old, new) for point in each.points))
        for each in sheet.sections
    )
    return replace(sheet, summary=sheet.summary.replace(old, new), sections=sections)


def page(sheet: Sheet) -> str:
    """A page as guides have it, ways on and forms beside the facts."""
    told = "".join(
        f"<h2>{escape(each.heading)}</h2><ul>"
        + "".join(f"<li>{escape(point)}</li>" for point in each.points)
        + "</ul>"
        for each in sheet.sections
    )
    return (
        f"<html lang='zh-Hans'><main><h1>{sheet.title}</h1><p>{sheet.summary}</p>{told}"
        "<form><p>第 7 题</p></form><nav>99</nav><div class='actions'>18 点</div></main></html>"
    )


def script(sheet: Sheet) -> str:
    html = re.sub("<(form|nav|div).*?</(form|nav|div)>", "", page(sheet))
    return "\n".join(line.text for line in script_of(html, CHINESE, private=False).lines)


def audio(sheet: Sheet) -> str:
    said = said_items(sheet, "zh-Hans")
    return "\n".join(item.written(item.sentences) for item in said)


def book(sheet: Sheet) -> str:
    said = said_items(sheet, "zh-Hans")
    made = epub(sheet, [HeardItem(item, b"", 1_000) for item in said], "zh-Hans", NOW)
    return epub_text(made)


# From a sheet to what the gate reads of the finished edition.
MADE: dict[Edition, Callable[[Sheet], str]] = {
    Edition.PAGE: page,
    Edition.PLAIN: plain_text,
    Edition.SCRIPT: script,
    Edition.AUDIO: audio,
    Edition.EPUB: book,
    Edition.PDF: lambda sheet: pdf_text(large_print(sheet, 18, "zh-Hans").pdf),
    Edition.BRAILLE: lambda sheet: braille_text(braille(sheet, {}, "zh-Hans").brf, "zh-Hans"),
}


def made(kind: Edition, sheet: Sheet = SHEET) -> str:
    """What the gate reads of an edition. Skips where the system lacks what makes it."""
    try:
        return MADE[kind](sheet)
    except (PrintMissing, BrailleMissing) as error:
        pytest.skip(str(error))


NUMBERED = [kind for kind in Edition if kind not in (Edition.PAGE, Edition.SCRIPT)]


def found(edition: str, kind: Edition, sheet: Sheet = SHEET) -> tuple[Difference, ...]:
    return differences(sheet, edition, kind, "zh-Hans", NAMES)


@pytest.mark.parametrize("kind", list(Edition))
def test_an_edition_with_the_same_facts_passes(kind: Edition) -> None:
    assert found(made(kind), kind) == ()


@pytest.mark.parametrize("fact", list(PLANTED))
@pytest.mark.parametrize("kind", list(Edition))
def test_a_wrong_fact_is_found_in_every_edition(kind: Edition, fact: FactKind) -> None:
    right, wrong = PLANTED[fact]
    differ = found(made(kind, changed(SHEET, right, wrong)), kind)
    assert (fact, Change.MISSING) in {(each.kind, each.change) for each in differ}
    [place] = {each.item for each in differ if each.item}
    told = {item.number: item.text for item in SHEET.items()} | {"0": SHEET.summary}
    assert right in told[place], "the message names the item"


@pytest.mark.parametrize("kind", NUMBERED)
def test_a_wrong_item_number_is_found_where_items_have_numbers(kind: Edition) -> None:
    first, *others = SHEET.sections
    shifted = replace(SHEET, sections=(first, Section("多出来的", ("一点",)), *others))
    assert found(made(kind, shifted), kind)
    edition = made(kind)
    assert re.search(r"^\s*2\.1\.", edition, re.MULTILINE)
    planted = re.sub(r"^(\s*)2\.1\.", r"\g<1>2.7.", edition, count=1, flags=re.MULTILINE)
    codes = [each.code for each in found(planted, kind)]
    assert "item 2.1: item number missing" in codes


@pytest.mark.parametrize("kind", list(Edition))
def test_each_digit_of_an_amount_counts(kind: Edition) -> None:
    amount = "1350.25" if kind is Edition.BRAILLE else "1,350.25"
    edition = made(kind)
    assert edition.count(amount) == 1
    for place, digit in enumerate(amount):
        for other in "0123456789" if digit.isdigit() else "":
            wrong = amount[:place] + other + amount[place + 1 :]
            differ = found(edition.replace(amount, wrong), kind)
            assert bool(differ) == (other != digit), f"{wrong} for {amount}"


def test_each_cell_of_a_number_in_the_braille_file_counts() -> None:
    brf = braille(SHEET, {}, "zh-Hans").brf
    [at] = [match.start(1) for match in re.finditer(rb"#(A1CEJ'BE)", brf)]
    for place in [at, *range(at + 2, at + 5), at + 6, at + 7]:
        for cell in b"ABCDEFGHIJ":
            wrong = brf[:place] + bytes([cell]) + brf[place + 1 :]
            differ = found(braille_text(wrong, "zh-Hans"), Edition.BRAILLE)
            assert bool(differ) == (wrong != brf)


def test_a_number_sign_or_point_lost_in_braille_is_found() -> None:
    brf = braille(SHEET, {}, "zh-Hans").brf
    for right, wrong in ((b"#A1CEJ'BE", b" A1CEJ'BE"), (b"J'BE", b"J BE"), (b"#I3#CJ", b"#I3 CJ")):
        assert right in brf
        assert found(braille_text(brf.replace(right, wrong), "zh-Hans"), Edition.BRAILLE)


def test_a_wrong_digit_in_the_file_of_a_talking_book_is_found() -> None:
    items = [HeardItem(item, b"", 1_000) for item in said_items(SHEET, "zh-Hans")]
    planted = BytesIO()
    with (
        ZipFile(BytesIO(epub(SHEET, items, "zh-Hans", NOW))) as right,
        ZipFile(planted, "w") as wrong,
    ):
        for name in right.namelist():
            wrong.writestr(name, right.read(name).replace(b"12345", b"12346"))
    differ = found(epub_text(planted.getvalue()), Edition.EPUB)
    assert [each.code for each in differ] == [
        "item 3.1: phone number missing",
        "item 3.1: phone number extra",
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("1,350.25", "1,350.26"), ("22 November", "23 November"), ("12345", "12344"), ("30", "50")],
)
def test_english_braille_is_read_back_and_compared(right: str, wrong: str) -> None:
    def read(sheet: Sheet) -> str:
        return braille_text(braille(sheet, {}, "en").brf, "en")

    assert differences(ENGLISH, read(ENGLISH), Edition.BRAILLE, "en", ("Ms Wang",)) == ()
    planted = read(changed(ENGLISH, right, wrong))
    assert differences(ENGLISH, planted, Edition.BRAILLE, "en", ("Ms Wang",))


def test_a_name_in_hanzi_on_an_english_sheet_passes_in_braille() -> None:
    sheet = replace(ENGLISH, summary=f"{RESIDENT}, 18 years old")
    read = braille_text(braille(sheet, {}, "en").brf, "en")
    assert differences(sheet, read, Edition.BRAILLE, "en", (RESIDENT,)) == ()


@pytest.mark.parametrize("kind", [Edition.SCRIPT, Edition.AUDIO])
def test_what_the_voice_would_say_is_compared(
    kind: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(text: str, language: str) -> str:
        return spoken_text(text.replace("25 元，", "26 元，"), language)

    monkeypatch.setattr("a11y.formats.gate.spoken_text", wrong)
    assert [each.code for each in found(made(kind), kind)] == [
        "outside the items: amount said otherwise"
    ]


def test_an_amount_too_many_is_found() -> None:
    edition = plain_text(SHEET).replace("每月 1,350.25 元", "每月 1,350.25 元（原来 1,200 元）")
    [extra] = found(edition, Edition.PLAIN)
    assert (extra.item, extra.kind, extra.change) == ("1.1", FactKind.AMOUNT, Change.EXTRA)


def test_facts_that_changed_places_are_found() -> None:
    edition = plain_text(SHEET)
    swapped = edition.replace("30 个工作日", "#").replace("12345", "30 个工作日")
    places = {each.item for each in found(swapped.replace("#", "12345"), Edition.PLAIN)}
    assert places == {"2.2", "3.1"}


def test_a_wrong_digit_in_the_address_is_found() -> None:
    assert found(plain_text(SHEET).replace(":8000/", ":8008/"), Edition.PLAIN)


def test_the_log_is_told_where_but_not_what() -> None:
    edition = plain_text(changed(SHEET, "138 0013 8000", "139 0013 8000"))
    for each in found(edition, Edition.PLAIN):
        assert not re.search(r"13[89]|8000", each.code)
        assert "3.2" in each.code
        assert each.value in str(each)


def test_lines_cut_inside_numbers_as_on_paper_are_no_difference() -> None:
    edition = plain_text(SHEET)
    for number in ("1,350.25", "2026", "12345", "138 0013 8000"):
        for place in range(1, len(number)):
            cut = number[:place] + "\n" + number[place:]
            if number[place - 1] not in ",":
                assert found(edition.replace(number, cut), Edition.PLAIN) == ()


def test_a_line_that_goes_on_with_a_number_is_no_item() -> None:
    sheet = replace(ENGLISH, summary="See article\n3. Then article\n39. 18 years of age.")
    assert differences(sheet, plain_text(sheet), Edition.PLAIN, "en") == ()
