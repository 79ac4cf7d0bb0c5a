"""The bench counts what it says it counts."""

from urllib.parse import urlsplit

import pytest

from tests.loopback.server import Asked, Reply, serve
from tools.bench.loader import BadAnswer, Target, count_answers
from tools.bench.visitor import Visitor
from tools.bench.weigh import weigh

PAGES = {
    "/": b'<link rel=stylesheet href="/a.css"><script src="/now.js"></script>'
    b'<script type=module src="/later.js"></script>',
    "/a.css": b"a" * 1000,
    "/now.js": b"n" * 200,
    "/later.js": b'import { x } from "./more.js";',
    "/more.js": b"m" * 400,
}


def answer(asked: Asked) -> Reply:
    body = PAGES.get(asked.path)
    return Reply(404) if body is None else Reply(200, {}, body)


def test_a_first_view_weighs_what_blocks_it_and_scripts_all_they_import() -> None:
    with serve(answer) as origin:
        port = urlsplit(origin).port or 0
        weight = weigh(port, "/")
        heads = {path: Visitor(port).get(path).head_bytes for path in PAGES}
    blocking = ("/", "/a.css", "/now.js")
    assert weight.first_view == sum(len(PAGES[path]) + heads[path] for path in blocking)
    scripts = ("/now.js", "/later.js", "/more.js")
    assert weight.scripts == sum(len(PAGES[path]) for path in scripts)


def test_load_counts_whole_answers_and_stops_at_a_wrong_one() -> None:
    with serve(answer) as origin:
        port = urlsplit(origin).port or 0
        page = Target(port, Visitor(port).request("/"), 200)
        assert min(count_answers([page, page], 0.1)) > 0
        gone = Target(port, Visitor(port).request("/gone"), 200)
        with pytest.raises(BadAnswer, match="404"):
            count_answers([page, gone], 0.1)
