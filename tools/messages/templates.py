"""Templates may hold marks, never words: visible text outside ``_()`` is found here, unrendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

MARKING = {"_", "gettext", "ngettext"}
INVISIBLE = re.compile(r"<!--.*?-->", re.DOTALL)
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[\u3400-\u9fff]+")
# Languages are called by their own names, whatever the language of the page.
OWN_NAMES = {"中文", "简体中文", "繁體中文"}


def unmarked_in_templates(folder: Path) -> Iterator[str]:
    """One line for each piece of visible text that no catalogue would ever see."""
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    for path in sorted(folder.rglob("*.html")):
        for line, text in unmarked(environment, path.read_text("utf-8")):
            yield f"{path.relative_to(folder.parent)}:{line}: 「{text}」 is not inside _()"


def unmarked(environment: Environment, source: str) -> Iterator[tuple[int, str]]:
    """Line and text of Chinese written straight into a template, as text or as a value."""
    tree = environment.parse(INVISIBLE.sub(_blank, source))
    for data in tree.find_all(nodes.TemplateData):
        for found in WORD.findall(data.data):
            if found not in OWN_NAMES:
                yield data.lineno, found
    marked = {id(argument) for call in tree.find_all(nodes.Call) for argument in _marked(call)}
    for constant in tree.find_all(nodes.Const):
        written = isinstance(constant.value, str) and HAN.search(constant.value)
        if written and id(constant) not in marked and constant.value not in OWN_NAMES:
            yield constant.lineno, constant.value


def _marked(call: nodes.Call) -> list[nodes.Expr]:
    is_marking = isinstance(call.node, nodes.Name) and call.node.name in MARKING
    return call.args if is_marking else []


def _blank(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")
