"""The human-sounding voice speaks, is in time, and never costs more than its own absence."""

import json
import logging
import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_tone3

from a11y.speech.engines.helper import Helper, program
from a11y.speech.engines.kokoro import KokoroEngine
from a11y.speech.engines.kokoro_model import files
from a11y.speech.engines.kokoro_sounds import (
    LONGEST,
    NUMBERS,
    portions,
    signs_of,
    sounds,
)
from a11y.speech.engines.port import CannotSay, SpeechFailed
from a11y.speech.mp3 import SAMPLE_RATE, duration_ms, is_mono_of, joined
from a11y.speech.pronunciation import lexicon
from a11y.speech.pronunciation.pronounce import spoken_syllables, syllables
from tools.readings import gold

GREETING = "您好，请坐。"


@pytest.fixture(scope="module")
def engine() -> Iterator[KokoroEngine]:
    voice = KokoroEngine()
    yield voice
    voice.close()


def test_a_greeting_sounds_and_its_characters_are_timed(engine: KokoroEngine) -> None:
    engine.warm()
    made = engine.synthesise(GREETING, "zh-Hans", 100)
    assert [mark.char for mark in made.marks] == [0, 1, 3, 4]
    begins = [mark.start_ms for mark in made.marks]
    assert begins == sorted(set(begins))
    # The model's own half second before the first word is cut to what hearing aids need to wake.
    assert 100 < begins[0] < 350
    # 4 syllables at 3 to 6 a second, and a pause.
    assert 800 < made.duration_ms < 2500
    assert begins[-1] < made.duration_ms - 100
    assert is_mono_of(made.mp3, SAMPLE_RATE)
    # LAME adds up to two frames before and after.
    assert 0 <= duration_ms(made.mp3) - made.duration_ms < 110


def test_after_its_process_is_killed_it_speaks_faster_to_two_at_once(engine: KokoroEngine) -> None:
    engine.warm()
    first = engine.helper.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    with ThreadPoolExecutor(2) as listeners:
        slow, fast = listeners.map(
            lambda rate: engine.synthesise("您好", "zh-Hans", rate), (80, 160)
        )
    assert engine.helper.process_id != first
    assert fast.duration_ms < 0.75 * slow.duration_ms
    assert duration_ms(joined([slow, fast])) > slow.duration_ms + fast.duration_ms


def test_simplified_and_traditional_share_one_audio(engine: KokoroEngine) -> None:
    shared = engine.fingerprint("今天办什么？", "zh-Hans", 100)
    assert engine.fingerprint("今天辦什麼？", "zh-Hant", 100) == shared
    assert engine.fingerprint("今天办什么？", "zh-Hans", 125) != shared
    assert engine.fingerprint("今天，办什么", "zh-Hans", 100) != shared


def test_a_corrected_reading_makes_other_audio(engine: KokoroEngine) -> None:
    before = engine.fingerprint("请还款", "zh-Hans", 100)
    with lexicon.trying({"还款": "hai2 kuan3"}):
        assert engine.fingerprint("请还款", "zh-Hans", 100) != before


@pytest.mark.parametrize("text", ["😀👍🏽", "※※", "。。。", "", "   "])
def test_what_has_no_sound_is_left_to_others(engine: KokoroEngine, text: str) -> None:
    with pytest.raises(CannotSay):
        engine.synthesise(text, "zh-Hans", 100)


def test_english_and_endless_text_are_left_to_others(engine: KokoroEngine) -> None:
    with pytest.raises(CannotSay):
        engine.fingerprint("Good morning", "en", 100)
    with pytest.raises(CannotSay):
        engine.fingerprint("水" * 5000, "zh-Hans", 100)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("😀您好", "ni↗nxau↓."),
        ("12", "ʂɨ↗ɚ↘."),
        ("𠮷祥", "ʨi↗ɕja↗ŋ."),
        ("WiFi 密码", "wai→fai→mi↘ma↓."),
        ("女儿玩儿", "ny↓ɚ↗wa↗nɚ↗."),
        ("孩子们！", "xai↗ʦɨmən."),
    ],
)
def test_strange_text_is_said_as_far_as_it_can_be(text: str, said: str) -> None:
    signs = "".join(sound.signs for sound in sounds(spoken_syllables(text)))
    assert signs.replace(" ", "") == said


