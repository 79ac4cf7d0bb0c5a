"""The online voice: public text only, certificates checked, and never a listener left waiting."""

import base64
import json
import logging
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

import gtts.tts
import pytest

from a11y.speech.engines import gtts_engine
from a11y.speech.engines.gtts_engine import GttsEngine, chunks
from a11y.speech.engines.port import Speech, SpeechFailed
from a11y.speech.engines.silent import SilentEngine
from a11y.speech.flights import REST_S
from a11y.speech.mp3 import duration_ms, encode_mp3
from a11y.speech.speaker import Speaker, Voices
from a11y.speech.store import FolderStore
from a11y.speech.voices import speaker_for
from tests.loopback.certificates import certificate_for_loopback
from tests.loopback.server import Asked, Reply, serve

SOUND = encode_mp3(bytes(2 * 22050), 22050)
SENTENCE = "请坐。"


class LocalVoice(SilentEngine):
    """Stands for the voice that is always there."""

    name = "local"

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        return Speech(b"local", (), 1000)


class Google:
    """Answers like the service; ``texts`` is what it was sent."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.reply: Callable[[], Reply] = self.sound

    def __call__(self, asked: Asked) -> Reply:
        rpc = json.loads(parse_qs(asked.body.decode())["f.req"][0])
        self.texts.append(json.loads(rpc[0][0][1])[0])
        return self.reply()

    def sound(self) -> Reply:
        said = json.dumps([base64.b64encode(SOUND).decode()])
        line = json.dumps(
            [["wrb.fr", "jQ1olc", said, None, None, None, "generic"]], separators=(",", ":")
        )
        return Reply(200, {"Content-Type": "application/json"}, f")]}}'\n\n{line}\n".encode())

    @contextmanager
    def heard(self, monkeypatch: pytest.MonkeyPatch, tls: ssl.SSLContext | None) -> Iterator[None]:
        """Run it on loopback, where gTTS then finds it."""
        with serve(self, tls) as origin:
            monkeypatch.setattr(
                gtts.tts, "_translate_url", lambda tld="com", path="": f"{origin}/{path}"
            )
            yield


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    service = Google()
    with service.heard(monkeypatch, None):
        yield service


def test_the_sound_comes_back_whole_and_measured(google: Google) -> None:
    made = GttsEngine().synthesise(SENTENCE, "zh-Hans", 100)
    assert made.mp3 == SOUND
    assert 1000 <= made.duration_ms < 1200
    assert google.texts == [SENTENCE]


def test_long_text_goes_in_few_pieces_cut_at_marks(google: Google) -> None:
    made = GttsEngine().synthesise("您好，" * 60, "zh-Hans", 100)
    assert made.mp3 == SOUND * 2
    assert [len(text) for text in google.texts] == [99, 81]


@pytest.mark.parametrize(
    "text", ["字" * 250, "a" * 250, "word " * 60, "3.05 元，" * 40, "，" * 300]
)
def test_no_piece_is_too_long_and_nothing_is_lost(text: str) -> None:
    pieces = chunks(text)
    assert max(map(len, pieces)) <= 100
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all("3.05" in piece for piece in pieces if "3" in piece)


def speaker(folder: Path, now: Callable[[], float] = time.monotonic) -> Speaker:
    return Speaker(Voices(LocalVoice(), online=GttsEngine()), FolderStore(folder), now)


def said(by: Speaker, text: str = SENTENCE, rate: int = 100, owner: str | None = None) -> bytes:
    return by.say(text, "zh-Hans", rate, owner, patience_s=5.0).speech.mp3


def test_a_published_sentence_is_fetched_once_and_a_private_one_never(
    google: Google, tmp_path: Path
) -> None:
    voice = speaker(tmp_path)
    assert said(voice, "欠 31 元", owner="elder") == b"local"
    for _ in range(2):
        assert said(voice) == SOUND
    assert said(voice, rate=150) == b"local"
    assert google.texts == [SENTENCE]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(503, {}, b"no"),
        Reply(200, {}, b""),
        Reply(200, {}, b'[["wrb.fr","jQ1olc",null]]'),
        Reply(200, {}, b'[["wrb.fr","jQ1olc","[\\"bm8=\\"]"]]'),
        Reply(302, {"Location": "/elsewhere"}, b""),
        Reply(hang=True),
        Reply(cut=True),
        Reply(200, {}, b"x" * 2_000_000),
    ],
    ids=["503", "empty", "no-audio", "no-mp3", "moved", "slow", "cut", "long"],
)
def test_a_failing_service_is_heard_by_nobody_and_read_in_the_log(
    google: Google,
    tmp_path: Path,
    reply: Reply,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(gtts_engine, "TIMEOUT_S", (0.3, 0.3))
    google.reply = lambda: reply
    now = 1000.0
    voice = speaker(tmp_path, lambda: now)
    for text in (SENTENCE, "再坐一会。"):
        assert said(voice, text) == b"local"
    assert google.texts == [SENTENCE], "it is asked again while it rests"
    assert [record.levelno for record in caplog.records if "gtts" in record.message] == [
        logging.ERROR
    ]
    assert SENTENCE not in caplog.text
    google.reply = google.sound
    now += REST_S
    assert said(voice) == SOUND


def test_a_trickling_answer_is_given_up(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gtts_engine, "WHOLE_ANSWER_S", 0.0)
    with pytest.raises(SpeechFailed):
        GttsEngine().synthesise(SENTENCE, "zh-Hans", 100)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate_for_loopback(tmp_path / "google.pem"))
    service = Google()
    with service.heard(monkeypatch, tls), pytest.raises(SpeechFailed):
        GttsEngine().synthesise(SENTENCE, "zh-Hans", 100)
    assert service.texts == []


def test_the_settings_word_joins_both_voices(google: Google, tmp_path: Path) -> None:
    for word, sound_is_fetched in (("gtts", True), ("espeak", False)):
        voice = speaker_for(word, FolderStore(tmp_path / word))
        assert (said(voice) == SOUND) is sound_is_fetched
        voice.close()


@pytest.mark.parametrize("mp3", [b"", b"<html>", SOUND[:2], b"\xff\xfb\xff\xff", SOUND + b"<html>"])
def test_what_is_no_mp3_is_seen(mp3: bytes) -> None:
    with pytest.raises(ValueError, match=r"MP3|sound"):
        duration_ms(mp3)
