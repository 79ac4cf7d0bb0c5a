"""What people recorded is heard before any machine; a bad file is skipped and named in the log."""

from pathlib import Path

import pytest

from a11y.speech.engines.port import CannotSay
from a11y.speech.engines.recordings import INDEX, RecordingsEngine
from a11y.speech.mp3 import encode_mp3

WELCOME = "您好，今天办什么？"


def recorded(ms: int = 500) -> bytes:
    return encode_mp3(b"\x10\x20" * (24 * ms), 24_000)


def folder_with(folder: Path, mp3: bytes, text: str = WELCOME, file: str = "welcome.mp3") -> Path:
    (folder / "welcome.mp3").write_bytes(mp3)
    entry = f'[[recording]]\ntext = "{text}"\nlanguage = "zh-Hans"\nfile = "{file}"\n'
    with (folder / INDEX).open("a", encoding="utf-8") as index:
        index.write(entry)
    return folder


def test_a_recording_is_heard_as_it_was_made(tmp_path: Path) -> None:
    voice = RecordingsEngine(folder_with(tmp_path, recorded()))
    made = voice.synthesise(f" {WELCOME}\n", "zh-Hans", 100)
    assert made.mp3 == recorded()
    assert 500 <= made.duration_ms < 620
    assert voice.available


def test_only_its_own_sentence_language_and_speed(tmp_path: Path) -> None:
    voice = RecordingsEngine(folder_with(tmp_path, recorded()))
    for text, language, rate in (
        ("您好", "zh-Hans", 100),
        (WELCOME, "zh-Hant", 100),
        (WELCOME, "zh-Hans", 125),
    ):
        with pytest.raises(CannotSay):
            voice.fingerprint(text, language, rate)


def test_another_recording_of_the_sentence_has_another_key(tmp_path: Path) -> None:
    first = RecordingsEngine(folder_with(tmp_path, recorded()))
    second = RecordingsEngine(folder_with(tmp_path, recorded(700)))
    keys = [voice.fingerprint(WELCOME, "zh-Hans", 100) for voice in (first, second)]
    assert keys[0] != keys[1]


def test_tags_of_the_recorder_are_not_played(tmp_path: Path) -> None:
    tagged = b"ID3\x04\x00\x00\x00\x00\x01\x00" + bytes(128) + recorded() + b"TAG" + bytes(125)
    voice = RecordingsEngine(folder_with(tmp_path, tagged))
    assert voice.synthesise(WELCOME, "zh-Hans", 100).mp3 == recorded()


@pytest.mark.parametrize(
    ("mp3", "text", "file"),
    [
        (b"", WELCOME, "welcome.mp3"),
        (b"RIFF....WAVE", WELCOME, "welcome.mp3"),
        (recorded()[100:], WELCOME, "welcome.mp3"),
        # MPEG-2 layer III, 22.05 kHz mono: joined with others it would be played too fast.
        (b"\xff\xf3\x40\xc0" + bytes(100), WELCOME, "welcome.mp3"),
        (recorded(), " ", "welcome.mp3"),
        (recorded(), WELCOME, "gone.mp3"),
        (recorded(), WELCOME, "../welcome.mp3"),
    ],
)
def test_a_bad_entry_is_skipped_loudly_and_the_others_are_heard(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, mp3: bytes, text: str, file: str
) -> None:
    folder_with(tmp_path, mp3, text, file)
    (tmp_path / "thanks.mp3").write_bytes(recorded())
    with (tmp_path / INDEX).open("a", encoding="utf-8") as index:
        index.write('[[recording]]\ntext = "谢谢"\nlanguage = "zh-Hans"\nfile = "thanks.mp3"\n')
    voice = RecordingsEngine(tmp_path)
    assert "recording 1 of" in caplog.text
    assert "recording 2 of" not in caplog.text
    assert voice.synthesise("谢谢", "zh-Hans", 100).mp3 == recorded()
    with pytest.raises(CannotSay):
        voice.synthesise(WELCOME, "zh-Hans", 100)


def test_an_index_nobody_can_read_leaves_the_other_voices(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / INDEX).write_text("[[recording]\n")
    assert not RecordingsEngine(tmp_path).available
    assert INDEX in caplog.text
    assert not RecordingsEngine(tmp_path / "nowhere").available


def test_a_file_damaged_while_we_run_is_left_to_other_voices(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    voice = RecordingsEngine(folder_with(tmp_path, recorded()))
    (tmp_path / "welcome.mp3").write_bytes(b"")
    with pytest.raises(CannotSay):
        voice.synthesise(WELCOME, "zh-Hans", 100)
    assert "welcome.mp3" in caplog.text