@pytest.mark.parametrize(
    ("reading", "signs"),
    [
        ("zhong1", "ꭧʊ→ŋ"),
        ("xiong2", "ɕjʊ↗ŋ"),
        ("lve4", "lɥe↘"),
        ("juan3", "ʨɥɛ↓n"),
        ("yun2", "y↗n"),
        ("wen4", "wə↘n"),
        ("you5", "jou"),
        ("si4", "sɨ↘"),
        ("bo1", "pwo→"),
        ("ng4", "ŋ↘"),
        ("hello", ""),
    ],
)
def test_signs_of_a_syllable(reading: str, signs: str) -> None:
    assert signs_of(reading) == signs


def test_every_syllable_of_mandarin_has_signs_the_model_knows() -> None:
    written = {reading for listed in PINYIN_DICT.values() for reading in listed.split(",")}
    for reading in written:
        signs = signs_of(to_tone3(reading, neutral_tone_with_five=True))
        assert signs, reading
        assert set(signs) <= NUMBERS.keys()


def test_every_gold_sentence_is_said_to_its_last_syllable() -> None:
    for row in gold():
        if row.language.startswith("zh"):
            said = spoken_syllables(row.sentence, row.language)
            heard = [sound.position for sound in sounds(said) if not sound.is_pause]
            assert heard == [part.position for part in said if not part.is_pause], row


def test_a_long_sentence_is_cut_at_pauses_and_nothing_is_lost() -> None:
    text = "请带上身份证和银行卡，" * 40 + "水" * 300
    said = sounds(syllables(text))
    parts = portions(said)
    assert [sound for part in parts for sound in part] == said
    for part in parts:
        assert sum(len(sound.signs) for sound in part) <= LONGEST
    assert all(part[-1].is_pause for part in parts[:2])


def test_a_damaged_file_costs_the_voice_and_one_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    model: dict[Path, str] = {}
    for digest in files().values():
        model[tmp_path / f"{len(model)}.bin"] = digest
    for number, path in enumerate(model):
        path.write_bytes(b"not the model" * number)
    voice = KokoroEngine(model)
    before = voice.available
    for _ in range(2):
        with pytest.raises(SpeechFailed):
            voice.synthesise(GREETING, "zh-Hans", 100)
    assert (before, voice.available) == (True, False)
    (line,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert str(tmp_path / "0.bin") in line.getMessage()
    assert GREETING not in line.getMessage()


def test_a_missing_file_costs_the_voice_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    voice = KokoroEngine({tmp_path / "part.bin": sha256(b"").hexdigest()})
    assert not voice.available
    voice.warm()
    assert voice.helper.process_id is None
    assert str(tmp_path / "part.bin") in caplog.text


def test_a_helper_nobody_talks_to_ends_itself_and_comes_back() -> None:
    code = "from a11y.speech.engines.frames import serve\nserve(lambda asked: (asked, b''), 0.2)"
    command = [*program("x")[:-2], "-c", code]
    alone = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    try:
        assert alone.wait(timeout=30) == 0
    finally:
        alone.kill()
        alone.communicate()
    helper = Helper(command)
    assert helper.ask({"said": 1}) == ({"said": 1}, b"")
    os.waitid(os.P_PID, helper.process_id or 0, os.WEXITED | os.WNOWAIT)
    assert helper.ask({"said": 2}) == ({"said": 2}, b"")
    helper.close()


def test_a_listener_who_hangs_up_leaves_no_helper_behind() -> None:
    command = program("a11y.speech.engines.espeak_helper")
    asked = json.dumps(
        {"voice": "cmn-latn-pinyin", "words_per_minute": 160, "text": "nin2 hao3 " * 50}
    ).encode()
    alone = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert alone.stdin
    assert alone.stdout
    alone.stdin.write(len(asked).to_bytes(4, "big") + asked)
    alone.stdin.flush()
    alone.stdout.close()
    alone.stdin.close()
    assert alone.wait(timeout=30) == 0
