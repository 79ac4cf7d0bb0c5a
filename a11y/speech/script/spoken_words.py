"""The few words a reader adds to a page, such as states and numbers, in the page's language."""

from __future__ import annotations

from dataclasses import dataclass

from a11y.msgids import gettext_noop


@dataclass(frozen=True)
class Phrases:
    """Sentences with %(name)s places. The web layer gives them in the language of the page."""

    option: str
    numbered: str
    selected: str
    not_selected: str
    filled: str
    empty: str
    hidden_value: str
    chosen: str
    choose_from: str
    more: str
    button: str
    picture: str
    pair: str
    comma: str


CHINESE = Phrases(
    option=gettext_noop("%(n)s、%(text)s，%(state)s"),
    numbered=gettext_noop("%(n)s、%(text)s"),
    selected=gettext_noop("已选"),
    not_selected=gettext_noop("没选"),
    filled=gettext_noop("您填的是：%(value)s"),
    empty=gettext_noop("这里还没填"),
    hidden_value=gettext_noop("已填，不读出来"),
    chosen=gettext_noop("现在选的是：%(value)s"),
    choose_from=gettext_noop("可以选：%(options)s"),
    more=gettext_noop("后面还有 %(n)s 个字"),
    button=gettext_noop("按钮：%(name)s"),
    picture=gettext_noop("图：%(text)s"),
    pair=gettext_noop("%(name)s：%(value)s"),
    comma="，",
)
