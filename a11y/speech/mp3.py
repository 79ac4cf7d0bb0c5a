"""Samples → MP3, and many sentences → one file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import lameenc

from a11y.speech.engines.port import Speech

BIT_RATE = 32  # kbit/s: smallest that leaves speech of 22 kHz clear
SAMPLE_RATE = 22050  # Hz, of the pause between sentences
PAUSE_MS = 450
# kbit/s by the index in a frame's header, from 1 to 14.
_MPEG1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def encode_mp3(samples: bytes, sample_rate: int) -> bytes:
    """16-bit mono samples as MP3 of constant bit rate, so that files can be joined end to end."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_in_sample_rate(sample_rate)
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


def joined(sentences: Iterable[Speech]) -> bytes:
    """One MP3 of all sentences with a short pause after each. Needs equal sample rates."""
    return b"".join(part for speech in sentences for part in (speech.mp3, _pause()))


@cache
def _pause() -> bytes:
    return encode_mp3(bytes(2 * (SAMPLE_RATE * PAUSE_MS // 1000)), SAMPLE_RATE)
