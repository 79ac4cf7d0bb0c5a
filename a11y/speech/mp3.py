"""Samples → MP3, and many sentences → one file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import lameenc

from .engine import Speech

BIT_RATE = 32  # kbit/s: smallest that leaves speech of 22 kHz clear
SAMPLE_RATE = 22050  # Hz, of the pause between sentences
PAUSE_MS = 450


def encode_mp3(samples: bytes, sample_rate: int) -> bytes:
    """16-bit mono samples as MP3 of constant bit rate, so that files can be joined end to end."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_channels(1)
    encoder.set_quality(5)
    return bytes(encoder.encode(samples)) + bytes(encoder.flush())


def joined(sentences: Iterable[Speech]) -> bytes:
    """One MP3 of all sentences with a short pause after each. Needs equal sample rates."""
    return b"".join(part for speech in sentences for part in (speech.mp3, _pause()))


@cache
def _pause() -> bytes:
    return encode_mp3(bytes(2 * (SAMPLE_RATE * PAUSE_MS // 1000)), SAMPLE_RATE)
