"""What every public page says, made before anybody asks: the work of `make voices`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from a11y.modes import MODES
from a11y.speech.engines.port import CannotSay
from a11y.speech.script.tree import parse
from a11y.speech.speaker import Speaker
from webapp.editions.guides import edition_sentences
from webapp.locales import LOCALES
from webapp.speech.page import ReadPage, read_page
from webapp.wiring import parts

MAP = "/sitemap/"
RATE = 100  # the player plays faster or slower by itself


@dataclass
class Made:
    """What there is so far: sentences, those made now, seconds and bytes of sound."""

    sentences: int = 0
    new: int = 0
    seconds: float = 0.0
    size: int = 0


def public_sentences(app: Flask) -> list[tuple[str, str]]:
    """Text and language of each sentence of the public pages, each once, the first pages first.

    Pages are those of the site map that everyone gets alike, in each view and language; after them
    come the audio editions of the guides.
    """
    found: dict[tuple[str, str], None] = {}
    for language in LOCALES:
        addresses = list(_addresses(app, language))
        for address in addresses:
            for view in MODES:
                for line in _lines(app, address, view, language):
                    found.setdefault(line)
    for language in LOCALES:
        for line in _edition_lines(app, language):
            found.setdefault(line)
    return list(found)


def make(speaker: Speaker, text: str, language: str, so_far: Made) -> None:
    """Say one sentence, unless it was said before.

    Raises SpeechFailed when the voice fails, OSError when the store takes no more.
    """
    try:
        spoken, new = speaker.prepare(text, language, RATE)
    except CannotSay:
        return
    if not spoken.kept:
        raise OSError("there is no room in the store, or it does not answer")
    so_far.sentences += 1
    so_far.new += new
    so_far.seconds += spoken.speech.duration_ms / 1000
    so_far.size += len(spoken.speech.mp3)


def _addresses(app: Flask, language: str) -> Iterator[str]:
    """The site's own pages that its map links to."""
    html = app.test_client().get(f"{MAP}?lang={language}").get_data(as_text=True)
    main = parse(html).find("main")
    links = [urljoin(MAP, link.get("href")) for link in main.find_all("a")] if main else []
    own = [link.partition("#")[0] for link in links if not urlsplit(link).netloc]
    yield from dict.fromkeys([*(link for link in own if link.startswith("/")), MAP])


def _lines(app: Flask, address: str, view: str, language: str) -> list[tuple[str, str]]:
    page = _page(app, address, view, language)
    if page is None or not page.public:
        return []
    return [(line.text, line.language) for line in page.script.lines]


def _edition_lines(app: Flask, language: str) -> list[tuple[str, str]]:
    with app.test_request_context(headers={"Cookie": f"lang={language}"}):
        app.preprocess_request()
        entries = parts().catalogue.entries
        return [line for entry in entries for line in edition_sentences(entry)]


def _page(app: Flask, address: str, view: str, language: str) -> ReadPage | None:
    with app.test_request_context(headers={"Cookie": f"view={view}; lang={language}"}):
        try:
            return read_page(address)
        except HTTPException:
            return None
