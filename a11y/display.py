"""How a resident likes pages to look and sound: ranges as data, kept in one cookie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from a11y import aids
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
CURSORS = (Choice("big", gettext_noop("大")), Choice("huge", gettext_noop("特大")))
TEXT_PERCENTS = range(100, 301, 25)
RATES = range(50, 201, 25)
VOLUMES = range(0, 101, 10)


@dataclass(frozen=True)
class Display:
    """One resident's reading preferences.

    ``text_percent`` is laid over the view's body size (100-300 %), ``rate`` is percent of the
    normal reading speed, ``volume`` percent of the loudest. Spacings are names from SPACINGS.
    ``aids`` are the names of the reading aids switched on, joined by ``+`` in the table's order.
    """

    text_percent: int = 100
    line_spacing: str = "normal"
    paragraph_spacing: str = "normal"
    scheme: str = "paper"
    motion: str = "system"
    rate: int = 100
    volume: int = 80
    aids: str = "+".join(aids.SWITCHED_ON)
    cursor_size: str = "big"

    @property
    def switched_on(self) -> tuple[str, ...]:
        """Names of the aids that are kept switched on, at work or not."""
        return aids.known(self.aids.split("+"))

    @property
    def in_force(self) -> tuple[str, ...]:
        """Names of the aids that work now: with a screen reader only ``silence``."""
        return aids.in_force(self.switched_on)

    @property
    def changes_look(self) -> bool:
        """Whether an aid at work changes how pages look, so that they need its styles."""
        return not set(aids.FOR_EYES).isdisjoint(self.in_force)

    def with_aids(self, names: tuple[str, ...]) -> Display:
        """The same with these aids switched on and no others."""
        return replace(self, aids="+".join(aids.known(names)))

    def to_cookie(self) -> str:
        """As ``100.normal.normal.paper.system.100.80.cross+go-on.big``: short, no quotes."""
        return ".".join(str(getattr(self, field.name)) for field in fields(self))


ALLOWED: dict[str, tuple[str, ...]] = {
    "text_percent": tuple(map(str, TEXT_PERCENTS)),
    "line_spacing": tuple(choice.value for choice in SPACINGS),
    "paragraph_spacing": tuple(choice.value for choice in SPACINGS),
    "scheme": tuple(choice.value for choice in SCHEMES),
    "motion": tuple(choice.value for choice in MOTIONS),
    "rate": tuple(map(str, RATES)),
    "volume": tuple(map(str, VOLUMES)),
    "cursor_size": tuple(choice.value for choice in CURSORS),
}
DEFAULT = Display()
NAMES = tuple(field.name for field in fields(Display))
# The first release kept this many.
FEWEST = 7


# Longer than any cookie of ours; what is longer is not worth a place among those remembered.
_LONGEST_COOKIE = 200


def display_from(values: Mapping[str, str | None], base: Display = DEFAULT) -> Display:
    """``base`` with each allowed value of ``values`` taken over; any other is ignored."""
    chosen: dict[str, Any] = {}
    for name, allowed in ALLOWED.items():
        value = values.get(name)
        usable = value if value in allowed else str(getattr(base, name))
        chosen[name] = int(usable) if isinstance(getattr(DEFAULT, name), int) else usable
    return replace(base, **chosen).with_aids(_aids_from(values.get("aids"), base))


def restored(display: Display, names: Iterable[str]) -> Display:
    """``display`` with the preferences of these names as they were at first."""
    return replace(display, **{name: getattr(DEFAULT, name) for name in names})


def _aids_from(value: str | None, base: Display) -> tuple[str, ...]:
    return base.switched_on if value is None else tuple(value.split("+"))


def display_from_cookie(cookie: str | None) -> Display:
    """The preferences kept by ``Display.to_cookie``; anything unreadable gives the defaults.

    A cookie from before a preference was added gives that preference its default.
    """
    return _read(cookie) if cookie and len(cookie) <= _LONGEST_COOKIE else DEFAULT


@lru_cache(maxsize=1_000)
def _read(cookie: str) -> Display:
    parts = cookie.split(".")
    if not FEWEST <= len(parts) <= len(NAMES):
        return DEFAULT
    return display_from(dict(zip(NAMES, parts, strict=False)))
