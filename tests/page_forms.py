"""A form as a browser without JavaScript fills and sends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.html_rules.page import Page, shown
from tests.html_tree import Node


@dataclass(frozen=True)
class File:
    """A file as it is chosen from a folder."""

    name: str
    content: bytes


Given = str | Sequence[str] | File
NOT_SENT = {"submit", "button", "image", "reset", "file"}


def labels_of(page: Page, control: Node) -> str:
    """The words that stand on a control's labels."""
    outer = [node for node in control.ancestors() if node.tag == "label"]
    pointing = [
        node
        for node in page.tagged("label")
        if control.get("id") and node.get("for") == control["id"]
    ]
    return " ".join(node.text for node in [*outer, *pointing])


def example_for(page: Page, control: Node) -> str:
    """The valid example that stands in the hint of a control. Raises AssertionError without one."""
    ids = control.get("aria-describedby").split()
    hints = [node for node in page.all if node.get("id") in ids]
    examples = [n.text for hint in hints for n in hint.walk() if n.has("data-example")]
    assert examples, f"no [data-example] in the hint of {shown(control)} on {page.address}"
    return examples[0]


@dataclass
class Form:
    """One form of a page, ready to be filled; hidden fields and what stands in it are kept."""

    page: Page
    node: Node
    filled: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """get or post."""
        return self.node.get("method", "get").lower()

    @property
    def sends_files(self) -> bool:
        """Whether files go along, not only their names."""
        return self.node.get("enctype") == "multipart/form-data"

    @property
    def action(self) -> str:
        """Where it goes: its own page when nothing is said."""
        return self.node.get("action") or self.page.address

    def controls(self) -> Iterator[Node]:
        """Fields that belong to the form, in document order."""
        inside = {id(node.element) for node in self.node.walk()}
        for node in self.page.tagged("input", "select", "textarea", "button"):
            owner = node.get("form")
            mine = owner == self.node.get("id") if owner else id(node.element) in inside
            if mine and not node.has("disabled"):
                yield node

    def named(self, name: str) -> list[Node]:
        """The fields of one name. Raises AssertionError when the form does not ask for it."""
        found = [node for node in self.controls() if node.get("name") == name]
        known = sorted({node.get("name") for node in self.controls()} - {""})
        assert found, f"{self.page.address} asks for {known}, not for {name!r}"
        return found

    def fill(self, answers: Mapping[str, Given]) -> Form:
        """Type or choose; a choice is named by its value or by words of its label."""
        for name, given in answers.items():
            controls = self.named(name)
            if isinstance(given, File):
                assert controls[0].get("type") == "file", f"{name!r} takes no file"
                self.files[name] = given
                continue
            wanted = [given] if isinstance(given, str) else list(given)
            if controls[0].get("type") in ("radio", "checkbox"):
                wanted = [self._choice(controls, each)["value"] for each in wanted]
            self.filled[name] = wanted
        return self

    def _choice(self, controls: Sequence[Node], wanted: str) -> Node:
        named = [control for control in controls if control.get("value") == wanted]
        worded = [control for control in controls if wanted in labels_of(self.page, control)]
        if named or worded:
            # By its value first: the label of another one may hold the same word.
            return (named or worded)[0]
        offered = [labels_of(self.page, control) for control in controls]
        raise AssertionError(f"{wanted!r} is not offered; there is {offered}")

    def button(self, words: str | None = None) -> Node | None:
        """The button pressed: the one with these words, else the first."""
        buttons = [
            node
            for node in self.controls()
            if node.tag == "button" and node.get("type", "submit") == "submit"
        ]
        if words is None:
            return buttons[0] if buttons else None
        found = [node for node in buttons if words in node.label]
        assert found, f"no button says {words!r}; there is {[node.label for node in buttons]}"
        return found[0]

    def sent(self, pressed: Node | None) -> list[tuple[str, str]]:
        """Names and values as they go over the wire, the pressed button's too."""
        pairs: list[tuple[str, str]] = []
        done: set[str] = set()
        for node in self.controls():
            name = node.get("name")
            if name in self.filled and name not in done:
                pairs += [(name, value) for value in self.filled[name]]
                done.add(name)
            elif name and name not in self.filled:
                pairs += [(name, value) for value in _standing(node)]
        if pressed is not None and pressed.get("name"):
            pairs.append((pressed["name"], pressed.get("value")))
        return pairs


def _standing(node: Node) -> list[str]:
    """What a field sends untouched."""
    if node.tag == "button" or node.get("type") in NOT_SENT:
        return []
    if node.tag == "textarea":
        return [node.element.text or ""]
    if node.tag == "select":
        options = node.select("option")
        chosen = [option for option in options if option.has("selected")] or options[:1]
        return [option.get("value", option.text) for option in chosen]
    if node.get("type") in ("radio", "checkbox"):
        return [node.get("value", "on")] if node.has("checked") else []
    return [node.get("value")]
