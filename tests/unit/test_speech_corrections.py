"""A clerk's correction is heard at once, can be undone, and pinyin stands over each character."""

from collections.abc import Iterator

import pytest

from a11y.speech.engines.espeak import EspeakEngine
from a11y.speech.pronunciation import lexicon
from a11y.speech.pronunciation.pronounce import pinyin
from a11y.speech.pronunciation.ruby import ruby_pairs


@pytest.fixture(autouse=True)
def nothing_stays_learned() -> Iterator[None]:
    yield
    lexicon.learn({})


def test_a_correction_is_heard_and_undone() -> None:
    before = pinyin("盖大锅和盖房子")
    lexicon.learn({"盖大锅": "ge3 da4 guo1"})
    assert pinyin("盖大锅和盖房子") == "ge3 da4 guo1 he2 gai4 fang2 zi5"
    lexicon.learn({})
    assert pinyin("盖大锅和盖房子") == before


def test_a_correction_wins_over_the_words_around_it() -> None:
    lexicon.learn({"行长": "xing2 chang2"})
    assert pinyin("银行行长来了") == "yin2 hang2 xing2 chang2 lai2 le5"


def test_a_correction_may_be_a_latin_word_or_traditional() -> None:
    lexicon.learn({"APP": "ei1 pu3", "還款": "hai2 kuan3"})
    assert pinyin("下载 APP") == "xia4 zai4 ei1 pu3"
    assert pinyin("請還款", "zh-Hant") == pinyin("请还款") == "qing3 hai2 kuan3"


def test_only_sentences_with_the_word_are_made_again() -> None:
    engine = EspeakEngine()
    touched, other = "请找盖大锅", "请到 3 号窗口"
    before = [engine.fingerprint(text, "zh-Hans", 100) for text in (touched, other)]
    lexicon.learn({"盖大锅": "ge3 da4 guo1"})
    after = [engine.fingerprint(text, "zh-Hans", 100) for text in (touched, other)]
    assert before[0] != after[0]
    assert before[1] == after[1]


@pytest.mark.parametrize(
    ("word", "reading"),
    [("还款", "huan2"), ("还款", "hello there"), ("12", "yi1 er4"), ("", ""), ("还", "huan9"),
     ("还款，", "huan2 kuan3 a1"), ("还", "bua1"), ("还", "shong1"), ("还", "ver2"),
     ("还款", "huan2 kuan3; drop")],
)  # fmt: skip
def test_a_reading_that_fits_nothing_is_refused_and_changes_nothing(
    word: str, reading: str
) -> None:
    lexicon.learn({"盖大锅": "ge3 da4 guo1"})
    with pytest.raises(ValueError, match=r"\w"):
        lexicon.learn({"好": "hao4", word: reading})
    assert dict(lexicon.learned()) == {"盖大锅": "ge3 da4 guo1"}


def test_the_clerk_is_offered_the_likely_readings_first() -> None:
    offered = lexicon.alternatives("行长")
    assert offered[0] == "hang2 zhang3"
    assert {"xing2 zhang3", "hang2 chang2", "xing2 chang2"} <= set(offered)
    assert lexicon.alternatives("姓曾")[:2] == ["xing4 zeng1", "xing4 ceng2"]
    assert len(lexicon.alternatives("重行长曾单解区")) == lexicon.MOST_ALTERNATIVES
    assert lexicon.alternatives("12") == []


def test_pinyin_stands_over_each_character_and_nothing_is_lost() -> None:
    text = "請 15 弄 3 号，还款 31.05 元 OK\n女"
    pairs = ruby_pairs(text, "zh-Hant")
    assert "".join(piece for piece, _ in pairs) == text
    assert [pair for pair in pairs if pair[1]] == [
        ("請", "qǐng"), ("弄", "lòng"), ("号", "hào"), ("还", "huán"), ("款", "kuǎn"),
        ("元", "yuán"), ("女", "nǚ"),
    ]  # fmt: skip
    assert ruby_pairs("", "zh-Hans") == []


def test_a_space_keeps_two_words_apart() -> None:
    assert [reading for _, reading in ruby_pairs("银 行", "zh-Hans") if reading] == ["yín", "xíng"]
