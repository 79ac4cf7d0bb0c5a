"""The program around the neural voice: signs of the model in, sound and times out.

It runs alone in its process: the model takes some 600 MB, and a fault in it must not end the
server. The one argument is JSON: {file: SHA-256}, the model's parts in order, then the voice.
A request is ``{"portions": [[number of a sign, …], …], "speed"}``, the answer ``{"rate",
"starts"}`` (``starts``: for each portion the milliseconds at which each sign begins) and samples.
``{"damaged": message}`` answers everything when a file isn't what it should be.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from a11y.speech.engines.frames import serve
from a11y.speech.engines.kokoro_model import ModelDamaged, checked

IDLE_S = 600.0  # then its memory is worth more than the second it takes to load again
SAMPLE_RATE = 24_000
FRAME = 600  # samples; lengths of signs are counted in frames
EARLY = 2 * FRAME  # a sign is heard 50 to 75 ms before its frames begin
LENGTHS = "/encoder/Clip_output_0"  # the value inside the model that says how long each sign lasts
STYLES = 510  # the voice has one for each number of signs
THREADS = 1  # two wait for each other at every step, and longest where the machine is busy
EDGE = 0  # sign before the first and after the last
# Silence kept before and after a portion: hearing aids and radio headphones swallow the first
# tenths of a second, and a recogniser hears less without it (decision 0019).
LEAD_S, TAIL_S = 0.2, 0.4
SILENT = 0.004  # of the loudest sample
LOUDNESS, LOUDEST = 0.12, 0.97  # root mean square and peak of the samples, of 1


class Voice:
    """The model and one speaker's style, loaded once."""

    def __init__(self, files: dict[Path, str]) -> None:
        *parts, voice = checked(files)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        # Threads that spin while they wait take the time of others.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        model = with_output(b"".join(parts), LENGTHS)
        self.session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
        self.styles = np.frombuffer(voice, "<f4").reshape(STYLES, 1, -1)

    def speak(self, portions: list[list[int]], speed: float) -> tuple[dict[str, Any], bytes]:
        """Samples of all portions, one after another, and when each sign begins."""
        sound: list[Any] = []
        starts: list[list[int]] = []
        length = 0
        for signs in portions:
            wave, begins = self._portion(signs, speed)
            starts.append([int((length + at) * 1000 // SAMPLE_RATE) for at in begins])
            sound.append(wave)
            length += len(wave)
        whole = _levelled(np.concatenate(sound))
        return {"rate": SAMPLE_RATE, "starts": starts}, (whole * 32767).astype("<i2").tobytes()

    def _portion(self, signs: list[int], speed: float) -> tuple[Any, Any]:
        wave, frames = self.session.run(
            ["audio", LENGTHS],
            {
                "tokens": np.array([[EDGE, *signs, EDGE]], np.int64),
                "style": self.styles[min(len(signs), STYLES) - 1],
                "speed": np.array([speed], np.float32),
            },
        )
        wave = wave.reshape(-1)
        begins = np.cumsum(frames.reshape(-1))[: len(signs)] * FRAME
        first, end = _sounding(wave)
        return wave[first:end], np.clip(begins - EARLY - first, 0, end - first)


def with_output(model: bytes, name: str) -> bytes:
    """An ONNX ``model`` that gives out its inner value ``name``, too.

    Protobuf merges messages that stand one after another, so a second ModelProto with nothing but
    graph (7) > output (12) > name (1) is enough.
    """
    message = name.encode()
    for field in (1, 12, 7):
        message = bytes([field << 3 | 2, len(message)]) + message
    return model + message


def _sounding(wave: Any) -> tuple[int, int]:
    """The part of ``wave`` that isn't silence, with a little of it around."""
    loud = np.flatnonzero(np.abs(wave) > SILENT * np.abs(wave).max(initial=0.0))
    if not len(loud):
        return 0, len(wave)
    first = int(loud[0]) - int(LEAD_S * SAMPLE_RATE)
    return max(0, first), min(len(wave), int(loud[-1]) + int(TAIL_S * SAMPLE_RATE))


def _levelled(wave: Any) -> Any:
    """As loud as any other sentence, but nowhere cut off."""
    peak = float(np.abs(wave).max(initial=0.0))
    if not peak:
        return wave
    speech = wave[np.abs(wave) > SILENT * peak]
    gain = min(LOUDNESS / float(np.sqrt(np.mean(speech**2))), LOUDEST / peak)
    return wave * gain


def main() -> None:
    """Answers requests until their sender is gone or has been silent for ten minutes."""
    files = {Path(path): digest for path, digest in json.loads(sys.argv[1]).items()}
    try:
        voice = Voice(files)
    except ModelDamaged as error:
        damage = str(error)
        serve(lambda request: ({"damaged": damage}, b""), IDLE_S)
        return
    serve(lambda request: voice.speak(request["portions"], request["speed"]), IDLE_S)


if __name__ == "__main__":
    main()
