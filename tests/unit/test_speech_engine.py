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
from a11y.speech.mp3 import joined

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
    assert made.mp3[0] == 0xFF
    assert made.mp3[1] & 0xE0 == 0xE0  # an MPEG frame begins with eleven set bits
    # 32 kbit/s are 4 bytes a millisecond.
    assert made.duration_ms * 4 < len(made.mp3) < (made.duration_ms + 300) * 4


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
