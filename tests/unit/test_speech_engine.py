"""The plain voice really speaks, and survives the death of its process."""

import array
import os
import signal
import sys
from collections.abc import Iterator

import pytest

from a11y.speech.engines.espeak import EspeakEngine
from a11y.speech.engines.helper import Helper
from a11y.speech.engines.port import CannotSay, SpeechFailed
from a11y.speech.mp3 import SAMPLE_RATE, duration_ms, is_mono_of, joined

SENTENCE = "您好，一共 31.05 元。"


@pytest.fixture(scope="module")
def engine() -> Iterator[EspeakEngine]:
    voice = EspeakEngine()
    yield voice
    voice.close()


def test_the_sound_is_louder_than_silence(engine: EspeakEngine) -> None:
    request = {"voice": "cmn-latn-pinyin", "words_per_minute": 160, "text": "nin2 hao3"}
    head, samples = engine.helper.ask(request)
    wave = array.array("h", samples)
    assert head["rate"] == 22050
    assert sum(abs(sample) for sample in wave) / len(wave) > 500


def test_a_sentence_lasts_as_long_as_a_calm_speaker_needs(engine: EspeakEngine) -> None:
    made = engine.synthesise(SENTENCE, "zh-Hans", 100)
    # 2 + 9 syllables and a pause, at 3 to 5 syllables a second.
    assert 2200 < made.duration_ms < 5000
    assert is_mono_of(made.mp3, SAMPLE_RATE)  # as all our files are, so that any can be joined
    assert 0 <= duration_ms(made.mp3) - made.duration_ms < 110
    # 32 kbit/s are 4 bytes a millisecond.
    assert len(made.mp3) == pytest.approx(duration_ms(made.mp3) * 4, rel=0.01)


def test_marks_follow_the_written_characters_in_time(engine: EspeakEngine) -> None:
    marks = engine.synthesise(SENTENCE, "zh-Hans", 100).marks
    assert [mark.char for mark in marks[:2]] == [0, 1]
    assert [mark.start_ms for mark in marks] == sorted(mark.start_ms for mark in marks)
    assert max(mark.char for mark in marks) == SENTENCE.index("31.05")


def test_the_rate_is_heard(engine: EspeakEngine) -> None:
    slow, normal, fast = (
        engine.synthesise(SENTENCE, "zh-Hans", rate).duration_ms for rate in (50, 100, 200)
    )
    assert slow > 1.5 * normal
    assert fast < 0.65 * normal


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("还款", "X'ua35n_| khw'a214n_|"),
        ("重庆", "ts.h'ong35_| tS;h'i51N_|"),
        ("便宜", "ph'iE35n_| j'i11_|"),
        ("兄", "S;'ong55_|"),
        ("女", "n'y214_|"),
    ],
)
def test_phonemes_of_tricky_words(engine: EspeakEngine, text: str, phonemes: str) -> None:
    assert engine.phonemes(text, "zh-Hans").strip() == phonemes


def test_english_has_an_english_voice(engine: EspeakEngine) -> None:
    assert engine.phonemes("hello", "en").strip() == "h@l'oU"


def test_a_killed_helper_costs_no_sentence(engine: EspeakEngine) -> None:
    engine.synthesise("一", "zh-Hans", 100)
    first = engine.helper.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert engine.synthesise(SENTENCE, "zh-Hans", 100).mp3
    assert engine.helper.process_id != first


def test_a_helper_that_hangs_or_raves_is_given_up_in_time() -> None:
    for program in ("import time; time.sleep(60)", "print('what?' * 9)", "raise SystemExit"):
        helper = Helper([sys.executable, "-c", program], timeout=0.3)
        with pytest.raises(SpeechFailed):
            helper.ask({})
        helper.close()


def test_what_can_not_be_said_is_refused(engine: EspeakEngine) -> None:
    with pytest.raises(CannotSay):
        engine.synthesise("※※", "zh-Hans", 100)


def test_sentences_join_into_one_file(engine: EspeakEngine) -> None:
    made = engine.synthesise("一", "zh-Hans", 100)
    assert len(joined([made, made])) > 2 * len(made.mp3)


@pytest.mark.parametrize(
    "text",
    [
        "😀👍🏽 您好",
        "1234567890",
        "𠮷𪚥㐂祥",
        "请打开 WiFi，按 OK，再看 résumé、Привет、こんにちは。",
        "水" * 600,
        "办" + "，" * 500,
    ],
)
def test_strange_text_is_said_as_far_as_it_can_be(engine: EspeakEngine, text: str) -> None:
    assert engine.synthesise(text, "zh-Hans", 100).duration_ms > 100


@pytest.mark.parametrize("text", ["😀👍🏽", "。。。", "", " \n"])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_text_without_a_sound_is_refused(engine: EspeakEngine, text: str, language: str) -> None:
    with pytest.raises(CannotSay):
        engine.synthesise(text, language, 100)
