"""The few words a reader adds to a page, such as states and numbers, in the page's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """Templates with %(name)s places; the web layer fills this in its own language."""

    option: str
    numbered: str
    selected: str
    not_selected: str
    filled: str
    empty: str
    hidden_value: str
    choose_from: str
    more: str
    button: str
    picture: str
    pair: str
    comma: str


CHINESE = Phrases(
    option="%(n)s、%(text)s，%(state)s",
    numbered="%(n)s、%(text)s",
    selected="已选",
    not_selected="没选",
    filled="您填的是：%(value)s",
    empty="这里还没填",
    hidden_value="已填，不读出来",
    choose_from="可以选：%(options)s",
    more="后面还有 %(n)s 个字",
    button="按钮：%(name)s",
    picture="图：%(text)s",
    pair="%(name)s：%(value)s",
    comma="，",
)
