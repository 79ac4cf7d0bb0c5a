"""繁體: Traditional Chinese by OpenCC from the source, then the words a reviewer chose."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import opencc
from babel.messages.catalog import Catalog

from tools.messages.extraction import ROOT

REVIEW = ROOT / "webapp" / "translations" / "zh_Hant" / "review.toml"
GUIDES = ROOT / "services" / "guides"
GUIDE_NOTE = (
    "# 由 zh-Hans.toml 生成（make messages），请勿手改；"
    "用词在 webapp/translations/zh_Hant/review.toml 审定。\n"
)


@dataclass(frozen=True)
class Review:
    """``words``: pieces replaced after conversion; ``sentences``: whole texts by source text."""

    words: dict[str, str] = field(default_factory=dict)
    sentences: dict[str, str] = field(default_factory=dict)


@cache
def review() -> Review:
    """What the reviewer decided."""
    kept = tomllib.loads(REVIEW.read_text(encoding="utf-8"))
    return Review(kept.get("words", {}), kept.get("sentences", {}))


@cache
def _converter() -> opencc.OpenCC:
    """s2tw: characters only. s2twp would also rename things, such as 用户 and 打印, and with them
    buttons and papers that are named on the district's own forms."""
    return opencc.OpenCC("s2tw")


def in_characters(text: str) -> str:
    """A text in Traditional characters before the reviewer's words."""
    converted: str = _converter().convert(text)
    return converted


def converted(text: str) -> str:
    """One Simplified text in Traditional characters."""
    known = review().sentences.get(text)
    if known is not None:
        return known
    text = in_characters(text)
    for piece, chosen in review().words.items():
        text = text.replace(piece, chosen)
    return text


def traditional(template: Catalog) -> Catalog:
    """The whole catalogue in Traditional Chinese."""
    made = Catalog(locale="zh_Hant")
    for message in template:
        if isinstance(message.id, str):
            if message.id:
                made.add(message.id, converted(message.id), context=message.context)
        else:
            made.add(message.id, (converted(message.id[0]),), context=message.context)
    return made


def guides(folder: Path = GUIDES) -> dict[Path, str]:
    """Every zh-Hant.toml that should be there, with its text."""
    return {
        source.with_name("zh-Hant.toml"): GUIDE_NOTE + converted(source.read_text("utf-8"))
        for source in sorted(folder.glob("*/zh-Hans.toml"))
    }
