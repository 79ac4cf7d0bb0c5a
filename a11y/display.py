"""How a resident likes pages to look and sound: ranges as data, kept in one cookie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from a11y.msgids import gettext_noop


@dataclass(frozen=True)
class Choice:
    """One value a resident can pick, with its source-language label (a msgid of the web layer)."""

    value: str
    label: str


SCHEMES = (
    Choice("paper", gettext_noop("暖纸")),
    Choice("white", gettext_noop("白底黑字")),
    Choice("black", gettext_noop("黑底白字")),
    Choice("lamp", gettext_noop("黑底黄字")),
    Choice("sun", gettext_noop("黄底黑字")),
    Choice("night", gettext_noop("蓝底黄字")),
)
SPACINGS = (
    Choice("normal", gettext_noop("正常")),
    Choice("wide", gettext_noop("宽一些")),
    Choice("wider", gettext_noop("更宽")),
)
MOTIONS = (Choice("system", gettext_noop("跟随我的设备")), Choice("less", gettext_noop("不要动画")))
TEXT_PERCENTS = range(100, 301, 25)
RATES = range(50, 201, 25)
VOLUMES = range(0, 101, 10)


@dataclass(frozen=True)
class Display:
    """One resident's reading preferences.

    ``text_percent`` is laid over the view's body size (100-300 %), ``rate`` is percent of the
    normal reading speed, ``volume`` percent of the loudest. Spacings are names from SPACINGS.
    """

    text_percent: int = 100
    line_spacing: str = "normal"
    paragraph_spacing: str = "normal"
    scheme: str = "paper"
    motion: str = "system"
    rate: int = 100
    volume: int = 80

    def to_cookie(self) -> str:
        """The preferences as ``100.normal.normal.paper.system.100.80``: short, no quotes."""
        return ".".join(str(getattr(self, field.name)) for field in fields(self))


ALLOWED: dict[str, tuple[str, ...]] = {
    "text_percent": tuple(map(str, TEXT_PERCENTS)),
    "line_spacing": tuple(choice.value for choice in SPACINGS),
    "paragraph_spacing": tuple(choice.value for choice in SPACINGS),
    "scheme": tuple(choice.value for choice in SCHEMES),
    "motion": tuple(choice.value for choice in MOTIONS),
    "rate": tuple(map(str, RATES)),
    "volume": tuple(map(str, VOLUMES)),
}
DEFAULT = Display()


def display_from(values: Mapping[str, str | None], base: Display = DEFAULT) -> Display:
    """``base`` with each allowed value of ``values`` taken over; any other is ignored."""
    chosen: dict[str, Any] = {}
    for field in fields(Display):
        value = values.get(field.name)
        usable = value if value in ALLOWED[field.name] else str(getattr(base, field.name))
        chosen[field.name] = int(usable) if isinstance(field.default, int) else usable
    return Display(**chosen)


def display_from_cookie(cookie: str | None) -> Display:
    """The preferences kept by ``Display.to_cookie``; anything unreadable gives the defaults."""
    names = [field.name for field in fields(Display)]
    parts = (cookie or "").split(".")
    if len(parts) != len(names):
        return DEFAULT
    return display_from(dict(zip(names, parts, strict=True)))
