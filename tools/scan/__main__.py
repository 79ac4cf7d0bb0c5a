"""python -m tools.scan [ROLE…]: wapiti over the running site as each role; fails on what is new."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import requests

from tools.bench.servers import free_port
from tools.scan.findings import LEVELS, Finding, read, unexplained
from tools.scan.people import ROLES, cookies_of

WAPITI = Path(".venv-scan/bin/wapiti")
MODULES = "common,crlf,csrf,htaccess,methods"
# Signing out would end the scan; sound and print cost much and take no input but a size.
LEFT_OUT = (
    "/sign-out/*", "/desk/sign-out/*", "/helping/stop", "/speech/*", "/*.mp3", "/*.epub", "/*.pdf",
)  # fmt: skip
CRAWL_S, ATTACK_S = 60, 20
START_S = 120


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A site of its own with a fresh demo district; its address."""
    port = free_port()
    own = {"NUANCHUANG_DATA_DIR": str(folder), "NUANCHUANG_SPEECH_ENGINE": "off"}
    flask = [sys.executable, "-m", "flask", "--app", "wsgi", "start"]
    with (folder / "site.log").open("wb") as log:
        process = subprocess.Popen(
            flask, env={**os.environ, **own, "PORT": str(port)}, stdout=log, stderr=log
        )
    site = f"http://127.0.0.1:{port}"
    try:
        _wait_for(site)
        yield site
    finally:
        process.terminate()
        process.wait()


def _wait_for(site: str) -> None:
    until = monotonic() + START_S
    while True:
        try:
            requests.get(f"{site}/readyz", timeout=5).raise_for_status()
        except requests.RequestException:
            assert monotonic() < until, "the site does not start"
            sleep(0.5)
        else:
            return


def scan(role: str, site: str, folder: Path) -> list[Finding]:
    """What wapiti finds as somebody in this role."""
    host = site.removeprefix("http://").partition(":")[0]
    kept = {
        name: {"value": value, "expires": None, "secure": False, "port": None, "version": 0}
        for name, value in cookies_of(role, site).items()
    }
    jar, report = folder / f"{role}-cookies.json", folder / f"{role}.json"
    jar.write_text(json.dumps({host: {"/": kept}}), "utf-8")
    start = f"{site}/desk/" if role not in ("nobody", "resident", "helper") else f"{site}/"
    command = [
        str(WAPITI), "-u", start, "--scope", "domain", "-c", str(jar), "-m", MODULES,
        "--skip", "form_token", "--no-bugreport", "--flush-session",
        "--store-session", str(folder / f"{role}-session"), "-f", "json", "-o", str(report),
        "-d", "5", "--max-links-per-page", "60", "--max-parameters", "12",
        "--max-scan-time", str(CRAWL_S), "--max-attack-time", str(ATTACK_S),
    ]  # fmt: skip
    for address in LEFT_OUT:
        command += ["-x", site + address]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    if told.returncode:
        raise SystemExit(
            f"the scanner failed as {role}:\n{told.stdout[-2000:]}{told.stderr[-2000:]}"
        )
    return read(report)


def main(roles: list[str]) -> int:
    """Scan as each of these roles (all without any); 1 where something is not explained."""
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running(folder) as site:
            for role in roles or ROLES:
                found = scan(role, site, folder)
                new = unexplained(found)
                failed = failed or bool(new)
                print(f"{role}: {len(found)} findings, {len(new)} to be looked at", flush=True)
                for each in sorted(new, key=lambda each: -each.level):
                    print(f"  {LEVELS[each.level]} {each.kind} at {each.path}: {each.info}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
