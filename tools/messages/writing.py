"""Writing: template, English to be filled in, 繁體 in full, and the machine form of both."""

from __future__ import annotations

from pathlib import Path

from tools.messages import extraction, traditional
from webapp.catalogues import TRANSLATIONS, catalogue_path, compiled

TEMPLATE = TRANSLATIONS / "messages.pot"


def write_all() -> None:
    """Everything ``make messages`` writes; a second run changes nothing."""
    for path, text in expected().items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
    for name in extraction.PLURALS:
        po = catalogue_path(name)
        po.with_suffix(".mo").write_bytes(compiled(po))


def expected() -> dict[Path, str]:
    """Every generated file with the text it should have, given the tree as it is."""
    template = extraction.extracted()
    english = extraction.merged(extraction.read(catalogue_path("en"), "en"), template)
    return {
        TEMPLATE: extraction.as_text(template),
        catalogue_path("en"): extraction.as_text(english, "en"),
        catalogue_path("zh_Hant"): extraction.as_text(traditional.traditional(template), "zh_Hant"),
        **traditional.guides(),
    }
