"""What one element says: inline text, pictures, table rows, choices and filled fields."""

from __future__ import annotations

import re

from .spoken_words import Phrases
from .tree import Node

SILENT_TAGS = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "audio",
        "video",
        "iframe",
        "object",
        "canvas",
        "datalist",
        "rp",
    ]
)  # fmt: skip
# Stand on a line or in a column of their own on screen.
APART = frozenset(
    ["div", "p", "li", "ul", "ol", "dl", "dt", "dd", "small", "section", "h1", "h2", "h3", "h4"]
)  # fmt: skip
INLINE = frozenset({"span", "em", "b", "strong", "i", "cite", "code", "time", "data"})
OWN_LINE = frozenset({"line", "change"})  # classes of spans and links on a line of their own
PRESSED = frozenset({"a", "label", "button", "summary"})
# A longer answer is read up to here; the rest is counted, so a pasted page can't hold the listener.
LONGEST_VALUE = 200
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_DECORATION = re.compile(r"^[‹›«»<>→←·•|\s]+|[‹›«»→←·•|\s]+$")
_ENDED = ("。", "！", "？", "；", "，", "、", "：", "…", ".", ",", ":", ";", "!", "?")


def is_silent(node: Node) -> bool:
    """Hidden or decorative: never said."""
    if node.tag in SILENT_TAGS or node.has("hidden") or node.get("aria-hidden") == "true":
        return True
    return node.get("type") == "hidden" or node.has("data-reader") or node.has("data-unspoken")


def squeeze(text: str) -> str:
    """Runs of blanks become one space, line breaks written by <br> stay, decoration goes."""
    lines = (_DECORATION.sub("", _SPACE.sub(" ", line)) for line in text.split("\v"))
    return "\n".join(line for line in lines if line)


def joined_text(node: Node, phrases: Phrases, apart: frozenset[str] = APART) -> str:
    """Text of an element and its children as one string (``\\v`` where <br> stands).

    Children whose tag is in ``apart`` stand alone on screen, so a comma is heard around them.
    """
    if node.tag in ("br", "img", "svg"):
        return "\v" if node.tag == "br" else _picture(_alternative(node, phrases), phrases)
    if node.tag in PRESSED and _only_elements(node):
        apart = apart | INLINE
    parts, current = [], ""
    for child in node.children:
        if isinstance(child, str):
            current += child
        elif not _is_skipped(child):
            text = joined_text(child, phrases, apart)
            if child.tag in apart or OWN_LINE & set(child.classes):
                parts += [current, text]
                current = ""
            else:
                current += text
    parts = [part for part in [*parts, current] if part.strip()]
    return parts[0] if len(parts) == 1 else _listed(parts, phrases)


def row_text(cells: list[Node], headers: list[str], phrases: Phrases) -> str:
    """A table row: its own header first, then each cell behind its column's header."""
    parts = []
    for position, cell in enumerate(cells):
        text = squeeze(joined_text(cell, phrases)).replace("\n", " ")
        header = squeeze(headers[position]) if position < len(headers) else ""
        if not text:
            continue
        named = header and cell.tag != "th"
        parts.append(phrases.pair % {"name": header, "value": text} if named else text)
    return _listed(parts, phrases)


def option_text(label: Node, choice: Node, number: int, phrases: Phrases) -> str:
    """A choice with its number and whether it is taken: 1、2026 年 10 月，31.05 元，已选."""
    text = squeeze(joined_text(label, phrases, APART | INLINE)).replace("\n", " ")
    # One choice is one sentence, so that its number and its state stay together.
    text = text.replace("。，", "，").replace("。", "，")
    state = phrases.selected if choice.has("checked") else phrases.not_selected
    return phrases.option % {"n": number, "text": text.rstrip("。，,. "), "state": state}


def control_text(node: Node, phrases: Phrases) -> str:
    """A button's name, or what a field holds now."""
    kind = node.get("type") or "text"
    if node.tag == "button" or kind in ("submit", "reset", "button"):
        name = node.get("aria-label") or squeeze(joined_text(node, phrases)) or node.get("value")
        return phrases.button % {"name": name} if name else ""
    if kind in ("radio", "checkbox"):
        return phrases.selected if node.has("checked") else phrases.not_selected
    if kind in ("file", "range", "color", "image"):
        return ""
    if node.tag == "select":
        return _select_text(node, phrases)
    value = "".join(child for child in node.children if isinstance(child, str))
    return _value_text(value or node.get("value"), kind == "password", phrases)


def _value_text(value: str, secret: bool, phrases: Phrases) -> str:
    value = _SPACE.sub(" ", value).strip()
    if not value:
        return phrases.empty
    if secret:
        return phrases.hidden_value
    if len(value) > LONGEST_VALUE:
        rest = phrases.more % {"n": len(value) - LONGEST_VALUE}
        value = _listed([value[:LONGEST_VALUE], rest], phrases)
    return phrases.filled % {"value": value}


def _select_text(node: Node, phrases: Phrases) -> str:
    options = [option for option in node.find_all("option") if not option.has("disabled")]
    names = [squeeze(joined_text(option, phrases)) for option in options]
    chosen = [name for name, option in zip(names, options, strict=True) if option.has("selected")]
    numbered = [
        phrases.numbered % {"n": number, "text": name} for number, name in enumerate(names, 1)
    ]
    state = phrases.chosen % {"value": chosen[0]} if chosen else phrases.empty
    return "\v".join([state, phrases.choose_from % {"options": _listed(numbered, phrases)}])


def _is_skipped(child: Node) -> bool:
    return is_silent(child) or child.tag in ("input", "select", "textarea", "rt")


def _listed(parts: list[str], phrases: Phrases) -> str:
    """Parts joined by commas where none ends in a mark of its own."""
    text = ""
    for part in (part.strip() for part in parts):
        gap = phrases.comma[1:] if text.endswith(_ENDED) else phrases.comma
        text += gap + part if text else part
    return text


def _only_elements(node: Node) -> bool:
    inline = [child for child in node.children if isinstance(child, str) and child.strip()]
    return not inline and len(node.elements()) > 1


def _picture(name: str, phrases: Phrases) -> str:
    name = squeeze(name)
    return "\v" + phrases.picture % {"text": name} + "\v" if name else ""


def _alternative(node: Node, phrases: Phrases) -> str:
    if node.tag == "img":
        return node.get("alt")
    if node.get("role") != "img":
        return ""
    parts = [node.find("title"), node.find("desc")]
    texts = [squeeze(joined_text(part, phrases)) for part in parts if part is not None]
    return node.get("aria-label") or _listed([text for text in texts if text], phrases)
