"""A threaded HTTP server on a free loopback port, closed with the test that opened it."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

WHOLE_TEST_S = 20


@dataclass(frozen=True)
class Asked:
    """One request as it came over the wire; header names are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What is written back. `hang` writes nothing until the server closes, `cut` nothing at all;
    `pace` is called before each byte of the body is let out."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hang: bool = False
    cut: bool = False
    pace: Callable[[], object] | None = None


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a kept-alive connection must not hold up the end of a test

    def __init__(self, answer: Callable[[Asked], Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.closing = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is part of these tests."""


class _Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True
    protocol_version = "HTTP/1.1"
    timeout = WHOLE_TEST_S
    server: _Server

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", "0"))
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(length)
        reply = self.server.answer(Asked(self.command, parts.path, parts.query, headers, body))
        if reply.hang:
            self.server.closing.wait(WHOLE_TEST_S)
        if reply.hang or reply.cut:
            self.close_connection = True
            return
        self._write(reply)

    do_GET = do_POST = do_PUT = _serve

    def _write(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        step = 1 if reply.pace else len(reply.body) or 1
        for start in range(0, len(reply.body), step):
            if reply.pace:
                reply.pace()
            self.wfile.write(reply.body[start : start + step])

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written to the test's output."""


@contextmanager
def serve(answer: Callable[[Asked], Reply], tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Run `answer` behind a loopback address; the origin is handed out, http or https."""
    server = _Server(answer)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        scheme = "https" if tls else "http"
        yield f"{scheme}://127.0.0.1:{server.server_port}"
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
