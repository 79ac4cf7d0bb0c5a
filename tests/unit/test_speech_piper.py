"""A voice an operator drops in a folder speaks; a bad one is left out with a line in the log."""

import json
from pathlib import Path

import pytest

from a11y.speech.engines.piper import PiperEngine
from a11y.speech.engines.port import CannotSay, SpeechFailed
from a11y.speech.mp3 import SAMPLE_RATE, duration_ms, is_mono_of
from tests.tiny_voice import tiny_voice


def test_an_empty_folder_is_no_voice(tmp_path: Path) -> None:
    assert not PiperEngine(tmp_path).available
    assert not PiperEngine(tmp_path / "nowhere").available


def test_a_dropped_voice_speaks_at_the_wanted_speed(tmp_path: Path) -> None:
    tiny_voice(tmp_path)
    voice = PiperEngine(tmp_path)
    assert voice.available
    slow, normal = (voice.synthesise("您好，请坐。", "zh-Hans", rate) for rate in (50, 100))
    assert normal.duration_ms > 400
    assert slow.duration_ms == pytest.approx(2 * normal.duration_ms, rel=0.02)
    assert 0 <= duration_ms(normal.mp3) - normal.duration_ms < 110
    assert is_mono_of(normal.mp3, SAMPLE_RATE)
    assert voice.fingerprint("您好", "zh-Hans", 50) != voice.fingerprint("您好", "zh-Hans", 100)
    voice.close()


def test_each_language_has_a_voice_of_its_own(tmp_path: Path) -> None:
    tiny_voice(tmp_path, "en-us")
    voice = PiperEngine(tmp_path)
    with pytest.raises(CannotSay):
        voice.fingerprint("您好", "zh-Hans", 100)
    with pytest.raises(CannotSay):
        voice.synthesise("😀", "en", 100)
    assert voice.synthesise("good morning", "en", 100).duration_ms > 200
    voice.close()


def test_a_damaged_model_is_left_out_when_it_is_found_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tiny_voice(tmp_path).write_bytes(b"no model at all")
    voice = PiperEngine(tmp_path)
    with pytest.raises(SpeechFailed):
        voice.synthesise("您好", "zh-Hans", 100)
    assert not voice.available
    assert "tiny.onnx" in caplog.text
    assert "您好" not in caplog.text


@pytest.mark.parametrize(
    "change",
    [
        {"phoneme_type": "pinyin"},
        {"phoneme_id_map": {"a": [1]}},
        {"espeak": {"voice": "tlh"}},
        {"audio": {"sample_rate": "loud"}},
        {"audio": {"sample_rate": 0}},
        {"inference": []},
    ],
)
def test_a_voice_that_can_not_be_fed_here_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, change: dict[str, object]
) -> None:
    description = tiny_voice(tmp_path).with_name("tiny.onnx.json")
    description.write_text(json.dumps(json.loads(description.read_text()) | change))
    assert not PiperEngine(tmp_path).available
    assert "tiny.onnx" in caplog.text


def test_a_model_without_its_description_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tiny_voice(tmp_path).with_name("tiny.onnx.json").unlink()
    assert not PiperEngine(tmp_path).available
    assert "tiny.onnx" in caplog.text
