"""拼音: the main part of a rendered page with the reading over each hanzi, as ruby."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from a11y.speech.pronunciation import lexicon
from a11y.speech.pronunciation.ruby import ruby_pairs

# Text in these is no running text, is typed into, or can't hold ruby.
_PLAIN = frozenset(
    ("title", "select", "textarea", "script", "style", "svg", "template", "ruby", "kbd", "code")
)
# What has to be typed exactly as it stands.
_EXAMPLE = "data-example"
_MARKUP = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)")
_HANZI = re.compile("[\u3400-\u9fff]")
_MAIN = "<main "
# aria-hidden: else each reading would be heard beside its character and be part of every name.
_PAIR = '<ruby>{}<rt aria-hidden="true">{}</rt></ruby>'


def with_pinyin(text: str, language: str) -> Markup:
    """Plain ``text`` as markup, with readings; ``language`` is a BCP 47 tag."""
    return Markup(_read(str(escape(text)), language, _corrections()))  # noqa: S704 - escaped


def page_with_pinyin(html: str, language: str) -> str:
    """A page (or its title and main part) with readings in ``<main>``; all else as it was."""
    before, main, rest = html.partition(_MAIN)
    inside, end, after = rest.partition("</main>")
    return "".join((before, main, _main(inside, language), end, after))


def _main(html: str, language: str) -> str:
    made, plain, depth, corrections = [], "", 0, _corrections()
    for piece in _MARKUP.split(html):
        if not piece.startswith("<"):
            made.append(piece if plain else _read(piece, language, corrections))
            continue
        made.append(piece)
        found = _TAG.match(piece)
        tag = found.group(1) if found else ""
        if not plain and _is_plain(tag, piece):
            plain, depth = tag, 1
        elif plain and tag == plain:
            depth += -1 if piece.startswith("</") else 1
            plain = plain if depth else ""
    return "".join(made)


def _is_plain(tag: str, piece: str) -> bool:
    return not piece.startswith("</") and (tag in _PLAIN or _EXAMPLE in piece)


def _corrections() -> int:
    """Which of the clerks' corrections are in use: what is remembered from before is not shown."""
    return hash(frozenset(lexicon.learned().items()))


@lru_cache(maxsize=5_000)
def _read(text: str, language: str, corrections: int) -> str:
    """Escaped text with readings. Pages repeat their sentences, so these are remembered."""
    if not _HANZI.search(text):
        return text
    pairs = ruby_pairs(text, language)
    made = "".join(_PAIR.format(piece, said) if said else piece for piece, said in pairs)
    # In a flexible box, such as a button, each character would else be an item of its own.
    return f"<bdi>{made}</bdi>"
