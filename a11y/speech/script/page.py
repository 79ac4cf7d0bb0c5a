"""Rendered page → Script: the lines to say, in the order seen, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .lines import Line, Script
from .sentences import cut_soon, split_sentences
from .spoken_words import Phrases
from .tree import Node, parse
from .wording import (
    control_text,
    is_silent,
    joined_text,
    option_text,
    row_text,
    squeeze,
)

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)  # fmt: skip
CONTROLS = frozenset({"input", "select", "textarea", "button"})
KINDS = {"li": "list", "dt": "label", "dd": "state", "label": "label", "summary": "button"}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend"})
# At most so many characters in the first and the second line, where there is a comma to cut at.
FIRST_LINES = (12, 24)
CUT_SOON = frozenset({"way", "heading", "text", "hint", "list", "error"})
ENGLISH_WIDTH = 3  # letters that take as long to say as a hanzi


@dataclass(frozen=True)
class _Place:
    """Where the walk is: path from main, language, and the kind its text has."""

    path: tuple[int, ...] = ()
    language: str = "zh-Hans"
    kind: str = "text"


class _Walk:
    """One pass over ``<main>``. Needs the whole tree to join labels with their fields."""

    def __init__(self, root: Node, phrases: Phrases, private: bool) -> None:
        self.phrases, self.private = phrases, private
        self.lines: list[Line] = []
        labels = root.find_all("label")
        self.labelled = {node.get("for"): node for node in labels if node.get("for")}
        self.choices = {
            node.get("id"): node
            for node in root.find_all("input")
            if node.get("type") in ("radio", "checkbox") and node.get("id")
        }
        self.numbers: dict[str, int] = {}

    def say(self, text: str, place: _Place) -> None:
        """Adds the sentences of ``text``."""
        for sentence in split_sentences(squeeze(text), place.language):
            line = Line(sentence, place.path, place.kind, place.language, self.private)
            self.lines.append(line)

    def visit(self, node: Node, place: _Place) -> None:
        """Says everything in ``node``, block by block."""
        if is_silent(node):
            return
        place = _inside(node, place)
        if node.tag == "table":
            self._table(node, place)
        elif node.tag == "dl":
            self._definitions(node, place)
        elif self._is_choice_label(node):
            self._option(node, place)
        elif node.tag in CONTROLS:
            self._control(node, place)
        elif node.tag in ("img", "svg"):
            self.say(joined_text(node, self.phrases), replace(place, kind="picture"))
        elif self._holds_blocks(node):
            self._mixed(node, place)
        else:
            self._leaf(node, place)

    def _leaf(self, node: Node, place: _Place) -> None:
        text = joined_text(node, self.phrases)
        if node.tag == "a" and "button" in node.classes and text.strip():
            place, text = replace(place, kind="button"), self.phrases.button % {"name": text}
        self.say(text, place)

    def _mixed(self, node: Node, place: _Place) -> None:
        """Blocks one after another; the text between two blocks is a sentence of its own."""
        number, position, inline = _first_number(node), -1, Node("span")
        for child in node.children:
            if isinstance(child, Node):
                position += 1
            if isinstance(child, str) or not self._stands_alone(child):
                inline.children.append(child)
                continue
            self.say(joined_text(inline, self.phrases), place)
            inline = Node("span")
            inner = replace(place, path=(*place.path, position))
            if node.tag == "ol" and child.tag == "li" and place.kind != "way":
                number += 1
                self._numbered(child, inner, number)
            else:
                self.visit(child, inner)
        self.say(joined_text(inline, self.phrases), place)

    def _numbered(self, item: Node, place: _Place, number: int) -> None:
        if is_silent(item):
            return
        before = len(self.lines)
        self.visit(item, place)
        if len(self.lines) > before:
            first = self.lines[before]
            text = self.phrases.numbered % {"n": number, "text": first.text}
            self.lines[before] = replace(first, text=text)

    def _table(self, table: Node, place: _Place) -> None:
        headers: list[str] = []
        for path, row in _with_paths(table, place.path, {"caption", "tr"}):
            here = replace(place, path=path, kind="row")
            if row.tag == "caption":
                self.say(joined_text(row, self.phrases), replace(here, kind="heading"))
                continue
            cells = [cell for cell in row.elements() if cell.tag in ("td", "th")]
            if cells and all(cell.tag == "th" for cell in cells):
                headers = [joined_text(cell, self.phrases) for cell in cells]
            else:
                self.say(row_text(cells, headers, self.phrases), here)
            for control in row.find_all("button", "select", "textarea"):
                self._control(control, here)

    def _definitions(self, node: Node, place: _Place) -> None:
        """Each name with its values as one line: 户号：1002 8836 4."""
        term = ""
        for path, part in _with_paths(node, place.path, {"dt", "dd"}):
            if is_silent(part):
                continue
            text = squeeze(joined_text(part, self.phrases))
            if part.tag == "dt":
                term = text
                continue
            text = self.phrases.pair % {"name": term, "value": text} if term and text else text
            self.say(text, replace(place, path=path, kind="state"))

    def _option(self, label: Node, place: _Place) -> None:
        choice = label.find("input") or self.choices[label.get("for")]
        group = choice.get("name") or "-"
        self.numbers[group] = self.numbers.get(group, 0) + 1
        text = option_text(label, choice, self.numbers[group], self.phrases)
        self.say(text, replace(place, kind="option"))

    def _control(self, node: Node, place: _Place) -> None:
        if node.get("type") in ("radio", "checkbox") and node.get("id") in self.labelled:
            return
        named = node.get("aria-label") if node.get("id") not in self.labelled else ""
        if named and node.tag != "button":
            self.say(named, replace(place, kind="label"))
        text = control_text(node, self.phrases)
        kind = "button" if node.tag == "button" or node.get("type") == "submit" else "state"
        self.say(text, replace(place, kind=kind))

    def _is_choice_label(self, node: Node) -> bool:
        if node.tag != "label":
            return False
        inner = node.find("input")
        inside = inner is not None and inner.get("type") in ("radio", "checkbox")
        return inside or node.get("for") in self.choices

    def _stands_alone(self, node: Node) -> bool:
        """Whether the element is a line of its own among its siblings."""
        block = node.tag in BLOCKS or node.tag in CONTROLS or node.tag in ("label", "img", "svg")
        link = node.tag == "a" and bool({"button", "pane", "back", "skip"} & set(node.classes))
        return block or link or self._holds_blocks(node)

    def _holds_blocks(self, node: Node) -> bool:
        return any(
            child.tag in BLOCKS
            or child.tag in CONTROLS
            or self._is_choice_label(child)
            or (child.tag in ("a", "label") and self._stands_alone(child))
            or self._holds_blocks(child)
            for child in node.elements()
            if node.tag not in ("button", "svg", "select")
        )


def _inside(node: Node, place: _Place) -> _Place:
    kind = place.kind if place.kind in ("error", "way") else KINDS.get(node.tag, place.kind)
    classes = node.classes
    if node.get("id") == "error-summary" or "error" in classes or "error-summary" in classes:
        kind = "error"
    elif "hint" in classes:
        kind = "hint"
    elif node.tag == "nav":
        kind = "way"
    elif node.tag in HEADINGS and kind != "error":
        kind = "heading"
    return replace(place, kind=kind, language=node.get("lang") or place.language)


def _first_number(node: Node) -> int:
    start = node.get("start")
    return int(start) - 1 if start.isdigit() else 0


def _with_paths(
    node: Node, path: tuple[int, ...], tags: set[str]
) -> Iterator[tuple[tuple[int, ...], Node]]:
    """Descendants with these tags and their paths, in order; silent branches are left out."""
    for position, child in enumerate(node.elements()):
        if is_silent(child):
            continue
        here = (*path, position)
        if child.tag in tags:
            yield here, child
        else:
            yield from _with_paths(child, here, tags)


def page_language(html: str) -> str:
    """The ``lang`` of the page; empty when it has none."""
    root = parse(html[:2000]).find("html")
    return root.get("lang") if root else ""


def script_of(html: str, phrases: Phrases, private: bool) -> Script:
    """The script of one rendered page.

    ``private`` marks every line as this visitor's own. A page without ``<main>`` has no lines.
    """
    document = parse(html)
    root, title, main = document.find("html"), document.find("title"), document.find("main")
    language = (root.get("lang") if root else "") or "zh-Hans"
    if main is None:
        return Script("", language, ())
    walk = _Walk(main, phrases, private)
    walk.visit(main, _Place(language=language))
    name = squeeze(joined_text(title, phrases)) if title else ""
    return Script(name, language, tuple(_soon(walk.lines)))


def _soon(lines: list[Line]) -> list[Line]:
    """A slow voice speaks soon when the first words to say are few."""
    for number, limit in enumerate(FIRST_LINES):
        # A row, a choice or an answer is one sentence, so that its parts stay together.
        if number < len(lines) and lines[number].kind in CUT_SOON:
            long = lines[number]
            widest = limit * (ENGLISH_WIDTH if long.language.startswith("en") else 1)
            parts = [replace(long, text=part) for part in cut_soon(long.text, widest)]
            lines = [*lines[:number], *parts, *lines[number + 1 :]]
    return lines
