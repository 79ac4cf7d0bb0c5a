"""What a voice and its helper process tell each other: frames of a length and that many bytes.

A request is one frame of JSON; an answer is one frame of JSON and one of bytes (16-bit mono
samples). The length has 4 bytes, big-endian.
"""

from __future__ import annotations

import json
import os
import select
import struct
import time
from collections.abc import Callable
from typing import Any

REQUESTS, ANSWERS = 0, 1  # descriptors of a helper: standard input and output


def write_frame(descriptor: int, frame: bytes) -> None:
    """Writes all of ``frame``. Raises OSError when nobody reads."""
    rest = memoryview(struct.pack(">I", len(frame)) + frame)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def read_frame(descriptor: int, deadline: float) -> bytes:
    """The next frame. Raises TimeoutError at ``deadline`` (time.monotonic), OSError at the end."""
    (length,) = struct.unpack(">I", _read_exactly(descriptor, 4, deadline))
    return _read_exactly(descriptor, length, deadline)


def serve(
    answer: Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]],
    idle_s: float = float("inf"),
) -> None:
    """Answers requests until their sender is gone or silent for ``idle_s`` seconds."""
    while True:
        try:
            request = json.loads(read_frame(REQUESTS, time.monotonic() + idle_s))
        except (OSError, TimeoutError):
            return
        head, samples = answer(request)
        try:
            write_frame(ANSWERS, json.dumps(head).encode())
            write_frame(ANSWERS, samples)
        except OSError:
            return


def _read_exactly(descriptor: int, length: int, deadline: float) -> bytes:
    data = bytearray()
    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    while len(data) < length:
        left = deadline - time.monotonic()
        if not poller.poll(None if left == float("inf") else max(0.0, left) * 1000):
            raise TimeoutError("no answer in time")
        part = os.read(descriptor, min(length - len(data), 1 << 16))
        if not part:
            raise OSError("the process ended")
        data += part
    return bytes(data)
