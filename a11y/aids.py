"""The reading aids as a table: what each is called and does, and which can be left switched on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from a11y.msgids import gettext_noop


@dataclass(frozen=True)
class Aid:
    """One aid that stays on until it is switched off.

    ``name`` is its word in the display cookie and in ``<html data-aids>``; ``label`` and ``note``
    are source-language sentences: what it is called, and what it does in plain words.
    """

    name: str
    label: str
    note: str


SILENCE = "silence"
PINYIN = "pinyin"
# In the order they are offered. The first silences all others.
SWITCHES = (
    Aid(
        SILENCE,
        gettext_noop("我的读屏软件开着"),
        gettext_noop("网页自己一句也不念，下面的帮手和快捷键全部停用，不和读屏软件抢。"),
    ),
    Aid(
        "start-reading",
        gettext_noop("打开页面就读"),
        gettext_noop("每打开一页，自己从头读起。按停就停。"),
    ),
    Aid("caption", gettext_noop("大字幕"), gettext_noop("正在读的这一句，用大字放在屏幕下边。")),
    Aid("point-read", gettext_noop("指读"), gettext_noop("鼠标指到哪里、光标到哪里，就读哪里。")),
    Aid("go-on", gettext_noop("连读"), gettext_noop("读完一句，自己接着读下一句。")),
    Aid(
        "cross",
        gettext_noop("十字线"),
        gettext_noop("一横一竖两条线，跟着鼠标和光标走，不会看错行。"),
    ),
    Aid("cursor", gettext_noop("大光标"), gettext_noop("鼠标的箭头变大，打字的光标变粗。")),
    Aid(PINYIN, gettext_noop("拼音"), gettext_noop("正文里的字，上面标出拼音。")),
    Aid("text-only", gettext_noop("纯文字"), gettext_noop("不显示图画、颜色块和动画，只留文字。")),
)
NAMES = tuple(aid.name for aid in SWITCHES)
# Reading goes on from sentence to sentence unless the resident wants one at a time.
SWITCHED_ON = ("go-on",)
# Of the switches, those that change what is seen; the others belong to reading aloud.
FOR_EYES = ("cross", "cursor", PINYIN, "text-only")
# What a view offers within reach. The first four are for whoever listens; the rest helps to look.
LISTENING = ("read-here", "highlight", "caption", "rate")
LOOKING = ("point-read", "go-on", "cross", "cursor", PINYIN, "script", "text-only")


def known(names: Iterable[str]) -> tuple[str, ...]:
    """The aids among ``names``, each once, in the order of the table."""
    chosen = set(names)
    return tuple(name for name in NAMES if name in chosen)


def in_force(names: tuple[str, ...]) -> tuple[str, ...]:
    """The aids that work now: with a screen reader only the word that says so."""
    return (SILENCE,) if SILENCE in names else names
