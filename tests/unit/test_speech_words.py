"""A word lights up as a whole; what is said as one is one word."""

import pytest

from a11y.speech.engines.port import Mark
from a11y.speech.script.sentences import cut_soon
from a11y.speech.words import timed_words


def words(text: str, language: str, *starts: tuple[int, int]) -> list[tuple[str, int]]:
    marks = [Mark(char, start) for char, start in starts]
    return [(text[begin:end], start) for begin, end, start in timed_words(text, language, marks)]


def test_characters_join_into_words_that_begin_with_their_first() -> None:
    found = words("请到银行。", "zh-Hans", (0, 0), (1, 200), (2, 400), (3, 600))
    assert found == [("请", 0), ("到", 200), ("银行", 400)]


def test_an_amount_and_a_number_in_groups_are_one_word() -> None:
    text = "交 31.05 元，户号 1002 8836"
    found = words(text, "zh-Hans", (0, 0), (2, 300), (2, 500), (10, 900), (11, 1000), (13, 1200))
    assert found == [("交", 0), ("31.05 元", 300), ("户号", 900), ("1002 8836", 1200)]


def test_english_words_stand_between_blanks() -> None:
    assert words("Don't wait.", "en", (0, 0), (6, 300)) == [("Don't", 0), ("wait", 300)]


def test_a_word_without_a_time_belongs_to_the_one_before() -> None:
    assert words("请到银行", "zh-Hans", (0, 0), (2, 400)) == [("请到", 0), ("银行", 400)]


def test_a_voice_without_marks_gives_no_words() -> None:
    assert words("请到银行", "zh-Hans") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("您好，请到一楼服务窗口排队。", ["您好，", "请到一楼服务窗口排队。"]),
        ("您好，请坐，马上就到您了，别急。", ["您好，请坐，马上就到您了，", "别急。"]),
        ("请到一楼服务窗口排队等候办理。", ["请到一楼服务窗口排队等候办理。"]),
        ("请坐。", ["请坐。"]),
        ("一共 1,000 元，请到一楼交费。", ["一共 1,000 元，", "请到一楼交费。"]),
    ],
)
def test_the_first_words_are_cut_where_a_speaker_breathes(text: str, parts: list[str]) -> None:
    assert cut_soon(text, 13) == parts
