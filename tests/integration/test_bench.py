"""The bench counts what it says it counts."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from services.catalogue import load_catalogue
from tests.loopback.server import Asked, Reply, serve
from tests.page_client import PageClient
from tools.bench.accounts import fill
from tools.bench.cases import measured_pages
from tools.bench.filling import OWN, filled
from tools.bench.finding import invented
from tools.bench.loader import BadAnswer, Target, count_answers
from tools.bench.visitor import Visitor
from tools.bench.weigh import weigh
from webapp import create_app
from webapp.settings import Settings
from webapp.wiring import parts

PAGES = {
    "/": b'<link rel=stylesheet href="/a.css"><script src="/now.js"></script>'
    b'<script type=module src="/later.js"></script>',
    "/a.css": b"a" * 1000,
    "/now.js": b"n" * 200,
    "/later.js": b'import { x } from "./more.js"; import("./wished.js");',
    "/more.js": b"m" * 400,
    "/wished.js": b'import { x } from "./more.js"; import { y } from "./other.js";',
    "/other.js": b"o" * 300,
}


def answer(asked: Asked) -> Reply:
    body = PAGES.get(asked.path)
    return Reply(404) if body is None else Reply(200, {}, body)


def test_a_first_view_weighs_what_blocks_it_scripts_what_they_import_at_once_and_later() -> None:
    with serve(answer) as origin:
        port = urlsplit(origin).port or 0
        weight = weigh(port, "/")
        heads = {path: Visitor(port).get(path).head_bytes for path in PAGES}
    blocking = ("/", "/a.css", "/now.js")
    assert weight.first_view == sum(len(PAGES[path]) + heads[path] for path in blocking)
    scripts = ("/now.js", "/later.js", "/more.js")
    assert weight.scripts == sum(len(PAGES[path]) for path in scripts)
    assert weight.on_demand == sum(len(PAGES[path]) for path in ("/wished.js", "/other.js"))


def counted(*targets: Target) -> list[int]:
    """Counts in a thread: a browser of another test may have left its event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(count_answers, targets, 0.1).result()


def test_load_counts_whole_answers_and_stops_at_a_wrong_one() -> None:
    with serve(answer) as origin:
        port = urlsplit(origin).port or 0
        page = Target(port, Visitor(port).request("/"), 200)
        assert min(counted(page, page)) > 0
        gone = Target(port, Visitor(port).request("/gone"), 200)
        with pytest.raises(BadAnswer, match="404"):
            counted(page, gone)


def test_invented_services_have_names_of_their_own() -> None:
    today = load_catalogue()
    many = invented(today, len(today.entries) + 300)
    assert len(many.entries) == len(today.entries) + 300
    names = [str(entry.guide("zh-Hans").name) for entry in many.entries]
    assert len(set(names)) == len(names)


def test_a_filled_site_has_its_cases_and_the_resident_sees_only_their_own(
    database_url: str, tmp_path: Path
) -> None:
    site = filled(tmp_path / "site", 500, database_url)
    assert parts(site.app).cases.count() == site.demo + 500 + OWN
    client = PageClient(site.client)
    client.get("/cases/?view=elder")
    shown = _listed(client)
    while "看早一点的" in client.page.root.one("#main").text:
        client.follow("看早一点的")
        shown += _listed(client)
    assert len(set(shown)) == len(shown) == OWN
    for address in measured_pages().values():
        client.get(address)
    parts(site.app).db.dispose()


def _listed(client: PageClient) -> list[str]:
    links = client.page.root.select("#main .plain-list a")
    return [link["href"] for link in links if re.fullmatch(r"/cases/[A-Z]\d+/", link["href"])]


def test_the_bench_of_accounts_fills_a_site_in_which_everybody_gets_one(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    fill(settings, 30)
    joined = parts(create_app(settings))
    # 王秀兰 has had hers.
    assert joined.weekly.make(lambda _: None) == 30
    joined.db.dispose()
