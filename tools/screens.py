"""Takes the pictures of the README from the running site: `make screens`."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import ViewportSize, sync_playwright
from werkzeug.serving import make_server

from a11y.modes import MODES
from services.demo.district import load_demo
from services.storage.migrate import upgrade
from webapp import create_app
from webapp.settings import Settings
from webapp.wiring import parts

SCREENS = Path(__file__).parent.parent / "docs" / "screens"
# Half a README column each, so a low window; the header and the first entries are what counts.
WINDOW: ViewportSize = {"width": 1000, "height": 760}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def main() -> None:
    """Serve a fresh demo district on loopback and take the home page in each view."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        upgrade(parts(app).db)
        load_demo(parts(app).db, parts(app).clock)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        take(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        parts(app).db.dispose()


def take(site: str) -> None:
    """Take the pictures with the system's Chromium."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for view in MODES:
            page = browser.new_page(viewport=WINDOW, locale="zh-CN")
            page.goto(f"{site}/?view={view}")
            page.screenshot(path=SCREENS / f"home-{view}.png")
        browser.close()


if __name__ == "__main__":
    main()
