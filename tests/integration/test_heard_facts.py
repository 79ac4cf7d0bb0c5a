"""Whoever hears a page hears every amount, date and number that others see on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask

from a11y.formats.facts import Fact, facts_of
from a11y.speech.script.page import script_of
from a11y.speech.script.spoken_words import CHINESE
from a11y.speech.script.tree import Node, parse
from tests.page_catalogue import Visit, in_turn
from tests.page_client import PageClient
from tests.residents import Resident

# Not text on the screen; ways on repeat the names of pages.
UNSEEN = frozenset({"script", "style", "template", "svg", "nav"})
TYPED = frozenset({"text", "tel", "number", "date", "email", "search", ""})
INLINE = frozenset({"a", "b", "bdi", "em", "small", "span", "strong", "time"})
VISITS = in_turn()
# Each run hears some of the pages where much can go wrong; `make conformance` hears them all.
TELLING = [visit for visit in VISITS if visit.state.name.endswith(("error", "check", "sent"))]


def seen(node: Node) -> Iterator[str]:
    """Text on the screen, block by block, with what fields hold and pictures are called."""
    text = ""
    for child in node.children:
        if isinstance(child, str):
            text += child
        elif child.tag in UNSEEN or child.has("hidden") or child.get("aria-hidden") == "true":
            continue
        elif child.tag in INLINE:
            text += "".join(seen(child))
        else:
            yield text
            text = ""
            yield from _apart(child)
    yield text


def _apart(node: Node) -> Iterator[str]:
    if node.tag == "input":
        yield node.get("value") if node.get("type") in TYPED else ""
    elif node.tag == "img":
        yield node.get("alt")
    else:
        yield from seen(node)


def unheard(html: str, language: str) -> list[Fact]:
    """Facts on the screen that the script of the page does not say as often."""
    main = parse(html).find("main")
    assert main is not None
    lines = script_of(html, CHINESE, private=True).lines
    heard = Counter(fact.key for line in lines for fact in facts_of(line.text, language))
    shown = [fact for text in seen(main) for fact in facts_of(text, language)]
    lacking = Counter(fact.key for fact in shown) - heard
    return [fact for fact in shown if fact.key in lacking]


@pytest.mark.parametrize("visit", TELLING[::4], ids=lambda visit: visit.name)
def test_some_pages_are_heard_whole(fresh_sites: Iterator[Flask], visit: Visit) -> None:
    _hears_all(fresh_sites, visit)


@pytest.mark.conformance
@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_every_page_is_heard_whole(fresh_sites: Iterator[Flask], visit: Visit) -> None:
    _hears_all(fresh_sites, visit)


def _hears_all(fresh_sites: Iterator[Flask], visit: Visit) -> None:
    resident = visit.make(Resident(PageClient(next(fresh_sites).test_client())))
    assert not unheard(resident.page.html, visit.language)


def test_a_figure_that_is_only_seen_is_found() -> None:
    page = "<html><main><p>一共 31.05 元</p><p aria-hidden='true'>2 元</p>{}</main></html>"
    assert not unheard(page.format(""), "zh-Hans")
    [lost] = unheard(page.format("<table><tr><th>9 月<td><input value='7 元'></table>"), "zh-Hans")
    assert lost.value in ("7元", "9月")
