"""Samples → MP3, and many sentences → one file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import lameenc

from a11y.speech.engines.port import Speech

BIT_RATE = 32  # kbit/s: smallest that leaves speech of 24 kHz clear
SAMPLE_RATE = 24_000  # Hz, of all MP3s made here, so that any can be joined
PAUSE_MS = 450
# kbit/s by the index in a frame's header, from 1 to 14.
_MPEG1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def encode_mp3(samples: bytes, sample_rate: int) -> bytes:
    """16-bit mono samples as MP3 of 24 kHz and 32 kbit/s, so that files can be joined end to end.

    ``sample_rate`` in Hz is that of ``samples``; LAME makes another of it.
    """
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(SAMPLE_RATE)
    encoder.set_channels(1)
    encoder.set_quality(5)
    return bytes(encoder.encode(samples)) + bytes(encoder.flush())


def duration_ms(mp3: bytes) -> int:
    """How long an MP3 (layer III, MPEG-1 or 2) lasts. Raises ValueError for anything else.

    Frame headers by ISO/IEC 11172-3 and 13818-3.
    """
    samples, rate, at = 0, 0, 0
    while at + 4 <= len(mp3):
        if mp3[at] != 0xFF or mp3[at + 1] & 0xE6 != 0xE2:
            raise ValueError("not an MP3 frame")
        version, bits, speed = mp3[at + 1] >> 3 & 3, mp3[at + 2] >> 4, mp3[at + 2] >> 2 & 3
        if version not in (2, 3) or not 0 < bits < 15 or speed == 3:
            raise ValueError("not an MP3 frame of a known kind")
        first = version == 3  # MPEG-1: twice the rate, twice the samples
        rate = (44100, 48000, 32000)[speed] // (1 if first else 2)
        kbits = (_MPEG1 if first else _MPEG2)[bits - 1]
        samples += 1152 if first else 576
        at += (144_000 if first else 72_000) * kbits // rate + (mp3[at + 2] >> 1 & 1)
    if not samples:
        raise ValueError("no sound")
    return samples * 1000 // rate


def without_tags(mp3: bytes) -> bytes:
    """The frames of an MP3 file, without the ID3 tags some programs put before and after them."""
    if mp3[:3] == b"ID3" and len(mp3) > 10:
        size = 0
        for byte in mp3[6:10]:  # seven bits in each, by ID3v2.4 section 6.2
            size = size << 7 | byte & 0x7F
        mp3 = mp3[10 + size + (10 if mp3[5] & 0x10 else 0) :]
    return mp3[:-128] if mp3[-128:-125] == b"TAG" else mp3


def is_mono_of(mp3: bytes, sample_rate: int) -> bool:
    """Whether the first frame is mono of MPEG-2 (16, 22.05 or 24 kHz) at ``sample_rate`` Hz."""
    second, third, fourth = mp3[1:4]
    rate = {0: 22_050, 1: 24_000, 2: 16_000}.get(third >> 2 & 3)
    return second >> 3 & 3 == 2 and rate == sample_rate and fourth >> 6 == 3


def joined(sentences: Iterable[Speech]) -> bytes:
    """One MP3 of all sentences with a short pause after each."""
    return b"".join(part for speech in sentences for part in (speech.mp3, _pause()))


@cache
def _pause() -> bytes:
    return encode_mp3(bytes(2 * (SAMPLE_RATE * PAUSE_MS // 1000)), SAMPLE_RATE)
