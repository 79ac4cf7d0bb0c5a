"""Rules of words: nothing left untranslated, nothing left unfilled, one language at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.html_rules.page import Page
from tests.html_tree import HIDDEN_TEXT, Node

UNFILLED = re.compile(
    r"\{\{|\}\}|\{%|%\(\w+\)|\bNone\b|\bundefined\b|\bNaN\b|<[A-Z]\w+ object|&amp;|&lt;"
)
# The extractor's own marks, and the pseudo-locale's.
UNTRANSLATED = re.compile(r"\bmsgid\b|⟦|⟧|\[\[|\]\]")
HAN = re.compile(r"[㐀-鿿]+")
LATIN = re.compile(r"[A-Za-z]{2,}")
# Words of no language: formats, standards, keys, makes.
EVERYWHERE_WORDS = {
    "AA", "AAA", "AGPL", "Alt", "BRF", "Command", "Control", "Ctrl", "Enter", "Esc", "GB", "HTML",
    "MP3", "Option", "PDF", "QR", "Shift", "Tab", "WCAG", "YD",
}  # fmt: skip
SPOKEN_ATTRIBUTES = ("aria-label", "aria-description", "aria-roledescription", "alt", "title",
                     "placeholder", "aria-valuetext")  # fmt: skip
UNTRANSLATED_TAGS = HIDDEN_TEXT | {"kbd", "code", "samp"}


def fills_every_place(page: Page) -> Iterator[str]:
    """No template sign, no None, no empty place."""
    for text, _language in texts(page.root, page.language):
        if found := UNFILLED.search(text) or UNTRANSLATED.search(text):
            yield f"shows {found.group()!r} to people: {text[:80]!r}; fill or translate it"


def speaks_one_language(page: Page) -> Iterator[str]:
    """A Chinese page has no English, an English page no Chinese, unless marked with lang."""
    for text, language in texts(page.root, page.language):
        if language.startswith("zh"):
            foreign = [w for w in LATIN.findall(text) if w not in EVERYWHERE_WORDS]
            remedy = "say it in Chinese, or mark it with lang"
        elif language:
            foreign = HAN.findall(text)
            remedy = "translate it, or mark it with lang; names stand in translate=no"
        else:
            continue
        if foreign:
            yield f"shows {foreign[0]!r} on a page in {language}: {text[:60]!r}; {remedy}"


def keeps_to_its_script(page: Page) -> Iterator[str]:
    """A page in traditional characters shows no simplified ones (told by what Big5 lacks)."""
    for text, language in texts(page.root, page.language):
        if language != "zh-Hant":
            continue
        odd = "".join(dict.fromkeys(c for run in HAN.findall(text) for c in run if not _in_big5(c)))
        if odd:
            yield f"shows simplified characters {odd!r} on a zh-Hant page: {text[:60]!r}"


def _in_big5(sign: str) -> bool:
    try:
        sign.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def texts(node: Node, language: str) -> Iterator[tuple[str, str]]:
    """Every piece of text that is seen or spoken, with the language it is marked as.

    What a resident typed or is called stands in ``translate=no`` and belongs to no language ("").
    """
    language = "" if node.get("translate") == "no" else node.get("lang") or language
    if node.tag in UNTRANSLATED_TAGS:
        return
    for name in SPOKEN_ATTRIBUTES:
        if node.get(name).strip():
            yield node[name].strip(), language
    if node.element.text and node.element.text.strip():
        yield node.element.text.strip(), language
    for child in node.children:
        yield from texts(child, language)
        if child.element.tail and child.element.tail.strip():
            yield child.element.tail.strip(), language


ANYWHERE = (fills_every_place, speaks_one_language, keeps_to_its_script)
