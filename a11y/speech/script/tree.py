"""HTML text → a small element tree whose child positions are those a browser would count."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)  # fmt: skip
# Start tags that end an open element of the second group (HTML standard, 13.1.2.4 optional tags).
ENDS: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "thead": frozenset({"tr", "td", "th", "tbody", "thead", "caption"}),
    "tbody": frozenset({"tr", "td", "th", "tbody", "thead", "caption"}),
    "tfoot": frozenset({"tr", "td", "th", "tbody", "thead", "caption"}),
}
# A block ends an open paragraph, unless one of the second group lies between.
ENDS_PARAGRAPH = frozenset(
    ["address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p",
     "pre", "section", "table", "ul"]
)  # fmt: skip
PARAGRAPH_SCOPES = frozenset({"caption", "table", "td", "th", "button", "template"})
# An implied end never reaches past one of these.
SCOPES = frozenset({"ul", "ol", "dl", "table", "select", "main", "body", "html", "button"})


@dataclass
class Node:
    """One element: its tag, attributes (lower-case names) and children, elements and text mixed."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Value of an attribute, empty when it is absent."""
        return self.attributes.get(name, "")

    def has(self, name: str) -> bool:
        """Whether the attribute is present, with or without a value."""
        return name in self.attributes

    @property
    def classes(self) -> list[str]:
        """Names in the class attribute."""
        return self.get("class").split()

    def elements(self) -> list[Node]:
        """Child elements in order: index in this list is the browser's ``children`` index."""
        return [child for child in self.children if isinstance(child, Node)]

    def find_all(self, *tags: str) -> list[Node]:
        """All descendants with one of these tags, in document order."""
        found: list[Node] = []
        for child in self.elements():
            if child.tag in tags:
                found.append(child)
            found.extend(child.find_all(*tags))
        return found

    def find(self, tag: str) -> Node | None:
        """The first descendant with this tag."""
        for child in self.elements():
            inner = child if child.tag == tag else child.find(tag)
            if inner is not None:
                return inner
        return None


class _Builder(HTMLParser):
    """Builds the tree, adding the ends and the ``tbody`` that HTML lets an author leave out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("#document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ENDS_PARAGRAPH:
            self._close(frozenset({"p"}), PARAGRAPH_SCOPES)
        self._close(ENDS.get(tag, frozenset()), SCOPES)
        if tag == "tr" and self.open[-1].tag == "table":
            self._push(Node("tbody"))
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._push(node)
        if tag in VOID:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open[-1].tag == tag and tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def _push(self, node: Node) -> None:
        self.open[-1].children.append(node)
        self.open.append(node)

    def _close(self, tags: frozenset[str], scopes: frozenset[str]) -> None:
        """End the open elements named in ``tags``, as far up as the nearest of ``scopes``."""
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag in scopes:
                return
            if self.open[depth].tag in tags:
                del self.open[depth:]
                self._close(tags, scopes)
                return


def parse(html: str) -> Node:
    """The document as a tree. Never fails: unclosed elements end with their parent."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
