"""A spoken consent as it arrives: looked at before it is kept."""

from __future__ import annotations

from services.journey import AnswerProblem
from services.storage.grant_recordings import Recording
from services.words import words

# Half a minute of any usual format, and ten minutes of a phone's.
LARGEST_SOUND = 4 * 1024 * 1024
# The shortest "我同意" of any recorder is larger than its file's head.
SMALLEST_SOUND = 1_000


def read_recording(data: bytes) -> Recording:
    """The sound that was sent, with its kind told by its first bytes. Raises AnswerProblem."""
    if not data:
        raise AnswerProblem(words("还没有录音。请先录一段，或者选一个录音文件。"))
    if len(data) > LARGEST_SOUND:
        raise AnswerProblem(words("录音太长了。请只念下面这一句，再录一次。"))
    mime = _mime(data)
    if mime is None:
        raise AnswerProblem(words("这不是录音文件。请选手机录音机录的那个文件。"))
    if len(data) < SMALLEST_SOUND:
        raise AnswerProblem(words("录音太短了，听不到您说的话。请再录一次。"))
    return Recording(mime, data)


def _mime(data: bytes) -> str | None:
    """WebM (EBML), Ogg, WAV, MP4 sound, AMR and MP3: what browsers and phones record."""
    if data.startswith(b"\x1aE\xdf\xa3"):
        return "audio/webm"
    if data.startswith(b"OggS"):
        return "audio/ogg"
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "audio/wav"
    if data[4:8] == b"ftyp":
        return "audio/mp4"
    if data.startswith(b"#!AMR"):
        return "audio/amr"
    if data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] >= b"\xe0"):
        return "audio/mpeg"
    return None
