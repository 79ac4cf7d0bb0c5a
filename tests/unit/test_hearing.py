"""The bench counts what a recogniser heard: sounds, not characters, and figures either way."""

import pytest

from tools.hearing.share import errors, heard_sounds, said_sounds, share_heard


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [("abc", "abc", 0), ("abc", "abd", 1), ("abc", "", 3), ("", "ab", 2), ("kitten", "sitting", 3)],
)
def test_errors_are_the_least_changes(said: str, heard: str, wrong: int) -> None:
    assert errors(said, heard) == wrong


@pytest.mark.parametrize(
    ("text", "readings", "heard"),
    [
        ("您好", "nin2 hao3", "您号"),
        ("户号：1002", "hu4 hao4 yao1 ling2 ling2 er4", "户号1002"),
        ("请到 203 室", "qing3 dao4 er4 ling2 san1 shi4", "請到203市"),
        ("一共 31.05 元", "yi1 gong4 san1 shi2 yi1 yuan2 ling2 wu3 fen1", "一共三十一元零五分"),
        ("两天", "liang3 tian1", "2天"),
    ],
)
def test_what_sounds_the_same_was_heard(text: str, readings: str, heard: str) -> None:
    said = said_sounds(text, readings)
    assert heard_sounds(heard, said) == said


def test_a_wrong_figure_was_not_heard() -> None:
    said = said_sounds("交 40 元", "jiao1 si4 shi2 yuan2")
    assert heard_sounds("交 14 元", said) != said


def test_the_share_is_of_all_sounds_said() -> None:
    assert share_heard([(["a", "b", "c"], ["a", "b", "c"]), (["d"], ["e"])]) == 0.75
