"""Templates compile in every language, use what they import, and never switch escaping off."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.inventory.tree import ROOT, named, shown
from webapp.folding import environments

TEMPLATES = ROOT / "templates"
IMPORTED = re.compile(r"{%-?\s*from\s+\"[^\"]+\"\s+import\s+([^%]+?)-?%}")
MODULE = re.compile(r"{%-?\s*import\s+\"[^\"]+\"\s+as\s+(\w+)")
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+(false|off)|\bMarkup\(")


@pytest.fixture
def backend() -> str:
    """Templates do not depend on the database."""
    return "sqlite"


def _names() -> list[str]:
    return [str(p.relative_to(TEMPLATES)) for p in named(".html") if TEMPLATES in p.parents]


def test_templates_compile_in_every_language(app: Flask) -> None:
    for made in environments(app).values():
        for name in _names():
            made.get_template(name)


def test_templates_use_what_they_import() -> None:
    unused = []
    for path in named(".html"):
        text = path.read_text("utf-8")
        names = MODULE.findall(text)
        for listed in IMPORTED.findall(text):
            names += [part.split(" as ")[-1].strip() for part in listed.split(",")]
        for name in names:
            rest = re.sub(r"{%-?\s*(from|import)\b.*?%}", "", text, flags=re.DOTALL)
            if not re.search(rf"\b{re.escape(name.replace(' with context', ''))}\b", rest):
                # What a parent or an included template needs is imported there.
                unused.append(f"{shown(path)} imports {name} and never uses it; take it out")
    assert not unused, "\n".join(unused)


def test_escaping_is_never_switched_off() -> None:
    found = [
        f"{shown(path)}: give the template Markup from the one sanitiser instead of |safe"
        for path in named(".html")
        if TEMPLATES in path.parents and UNESCAPED.search(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)
