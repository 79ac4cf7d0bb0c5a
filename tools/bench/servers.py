"""Granian servers on one core, and the processor time each has used."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_START_S = 30
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Running:
    """A server that answers on a port of 127.0.0.1."""

    port: int
    pid: int

    def cpu_s(self) -> float:
        """Processor seconds used so far by the server and all its processes."""
        return cpu_s_of(self.pid)


def cpu_s_of(pid: int) -> float:
    """Processor seconds used so far by a process and its descendants."""
    return sum(_ticks(each) for each in _family(pid)) / _TICKS


def cores() -> tuple[int, int]:
    """One core for the servers and one for the load; the same if there is only one."""
    usable = sorted(os.sched_getaffinity(0))
    return usable[0], usable[-1]


@contextmanager
def serving(
    target: str, core: int | None, environ: Mapping[str, str], threads: int = 1
) -> Iterator[Running]:
    """Serve a WSGI application with one worker, pinned to a core unless that is None."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", str(threads), "--no-ws", "--log-level", "error",
        "--host", "127.0.0.1", "--port", str(port), target,
    ]  # fmt: skip
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, before if core is None else {core})
    try:
        process = subprocess.Popen(command, env={**os.environ, **environ}, start_new_session=True)
    finally:
        os.sched_setaffinity(0, before)
    try:
        _wait_for(port, process)
        yield Running(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit("the server ended before it answered")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"no server on port {port} after {_START_S} s")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(pid: int) -> list[int]:
    parents = {
        int(entry.name): _stat(int(entry.name))[1]
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit()
    }
    family = [pid]
    for member in family:
        family += [child for child, parent in parents.items() if parent == str(member)]
    return family


def _ticks(pid: int) -> int:
    # utime and stime of all threads: fields 14 and 15 of proc(5), counted from the state, field 3.
    stat = _stat(pid)
    return int(stat[11]) + int(stat[12])


def _stat(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return ["X", "0", *["0"] * 40]
    return text.rpartition(")")[2].split()
