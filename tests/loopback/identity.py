"""A real identity provider as a process of its own, and people who sign in there."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests

START_S = 30


@dataclass
class LoopbackIdentity:
    """The provider at `origin`; it forgets people and changes its keys when it starts anew."""

    port: int
    life_s: int = 3600
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def origin(self) -> str:
        """Its address, which is its name."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = [f"--port={self.port}", "--require-nonce", f"--token-max-age={self.life_s}"]
        self.process = subprocess.Popen(
            # It warns of its own libraries; its tests are not ours.
            [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            try:
                requests.get(f"{self.origin}/jwks", timeout=1).raise_for_status()
            except requests.RequestException:
                assert self.process.poll() is None, "the provider ended by itself"
                continue
            for subject, claims in self.people.items():
                self.knows(subject, **claims)
            return
        raise AssertionError("the provider does not answer")

    def stop(self) -> None:
        """Stop it, as when its machine goes down."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(timeout=10)

    def knows(self, subject: str, **claims: Any) -> None:
        """Somebody has an account there, with these claims."""
        self.people[subject] = claims
        body = json.dumps(claims)
        headers = {"Content-Type": "application/json"}
        there = f"{self.origin}/users/{subject}"
        requests.put(there, data=body, headers=headers, timeout=5).raise_for_status()

    def signs_in(self, address: str, subject: str) -> str:
        """Somebody signs in on the provider's own page; return where their browser is sent."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        assert answer.status_code in (302, 303), answer.text[:600]
        return answer.headers["Location"]

    def is_refused(self, address: str) -> str:
        """Somebody says no on the provider's own page; return where their browser is sent."""
        data = {"action": "deny"}
        answer = requests.post(address, data=data, allow_redirects=False, timeout=5)
        assert answer.status_code in (302, 303), answer.text[:600]
        return answer.headers["Location"]


@contextmanager
def identity_provider(life_s: int = 3600) -> Iterator[LoopbackIdentity]:
    """A running provider whose tokens hold for so many seconds; stopped afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    provider = LoopbackIdentity(port, life_s)
    provider.start()
    try:
        yield provider
    finally:
        provider.stop()
