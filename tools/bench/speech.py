"""How soon and how dearly the site speaks, and how much of it is heard."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from statistics import median
from threading import Thread
from urllib.parse import urlencode

from tools.bench.comparing import compare, flask
from tools.bench.hearing import measure_hearing
from tools.bench.loader import Target
from tools.bench.servers import Running, cores, serving
from tools.bench.table import heading, line
from tools.bench.visitor import Visitor, decoded
from tools.bench.voicing import measure_voice
from webapp.cli import BLOCKING_THREADS

GUIDES = ("water-bill", "gas-bill", "senior-card", "home-visit", "meter-reading", "utility-relief")
COLD_PAGES = [f"/services/{slug}/" for slug in GUIDES]
WARM_UP_PAGE = "/services/power-outage/"
CROWD = 4
PAGE_ROUNDS = 30
CACHED_RATIO = 1.0
FIRST_SOUND_S = {"kokoro": 1.5, "espeak": 0.3}
PAGE_RATIO = 3.0


def measure_speech() -> bool:
    """Measure, print; whether every figure reaches its target."""
    good = [_cached()]
    for engine in FIRST_SOUND_S:
        good.append(_first_sounds(engine))
    good += [_pages_meanwhile(), measure_voice(), measure_hearing()]
    return all(good)


@contextmanager
def _site(engine: str) -> Iterator[dict[str, str]]:
    """The settings of a new site that has said nothing yet."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {"NUANCHUANG_DATA_DIR": folder, "NUANCHUANG_SPEECH_ENGINE": engine}
        for command in ("migrate", "load-demo"):
            flask(command, environ)
        yield environ


def _cached() -> bool:
    heading("requests per CPU second, ratio to a bare Flask hello", "median  [low..high]")
    serve_core, load_core = cores()
    before = os.sched_getaffinity(0)
    with _site("espeak") as environ, ExitStack() as stack:
        hello = stack.enter_context(serving("tools.bench.hello:app", serve_core, {}))
        house = stack.enter_context(serving("wsgi:app", serve_core, environ))
        audio = str(_first_line(Visitor(house.port), COLD_PAGES[0])["audio"])
        os.sched_setaffinity(0, {load_core})
        try:
            floor = Target(hello.port, Visitor(hello.port).request("/"), 200)
            sentence = Target(house.port, Visitor(house.port).request(audio), 200)
            ratios = compare(hello, house, floor, sentence)
        finally:
            os.sched_setaffinity(0, before)
    measured = f"{median(ratios):.2f}    [{min(ratios):.2f}..{max(ratios):.2f}]"
    good = median(ratios) >= CACHED_RATIO
    line("a sentence that was said before", measured, f">= {CACHED_RATIO}", good)
    return good


def _first_sounds(engine: str) -> bool:
    """From the press of the button to the first bytes of sound, both cores kept busy by others."""
    heading(
        "seconds to the first sound of a page nobody has heard, every core busy", "median  [max]"
    )
    at_most = FIRST_SOUND_S[engine]
    with _site(engine) as environ, serving("wsgi:app", None, environ, BLOCKING_THREADS) as house:
        _awake(house, engine)
        with _busy():
            waits, voices = [], []
            for page in COLD_PAGES:
                began = time.monotonic()
                first = _first_line(Visitor(house.port), page)
                Visitor(house.port).get(str(first["audio"]))
                waits.append(time.monotonic() - began)
                voices.append(first["voice"])
    good = median(waits) <= at_most
    name = f"{engine}; voices heard: {', '.join(map(str, voices))}"
    line(name, f"{median(waits):.2f}    [{max(waits):.2f}]", f"<= {at_most} s", good)
    return good


def _pages_meanwhile() -> bool:
    """How long a page takes while several listeners begin pages that nobody has heard."""
    with _site("kokoro") as environ, serving("wsgi:app", None, environ, BLOCKING_THREADS) as house:
        _awake(house, "kokoro")
        visitor = Visitor(house.port)
        visitor.get("/")
        quiet = _page_seconds(visitor)
        crowd = [Thread(target=_listen, args=(house, page)) for page in COLD_PAGES[:CROWD]]
        for each in crowd:
            each.start()
        busy = _page_seconds(visitor)
        for each in crowd:
            each.join()
    ratio = median(busy) / median(quiet)
    heading(f"a page while {CROWD} begin to listen to pages nobody has heard", "ratio  [slowest]")
    shown = f"{ratio:.2f}    [{max(busy) * 1000:.0f} ms]"
    line("home, median", shown, f"<= {PAGE_RATIO}", ratio <= PAGE_RATIO)
    return ratio <= PAGE_RATIO


def _listen(house: Running, page: str) -> None:
    visitor = Visitor(house.port)
    heard = _script(visitor, page)
    for number in range(3):
        _line(visitor, page, heard, number)


def _page_seconds(visitor: Visitor) -> list[float]:
    spent = []
    for _ in range(PAGE_ROUNDS):
        began = time.monotonic()
        visitor.get("/search")
        spent.append(time.monotonic() - began)
    return spent


def _awake(house: Running, engine: str) -> None:
    """Until the neural voice has been loaded and has spoken; the plain one is awake at once."""
    visitor, deadline = Visitor(house.port), time.monotonic() + 60
    wanted = {"kokoro": "neural", "espeak": "plain"}[engine]
    while _first_line(visitor, WARM_UP_PAGE)["voice"] != wanted:
        if time.monotonic() > deadline:
            raise SystemExit(f"the voice {engine} does not speak")
        time.sleep(0.5)
    # Until what was begun ahead is said too.
    time.sleep(8 if engine == "kokoro" else 0)


@contextmanager
def _busy() -> Iterator[None]:
    """A program on each core that does nothing but count."""
    counting = [sys.executable, "-c", "while True: pass"]
    others = [subprocess.Popen(counting) for _ in os.sched_getaffinity(0)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def _first_line(visitor: Visitor, page: str) -> Mapping[str, object]:
    return _line(visitor, page, _script(visitor, page), 0)


def _script(visitor: Visitor, page: str) -> Mapping[str, object]:
    return _json(visitor, f"/speech/script?{urlencode({'page': page})}")


def _line(
    visitor: Visitor, page: str, heard: Mapping[str, object], number: int
) -> Mapping[str, object]:
    asked = {"page": page, "n": number, "version": heard["version"], "rate": 100}
    return _json(visitor, f"/speech/line?{urlencode(asked)}")


def _json(visitor: Visitor, address: str) -> Mapping[str, object]:
    answer = visitor.get(address)
    if answer.status != 200:
        raise SystemExit(f"{address} answers {answer.status}")
    found: dict[str, object] = json.loads(decoded(answer))
    return found
