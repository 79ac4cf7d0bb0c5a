"""A parsed page that can be asked: find by selector, text, attributes, parent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

# Not seen, or a reading over a character, which is no text of the page's own.
HIDDEN_TEXT = {"script", "style", "template", "rt"}
_PART = re.compile(
    r"(?P<tag>^[a-z][a-z0-9]*|^\*)|#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)"
    r"|\[(?P<attr>[\w-]+)(?:(?P<op>[\^$]?=)\"?(?P<value>[^\]\"]*)\"?)?\]"
)


@dataclass(frozen=True, eq=False)
class Node:
    """One element, with the way back to its parent."""

    element: Element
    parent: Node | None

    @property
    def tag(self) -> str:
        """The element's name in lower case."""
        return str(self.element.tag)

    def __getitem__(self, name: str) -> str:
        return self.element.attrib[name]

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value, or ``default``."""
        return self.element.attrib.get(name, default)

    def has(self, name: str) -> bool:
        """Whether the attribute is there, with or without a value."""
        return name in self.element.attrib

    @property
    def attributes(self) -> dict[str, str]:
        """All attributes."""
        return {str(name): value for name, value in self.element.attrib.items()}

    @property
    def children(self) -> list[Node]:
        """Child elements; comments are left out."""
        return [Node(child, self) for child in self.element if isinstance(child.tag, str)]

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Node]:
        """Parents, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def inside(self, *tags: str) -> bool:
        """Whether some ancestor is one of ``tags``."""
        return any(node.tag in tags for node in self.ancestors())

    @property
    def text(self) -> str:
        """Visible text with runs of space made one."""
        return " ".join("".join(_texts(self.element)).split())

    @property
    def label(self) -> str:
        """How an element gets its name when it has no label of its own: own words, text or alt."""
        images = (node.get("alt") for node in self.walk() if node.tag == "img")
        return self.get("aria-label") or self.text or " ".join(images).strip() or self.get("title")

    def select(self, selector: str) -> list[Node]:
        """Elements below that match a selector of tags, #id, .class, [attr=value] and spaces."""
        found = [self]
        for step in selector.split():
            inner = [n for node in found for n in node.walk() if n is not node and fits(n, step)]
            found = list({id(n.element): n for n in inner}.values())
        return found

    def one(self, selector: str) -> Node:
        """The only element that matches. Raises AssertionError with what is there instead."""
        found = self.select(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector!r} in: {self.text[:400]}"
        return found[0]


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in HIDDEN_TEXT:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def fits(node: Node, step: str) -> bool:
    """Whether one element matches one compound step of a selector."""
    position = 0
    for part in _parts(step):
        position = part.end()
        tag, ident, cls, attr, op, value = part.groups()
        if tag and tag not in ("*", node.tag):
            return False
        if ident and node.get("id") != ident:
            return False
        if cls and cls not in node.get("class").split():
            return False
        if attr and not _attribute_fits(node, attr, op, value):
            return False
    assert position == len(step), f"this selector is not understood here: {step!r}"
    return True


@lru_cache(maxsize=512)
def _parts(step: str) -> list[re.Match[str]]:
    return list(_PART.finditer(step))


def _attribute_fits(node: Node, name: str, op: str | None, value: str | None) -> bool:
    if not node.has(name):
        return False
    wanted, actual = value or "", node.get(name)
    match op:
        case "=":
            return actual == wanted
        case "^=":
            return actual.startswith(wanted)
        case "$=":
            return actual.endswith(wanted)
    return True


@lru_cache(maxsize=64)
def parse(html: str, fragment: bool = False) -> tuple[Node, list[str]]:
    """A page (or, for ``fragment``, a piece of one) and the parser's complaints with their line."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Any = parser.parseFragment(html) if fragment else parser.parse(html)
    lines = html.splitlines()
    complaints = [
        f"line {line}: {code} {data or ''} near {lines[line - 1].strip()[:90]!r}"
        for (line, _column), code, data in parser.errors
        if not (fragment and code == "expected-doctype-but-got-start-tag") and line <= len(lines)
    ]
    return Node(tree, None), complaints
