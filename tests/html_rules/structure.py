"""Rules of the frame: a page that parses, has one heading, a title that says it, and landmarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.html_rules.page import Page, shown

FAILED = {"zh-Hans": "有误：", "zh-Hant": "有誤：", "en": "Error: "}
VIEWS = {"standard", "elder", "care"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def parses(page: Page) -> Iterator[str]:
    """The parser had nothing to mend."""
    for complaint in page.complaints[:5]:
        yield f"is not valid HTML: {complaint}"


def has_one_heading(page: Page) -> Iterator[str]:
    """Exactly one h1."""
    found = page.tagged("h1")
    if len(found) != 1:
        yield f"has {len(found)} h1 elements; every page has exactly one"
    elif not page.h1:
        yield "has an empty h1; put the page's subject in it"


def says_its_heading_first(page: Page) -> Iterator[str]:
    """The title begins with the heading, after the failure word where something is wrong."""
    failed = FAILED.get(page.language, "有误：")
    has_summary = "error-summary" in page.ids
    if has_summary and not page.title.startswith(failed):
        yield f"shows an error summary, so its title must start with {failed!r}: {page.title!r}"
    if not page.title.removeprefix(failed).startswith(page.h1):
        yield f"has title {page.title!r}; it must start with the h1 {page.h1!r}"


def tells_language_and_view(page: Page) -> Iterator[str]:
    """lang, dir and data-view stand on the html element."""
    root = page.root
    if root.get("lang") not in FAILED:
        yield f"has lang={root.get('lang')!r}; it must be one of {sorted(FAILED)}"
    if root.get("dir") not in ("ltr", "rtl"):
        yield "has no dir on <html>; write the locale's direction there"
    if root.get("data-view") not in VIEWS:
        yield f"has data-view={root.get('data-view')!r}; it must name a view mode"
    if not any(node.get("name") == "viewport" for node in page.tagged("meta")):
        yield "has no viewport; add <meta name=viewport content='width=device-width'>"
    for node in page.tagged("meta"):
        if "user-scalable" in node.get("content") or "maximum-scale" in node.get("content"):
            yield f"stops people from zooming: {shown(node)}"


def has_landmarks(page: Page) -> Iterator[str]:
    """One main#main, one banner, named navigation, and a skip link before everything."""
    mains = page.tagged("main")
    if len(mains) != 1 or mains[0].get("id") != "main":
        yield "must have exactly one <main id=main>"
    if any(not heading.inside("main") for heading in page.tagged("h1")):
        yield "has its h1 outside <main>; move it in"
    banners = [node for node in page.tagged("header") if not node.inside("main", "article")]
    if len(banners) != 1:
        yield f"has {len(banners)} page headers; keep exactly one <header> outside main"
    names = Counter(navigation_names(page))
    for name, count in names.items():
        if not name:
            yield "has a <nav> without a name; add aria-label"
        elif count > 1:
            yield f"has {count} navigations called {name!r}; give each its own name"
    first = next((n for n in page.all if n.tag in ("a", "button", "input", "select")), None)
    if first is None or first.get("href") != "#main":
        yield "must begin with a skip link: <a href='#main'> before every other control"


def navigation_names(page: Page) -> list[str]:
    """The names by which the page's nav elements are announced."""
    by_id = {node["id"]: node.text for node in page.all if node.has("id")}
    return [
        node.get("aria-label") or by_id.get(node.get("aria-labelledby"), "")
        for node in page.tagged("nav")
    ]


def does_not_skip_headings(page: Page) -> Iterator[str]:
    """h2 follows h1, h3 follows h2; one level down at most."""
    before = 1
    for node in page.tagged(*HEADINGS):
        level = int(node.tag[1])
        if level > before + 1:
            yield f"skips from h{before} to h{level}: {shown(node)}"
        if not node.text:
            yield f"has an empty heading: {shown(node)}"
        before = level


def has_unique_ids(page: Page) -> Iterator[str]:
    """No id stands twice."""
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield f"has id={name!r} {count} times; ids are unique"


FRAME = (has_one_heading, says_its_heading_first, tells_language_and_view, has_landmarks)
ANYWHERE = (parses, does_not_skip_headings, has_unique_ids)
