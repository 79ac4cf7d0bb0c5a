"""Braille pages: their layout, their numbers, and texts that no table foresees."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y.formats import louis
from a11y.formats.braille import ASCII, CELLS, DRAFT, LINES, Braille, BrailleMissing, braille
from a11y.formats.braille_words import BLANK, braille_words
from a11y.formats.read_back import braille_text
from a11y.formats.sheet import Section, Sheet

SHEET = Sheet(
    "残疾人生活补贴",
    "每月 350 元，发到银行卡里。",
    (
        Section("谁可以办", tuple(f"满 {age} 周岁的本市居民可以申请。" for age in range(60, 90))),
        Section("打电话问", ("12345 政务热线，24 小时", "021-6227 1234 区残联")),
    ),
    "http://localhost/services/disability-living-allowance/",
)
PAGES = {item.number: 1 + place // 12 for place, item in enumerate(SHEET.items())}


def pages_of(made: Braille) -> list[list[str]]:
    return [page.split("\r\n")[:-1] for page in made.brf.decode("ascii").split("\f")]


def words_of(text: str, language: str = "zh-Hans") -> str:
    return " ".join(braille_words(text, language)).replace(BLANK, " ")


def test_each_page_is_25_lines_of_at_most_40_cells() -> None:
    pages = pages_of(braille(SHEET, PAGES, "zh-Hans"))
    assert len(pages) > 2
    assert all(len(page) == LINES for page in pages)
    assert all(len(line) <= CELLS and line == line.rstrip() for page in pages for line in page)


def test_the_unicode_edition_has_the_same_lines_and_ascii_is_what_embossers_know() -> None:
    made = braille(SHEET, PAGES, "zh-Hans")
    cells = made.unicode.translate({0x2800 + place: sign for place, sign in enumerate(ASCII)})
    assert cells.replace("\n", "\r\n").encode() == made.brf
    every = "".join(chr(0x2800 + place) for place in range(64))
    assert louis.translate(every, "braille-patterns.cti", display="en-us-brf.dis") == ASCII


def test_page_numbers_of_braille_and_print_stand_at_the_right_of_the_last_and_first_line() -> None:
    pages = pages_of(braille(SHEET, PAGES, "zh-Hans"))
    assert [page[-1].strip() for page in pages] == ["#A", "#B", "#C", "#D"][: len(pages)]
    assert all(len(page[-1]) == CELLS and len(page[0]) == CELLS for page in pages)
    assert pages[0][0].endswith(" #A")
    assert pages[1][0].endswith((" A#A", " #B", " A#B"))


def test_a_new_print_page_is_shown_by_a_line_across_and_none_without_print() -> None:
    turned = [line for page in pages_of(braille(SHEET, PAGES, "zh-Hans")) for line in page]
    assert [line for line in turned if line.startswith("----------")] == [
        "-" * 38 + "#B",
        "-" * 38 + "#C",
    ]
    without = pages_of(braille(SHEET, {}, "zh-Hans"))
    assert not re.search(r"-{9}|#\w$", "\n".join(line for page in without for line in page[:-1]))


def test_it_begins_with_its_name_and_says_that_it_is_a_draft() -> None:
    lines = braille(SHEET, PAGES, "zh-Hans").unicode.splitlines()
    assert lines[1] == BLANK * 4 + BLANK.join(braille_words(SHEET.title, "zh-Hans"))
    assert lines[2] == BLANK * 2 + BLANK.join(braille_words(DRAFT, "zh-Hans"))


def test_items_carry_the_numbers_of_the_print() -> None:
    text = braille_text(braille(SHEET, PAGES, "zh-Hans").brf, "zh-Hans")
    numbers = re.findall(r"^(\d+(?:\.\d+)?)\. ", text, re.MULTILINE)
    assert numbers == [item.number for item in SHEET.items()]


def test_a_heading_never_ends_a_page() -> None:
    for points in range(1, 40):
        sections = (Section("一", tuple("甲" for _ in range(points))), Section("二", ("乙", "丙")))
        for page in pages_of(braille(Sheet("题", "话", sections, "http://h/"), {}, "zh-Hans")):
            told = [line for line in page[1:-1] if line]
            assert not told[-1].startswith("    #")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        # Measured with lou_translate of liblouis 3.24.
        ("办理残疾人生活补贴", "⠃⠧⠇⠊⠄ ⠉⠧⠛⠊⠂⠚⠴ ⠱⠼⠁⠓⠕ ⠃⠥⠄⠞⠑⠁"),
        ("¥128.50", "⠼⠁⠃⠓⠄⠑⠚ ⠯⠂"),
        ("128.50 元", "⠼⠁⠃⠓⠄⠑⠚ ⠯⠂"),
        ("第 3 条", "⠙⠊ ⠼⠉ ⠞⠜"),
        ("1002 8836 4", "⠼⠁⠚⠚⠃⠐⠓⠓⠉⠋⠐⠙"),
        ("9:00～17:30", "⠼⠊⠒⠼⠚⠚⠤⠼⠁⠛⠒⠼⠉⠚"),
        ("12，３", "⠼⠁⠃⠐ ⠼⠉"),
        ("60%", "⠼⠋⠚⠼⠚⠴"),
        ("A4 纸", "⠠⠁ ⠼⠙ ⠌⠄"),
    ],
)
def test_words_are_parted_and_numbers_are_written_as_chinese_readers_know(
    text: str, cells: str
) -> None:
    assert words_of(text) == cells


def test_traditional_characters_are_written_like_simplified_ones() -> None:
    assert words_of("辦理殘疾人「生活補貼」", "zh-Hant") == words_of("办理残疾人“生活补贴”")


def test_english_is_contracted_and_names_in_hanzi_are_spelled() -> None:
    assert words_of("with 30 days", "en") == "⠾ ⠼⠉⠚ ⠐⠙⠎"
    assert words_of("王秀英", "en") == words_of("wangxiuying", "en")


def test_a_number_and_what_it_counts_stay_on_one_line() -> None:
    for padding in range(1, 30):
        sheet = Sheet("题", "大" * padding + "，30 个工作日。", (), "http://h/")
        lines = braille(sheet, {}, "zh-Hans").unicode.splitlines()
        assert any("⠼⠉⠚⠀⠛⠢" in line for line in lines)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
@pytest.mark.parametrize(
    "text",
    ["", " ", "😀👨‍👩‍👧 家", "龘䶮𠮷", "สวัสดี かな", "\x00\x1f\u202e", "1" * 300, "字" * 3_000,
     "https://example.org/" + "a1/" * 90, "。。。！！！", "½ ② ㎡ m³ ℃", "٣٤"],
)  # fmt: skip
def test_odd_text_is_written_without_failing_and_keeps_its_digits(text: str, language: str) -> None:
    made = braille(Sheet("题", "话", (Section("节", (text,)),), "http://h/"), {}, language)
    assert all(len(line) <= CELLS for page in pages_of(made) for line in page)


def test_a_rare_character_is_written_by_its_sound_and_a_picture_is_left_out() -> None:
    assert words_of("䶮") == words_of("掩")
    assert words_of("好😀") == words_of("好")


@given(st.text(st.sampled_from("0123456789０٣ .,:：，。-/%元年正生第个Aab（）“”~～*"), max_size=60))
def test_every_digit_comes_back(text: str) -> None:
    made = braille(Sheet("题", text, (), "http://h/"), {}, "zh-Hans")
    read = braille_text(made.brf, "zh-Hans")
    plain = "".join(str(int(each)) for each in text if each.isdecimal())
    assert re.sub(r"\D", "", read) == plain


def test_threads_do_not_disturb_one_another() -> None:
    texts = [f"第 {n} 条，{n * 7} 元，办理残疾人生活补贴" for n in range(200)]
    alone = [words_of(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(words_of, texts)) == alone


def test_a_missing_table_or_library_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BrailleMissing, match=r"no-such\.ctb"):
        louis.translate("a", "no-such.ctb")
    monkeypatch.setattr(louis, "NAME", "libnothing.so")
    monkeypatch.setattr(louis, "find_library", lambda _: None)
    louis._library.cache_clear()
    with pytest.raises(BrailleMissing, match="liblouis is not installed"):
        louis.translate("a", "zhcn-cbs.ctb")
    louis._library.cache_clear()
