"""The site of a test on a real loopback address, in a thread, on the test's own clock."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from werkzeug.serving import make_server

from tests.page_client import PageClient

COOKIES = (
    "view",
    "lang",
    "display",
    "visitor",
    "session",
    "browser",
    "desk",
    "desk_setup",
    "acting",
    "together",
)


@dataclass(frozen=True)
class LiveSite:
    """A served site: its address, and the program behind it."""

    app: Flask
    url: str

    def context(self, browser: Browser, width: int = 320, script: bool = True) -> BrowserContext:
        """A new browser window, ``width`` CSS pixels wide, which may reach this site only."""
        context = browser.new_context(
            base_url=self.url,
            viewport={"width": width, "height": 720},
            java_script_enabled=script,
        )
        context.set_default_timeout(15_000)
        context.route(lambda address: not address.startswith(self.url), lambda r: r.abort())
        return context

    def hand_over(self, client: PageClient, context: BrowserContext) -> None:
        """Let a browser window go on where a plain client stands: same visitor, same choices."""
        context.clear_cookies()
        kept = ((name, client.cookie(name)) for name in COOKIES)
        context.add_cookies(
            [{"name": name, "value": value, "url": self.url} for name, value in kept if value]
        )


@contextmanager
def served(app: Flask) -> Iterator[LiveSite]:
    """Serve a site while the block runs."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield LiveSite(app, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
