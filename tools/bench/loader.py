"""Load on loopback servers: one request after another on a few kept-alive connections."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

CONNECTIONS = 4


class BadAnswer(Exception):
    """A server answered with another status than the row is about."""


@dataclass(frozen=True)
class Target:
    """A request as bytes, where it goes, and the status that counts."""

    port: int
    request: bytes
    status: int


def count_answers(targets: Sequence[Target], seconds: float) -> list[int]:
    """How many answers each target gave while all were loaded at once.

    Raises BadAnswer, or OSError if a server cannot be reached.
    """
    return asyncio.run(_load(targets, seconds))


async def _load(targets: Sequence[Target], seconds: float) -> list[int]:
    loop = asyncio.get_running_loop()
    clients = [[_Client(target) for _ in range(CONNECTIONS)] for target in targets]
    for client in (each for group in clients for each in group):
        await loop.create_connection(client.itself, "127.0.0.1", client.target.port)
    await asyncio.sleep(seconds)
    for client in (each for group in clients for each in group):
        client.stop()
    faults = [each.fault for group in clients for each in group if each.fault]
    if faults:
        raise BadAnswer(faults[0])
    return [sum(each.answers for each in group) for group in clients]


class _Client(asyncio.Protocol):
    """One connection: sends the request again as soon as its answer is complete."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.answers = 0
        self.fault: str | None = None
        self._stopped = False
        self._buffer = b""

    def itself(self) -> "_Client":
        """This connection, for whoever wants to make it."""
        return self

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self.target.request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if not end or self._stopped:
            return
        status = int(head[9:12])
        if status != self.target.status:
            self._fail(f"status {status} where {self.target.status} belongs")
            return
        length = 0 if status == 304 else _length(head)
        if length is None:
            self._fail("an answer without Content-Length")
        elif len(rest) >= length:
            self._buffer = rest[length:]
            self.answers += 1
            self._transport.write(self.target.request)

    def connection_lost(self, error: Exception | None) -> None:
        if not self._stopped and self.fault is None:
            self.fault = "the server closed a kept-alive connection"

    def stop(self) -> None:
        """Count no more."""
        self._stopped = True
        self._transport.close()

    def _fail(self, fault: str) -> None:
        self.fault = fault
        self._transport.close()


def _length(head: bytes) -> int | None:
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            return int(line[15:])
    return None
