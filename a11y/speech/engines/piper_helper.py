"""The program around an operator's Piper voice: numbers of phonemes in, sound out.

The one argument is the path of the ``.onnx`` file. A request is ``{"phonemes": [number, …],
"scales": [noise, length, noise of lengths], "speaker": number or null}``, the answer ``{}`` and
samples; ``{"damaged": message}`` answers everything when the file is no such model.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import onnxruntime

from a11y.speech.engines.frames import serve

IDLE_S = 600.0
LOUDEST = 0.97  # peak of the samples, of 1


class Voice:
    """A VITS model as Piper exports it, loaded once."""

    def __init__(self, path: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            path, options, providers=["CPUExecutionProvider"]
        )

    def speak(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Samples of the phonemes, as loud as they can be."""
        phonemes = np.array([request["phonemes"]], np.int64)
        given = {
            "input": phonemes,
            "input_lengths": np.array([phonemes.shape[1]], np.int64),
            "scales": np.array(request["scales"], np.float32),
        }
        if request["speaker"] is not None:
            given["sid"] = np.array([request["speaker"]], np.int64)
        wave = self.session.run(None, given)[0].reshape(-1)
        peak = float(np.abs(wave).max(initial=0.0))
        level = 32767 * LOUDEST / peak if peak else 0.0
        return {}, (wave * level).astype("<i2").tobytes()


def main() -> None:
    """Answers requests until their sender is gone or has been silent for ten minutes."""
    try:
        voice = Voice(sys.argv[1])
    except Exception as error:  # the runtime has a class of its own for each fault
        damage = f"{sys.argv[1]}: {type(error).__name__}"
        serve(lambda request: ({"damaged": damage}, b""), IDLE_S)
        return
    serve(voice.speak, IDLE_S)


if __name__ == "__main__":
    main()
