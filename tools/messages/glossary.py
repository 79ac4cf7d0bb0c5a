"""The glossary's banned words: its last two columns, Chinese and English."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.messages.extraction import ROOT
from tools.messages.traditional import converted

GLOSSARY = ROOT / "docs" / "glossary.md"
COLUMNS = 7


@dataclass(frozen=True)
class Banned:
    """Words that must not be shown, as they are written in each script."""

    chinese: frozenset[str]
    english: frozenset[str]

    def found_in(self, text: str) -> list[str]:
        """The banned words of a text, sorted; English ones only as whole words."""
        chinese = [word for word in self.chinese if word in text]
        low = text.lower()
        english = [w for w in self.english if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", low)]
        return sorted(chinese + english)


def banned(markdown: str | None = None) -> Banned:
    """Banned words from the glossary's tables, Chinese ones in both scripts."""
    chinese: set[str] = set()
    english: set[str] = set()
    for row in (GLOSSARY.read_text("utf-8") if markdown is None else markdown).splitlines():
        cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
        if not row.startswith("|") or len(cells) != COLUMNS or cells[0] in ("idea", "---"):
            continue
        chinese.update(word for word in cells[5].split("、") if word)
        english.update(word.strip().lower() for word in cells[6].split(",") if word.strip())
    return Banned(frozenset(chinese | {converted(word) for word in chinese}), frozenset(english))
