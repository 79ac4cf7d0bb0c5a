"""One child process that answers framed requests; a dead or slow one is replaced."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .frames import read_frame, write_frame
from .port import SpeechFailed

ROOT = Path(__file__).resolve().parents[3]  # where the package a11y lies


def program(module: str, *arguments: str) -> list[str]:
    """Command that runs ``module`` with this Python, and with nothing of the environment's."""
    return [sys.executable, "-E", "-s", "-m", module, *arguments]


class Helper:
    """Talks to ``command`` over its pipes, one request at a time, from any thread.

    A request gets ``timeout`` seconds; after a failure it is tried once more with a new process.
    """

    def __init__(self, command: Sequence[str], timeout: float = 10.0) -> None:
        self.command, self.timeout = list(command), timeout
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    @property
    def process_id(self) -> int | None:
        """The child's process number while there is one."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Starts the child if there is none, without waiting until it can answer."""
        with self._lock:
            self._running()

    def ask(
        self, request: dict[str, Any], timeout: float | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """The two frames of the answer. Raises SpeechFailed after a second failure.

        ``timeout`` in seconds stands in for the usual one.
        """
        with self._lock:
            for attempt in (1, 2):
                try:
                    return self._exchange(json.dumps(request).encode(), timeout or self.timeout)
                except (OSError, TimeoutError, ValueError) as error:
                    self._stop()
                    if attempt == 2:
                        raise SpeechFailed(f"speech helper: {error}") from error
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Ends the child; the next request starts a new one."""
        with self._lock:
            self._stop()

    def _exchange(self, frame: bytes, timeout: float) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        assert process.stdin
        assert process.stdout
        write_frame(process.stdin.fileno(), frame)
        deadline = time.monotonic() + timeout
        head = read_frame(process.stdout.fileno(), deadline)
        return json.loads(head), read_frame(process.stdout.fileno(), deadline)

    def _running(self) -> subprocess.Popen[bytes]:
        # After a fork the pipes belong to the parent: a child of ours starts its own helper.
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._stop()
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                self.command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._owner = os.getpid()
            weakref.finalize(self, _end, self._process)
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe:
                pipe.close()
        except OSError:  # unwritten bytes for a process that is gone
            continue
