"""The frame around a page's main part, rendered once for each way of seeing it and then kept."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from urllib.parse import quote, urlencode

from flask import current_app, request
from markupsafe import Markup, escape

from services.delegation.sittings import Acting
from services.storage.people import Person
from webapp.folding import environment
from webapp.viewing import EXPLICIT, Viewing, address_with

FULL_PAGE = "layouts/full.html"
# Ways of seeing: views x languages x a few display settings x signed in, acting or neither, 20 kB
# each.
MOST_FRAMES = 300
# The pages residents really look at; quoting their addresses anew takes as long as the frame.
MOST_ADDRESSES = 500
# Stand for what differs from page to page; private characters, which no text of ours holds.
ADDRESS, HERE, NAME, PATH = "\ue000", "\ue001", "\ue002", "\ue003"
HELPED, TOKEN = "\ue004", "\ue005"
_PARTS = re.compile(r"(.*)<title>.*?</title>(.*)\n<main id=\"main\".*?</main>(.*)", re.DOTALL)
_MARKS = re.compile("([\ue000-\ue005])")


@dataclass(frozen=True)
class _Place:
    """All that a frame may know of the request; asking for more is a mistake of its template."""

    endpoint: str | None
    path: str = PATH

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(f"a frame is kept for many requests: it can't show request.{name}")


@dataclass(frozen=True)
class _Somebody:
    """Whoever is signed in; the name is put in later."""

    name: str


@dataclass(frozen=True)
class _ForSomebody:
    """Whoever is acted for; the name is put in later."""

    shown: str


@dataclass(frozen=True)
class Frame:
    """A page without its title and main part."""

    head: str
    header: tuple[str, ...]
    foot: tuple[str, ...]


def framed(fragment: str, seen: Viewing, person: Person | None, acting: Acting | None) -> str:
    """A whole page: the title and main part of ``fragment`` in their frame."""
    frame = _frame(seen, person, acting is not None)
    title, end, main = fragment.partition("</title>")
    known = _here(person, acting)
    header = [known.get(part, part) for part in frame.header]
    foot = [known.get(part, part) for part in frame.foot]
    return "".join((frame.head, title, end, *header, main, *foot))


def at_desk() -> bool:
    """Whether this is a page of clerks: its frame leads to their front page, not to residents'."""
    return request.path.startswith("/desk/")


def can_be_framed() -> bool:
    """Whether this address says nothing that the frame's own links would have to change."""
    return not request.query_string or not request.args.keys() & set(EXPLICIT)


def _here(person: Person | None, acting: Acting | None) -> dict[str, str]:
    known = dict(_addresses(request.path, request.query_string))
    known[NAME] = str(escape(person.name)) if person else ""
    if acting is not None:
        form_token = cast(Callable[[], str], current_app.jinja_env.globals["form_token"])
        known |= {HELPED: str(escape(acting.shown)), TOKEN: form_token()}
    return known


@lru_cache(maxsize=MOST_ADDRESSES)
def _addresses(path: str, query: bytes) -> dict[str, str]:
    """What the frame's links say of this address; of the request, nothing but these two."""
    address = address_with()
    here = cast(Callable[[], str], current_app.jinja_env.globals["address_here"])
    return {
        ADDRESS: str(escape(address if address.endswith("?") else f"{address}&")),
        HERE: quote(here()),
        PATH: quote(path),
    }


def _frame(seen: Viewing, person: Person | None, acting: bool) -> Frame:
    kept: OrderedDict[Any, Frame] = current_app.extensions.setdefault("frames", OrderedDict())
    listens = request.endpoint == "speech.listen"
    key = (seen, person and bool(person.name), acting, listens, at_desk())
    frame = kept.get(key)
    if frame is None:
        frame = kept[key] = _rendered(seen, person, acting)
        if len(kept) > MOST_FRAMES:
            kept.popitem(last=False)
    return frame


def _rendered(seen: Viewing, person: Person | None, acting: bool) -> Frame:
    page = environment(current_app, seen.locale).get_template(FULL_PAGE)
    text = page.render(
        mode=seen.mode,
        display=seen.display,
        keys=seen.keys,
        locale=seen.locale,
        person=person and _Somebody(NAME if person.name else ""),
        acting=_ForSomebody(HELPED) if acting else None,
        at_desk=at_desk(),
        form_token=lambda: Markup(TOKEN),  # noqa: S704 - a mark of ours
        request=_Place(request.endpoint),
        attempt=None,
        address_with=lambda **changes: ADDRESS + urlencode(changes),
        address_here=lambda: HERE,
    )
    for mark in (HERE, PATH):
        text = text.replace(quote(mark), mark)
    found = _PARTS.fullmatch(text)
    assert found is not None, "layouts/full.html has one title, then one main"
    head, header, foot = found.groups()
    return Frame(head, tuple(_MARKS.split(header)), tuple(_MARKS.split(foot)))
