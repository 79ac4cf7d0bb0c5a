"""Keys for the reading aids: every action with its key, and how a resident changed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from a11y.msgids import gettext_noop


@dataclass(frozen=True)
class Action:
    """Something a key does: the ``aid`` it belongs to, a source-language label, its first key."""

    name: str
    aid: str
    label: str
    key: str


ACTIONS = (
    Action("read-play", "player", gettext_noop("开始读，再按一下暂停"), "D"),
    Action("read-back", "player", gettext_noop("读上一句"), "J"),
    Action("read-again", "player", gettext_noop("这一句再读一遍"), "K"),
    Action("read-next", "player", gettext_noop("读下一句"), "L"),
    Action("read-here", "read-here", gettext_noop("从光标所在的地方读起"), "H"),
    Action("read-stop", "player", gettext_noop("不读了，收起播放器"), "S"),
    Action("volume-down", "rate", gettext_noop("轻一点"), "5"),
    Action("volume-up", "rate", gettext_noop("响一点"), "6"),
    Action("rate-down", "rate", gettext_noop("读慢一点"), "7"),
    Action("rate-up", "rate", gettext_noop("读快一点"), "8"),
    Action("point-read", "point-read", gettext_noop("打开或关掉指读"), "F"),
    Action("go-on", "go-on", gettext_noop("打开或关掉连读"), "N"),
    Action("caption", "caption", gettext_noop("打开或关掉大字幕"), "M"),
    Action("wrong", "player", gettext_noop("告诉我们：这一句念错了"), "Q"),
    Action("cross", "cross", gettext_noop("打开或关掉十字线"), "G"),
    Action("cursor", "cursor", gettext_noop("打开或关掉大光标"), "V"),
    Action("pinyin", "pinyin", gettext_noop("打开或关掉拼音"), "Y"),
    Action("script", "script", gettext_noop("换成繁体字，或换回简体字"), "E"),
    Action("text-only", "text-only", gettext_noop("打开或关掉纯文字"), "U"),
    Action("silence", "silence", gettext_noop("我的读屏软件开着：全部停用"), "0"),
)
NAMES = tuple(action.name for action in ACTIONS)
# Left out, because browsers use them together with Alt and Shift: A B I T and the tab groups'
# C P W X Z of Chromium, and 1-4, which open the entries of the care home page in Firefox.
KEYS = ("D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "O", "Q", "R", "S", "U", "V", "Y",
        "0", "5", "6", "7", "8", "9")  # fmt: skip
OFF = "-"


@dataclass(frozen=True)
class Hold:
    """What is held down while a key is pressed: its value in the cookie, its source sentence."""

    value: str
    label: str


# Single keys stand behind the others (WCAG 2.1.4): they work only where chosen, never in a field.
HOLDS = (
    Hold("alt-shift", gettext_noop("按住 Alt 和 Shift，再按这个键")),
    Hold("alone", gettext_noop("只按这一个键（正在打字的时候不算）")),
)


@dataclass(frozen=True)
class KeyMap:
    """One resident's keys: ``keys`` gives each of ACTIONS, in order, one of KEYS or OFF."""

    on: bool = True
    hold: str = "alt-shift"
    keys: str = "".join(action.key for action in ACTIONS)

    @property
    def by_action(self) -> dict[str, str]:
        """Key by name of action; actions that were switched off are left out."""
        pairs = zip(NAMES, self.keys, strict=True)
        return {name: key for name, key in pairs if key != OFF}

    @property
    def for_page(self) -> str:
        """``D:read-play J:read-back …``, or nothing when keys are off: what scripts read."""
        return " ".join(f"{key}:{name}" for name, key in self.by_action.items()) if self.on else ""

    @property
    def way(self) -> Hold:
        """What is held down, one of HOLDS."""
        return next(hold for hold in HOLDS if hold.value == self.hold)

    def changed(self, keys: Mapping[str, str]) -> KeyMap:
        """With other keys for the actions named; unknown actions and keys are passed over."""
        now = dict(zip(NAMES, self.keys, strict=True))
        now |= {n: key for n, key in keys.items() if n in now and key in (*KEYS, OFF)}
        return replace(self, keys="".join(now.values()))

    def conflicts(self) -> dict[str, str]:
        """Name of the action that has the same key already, by name of the later action."""
        first: dict[str, str] = {}
        clashes = {}
        for name, key in self.by_action.items():
            if first.setdefault(key, name) != name:
                clashes[name] = first[key]
        return clashes

    def to_cookie(self) -> str:
        """``on.alt-shift.DJKLHS5678FNMQGVYEU0``: short, no quotes."""
        return f"{'on' if self.on else 'off'}.{self.hold}.{self.keys}"


DEFAULT = KeyMap()


def keys_from_cookie(cookie: str | None) -> KeyMap:
    """The keys kept by ``KeyMap.to_cookie``; anything unreadable gives the defaults.

    A cookie from before an action was added leaves that action its first key where it is free.
    """
    state, _, rest = (cookie or "").partition(".")
    hold, _, keys = rest.partition(".")
    kept = KeyMap(state == "on", hold, keys + OFF * (len(ACTIONS) - len(keys)))
    sound = (
        state in ("on", "off")
        and hold in {each.value for each in HOLDS}
        and len(keys) <= len(ACTIONS)
        and set(keys) <= {*KEYS, OFF}
        and not kept.conflicts()
    )
    if not sound:
        return DEFAULT
    added = {a.name: a.key for a in ACTIONS[len(keys) :] if a.key not in keys}
    return kept.changed(added)
