"""A fetched page as the rules see it: address, headers and parsed tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from tests.html_tree import Node, parse


@dataclass(frozen=True)
class Page:
    """One HTML answer of the site. ``fragment`` is a piece swapped in by htmx."""

    address: str
    status: int
    headers: Mapping[str, str]
    html: str
    fragment: bool = False

    @cached_property
    def _parsed(self) -> tuple[Node, list[str]]:
        return parse(self.html, self.fragment)

    @property
    def root(self) -> Node:
        """The top of the tree."""
        return self._parsed[0]

    @property
    def complaints(self) -> list[str]:
        """What the HTML5 parser had to mend."""
        return self._parsed[1]

    @cached_property
    def all(self) -> list[Node]:
        """Every element in document order."""
        return list(self.root.walk())

    def tagged(self, *tags: str) -> list[Node]:
        """Every element of these names in document order."""
        return [node for node in self.all if node.tag in tags]

    @property
    def language(self) -> str:
        """The page's own language tag."""
        return self.root.get("lang")

    @property
    def h1(self) -> str:
        """Text of the main heading, or nothing."""
        return next((node.text for node in self.tagged("h1")), "")

    @property
    def title(self) -> str:
        """Text of the title element."""
        return next((_plain(node) for node in self.tagged("title")), "")

    @property
    def text(self) -> str:
        """All visible text of the body."""
        return next((node.text for node in self.tagged("body")), self.root.text)

    @property
    def main_text(self) -> str:
        """Visible text of the main part."""
        return next((node.text for node in self.tagged("main")), self.text)

    @cached_property
    def ids(self) -> list[str]:
        """Every id, as often as it stands there."""
        return [node["id"] for node in self.all if node.has("id")]


class Rule(Protocol):
    """Yields one sentence for each thing to mend; the sentence says how."""

    def __call__(self, page: Page) -> Iterator[str]: ...


def _plain(node: Node) -> str:
    return " ".join((node.element.text or "").split())


def shown(node: Node) -> str:
    """An element as a failure message shows it."""
    attributes = "".join(f' {name}="{value}"' for name, value in node.attributes.items())
    return f"<{node.tag}{attributes}>{node.text[:40]}"[:160]
