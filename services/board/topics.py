"""What may be written about, to whom it goes, and how soon it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.words import Words, words

# Whoever writes hears within one working day that somebody has looked at it (12345 practice,
# policy facts 4.3: first contact).
LOOKED_AT_WITHIN = 1


@dataclass(frozen=True)
class Wish:
    """What somebody wants, and within how many working days it is answered."""

    label: Words
    detail: Words
    working_days: int


@dataclass(frozen=True)
class Topic:
    """Something to write about, and the department that answers unless it is passed on."""

    label: Words
    department: str


# Days as the city hotline has them (policy facts 4.3): advice 5, other matters 15 working days.
WISHES: Mapping[str, Wish] = {
    "question": Wish(words("问一件事"), words("5 个工作日内回答"), 5),
    "suggestion": Wish(words("提一个建议或意见"), words("15 个工作日内回答"), 15),
}

DEPARTMENTS: Mapping[str, Words] = {
    "utilities": words("水电气公司"),
    "centre": words("街道社区事务受理服务中心"),
    "care": words("街道的照护工作人员"),
    "federation": words("区残疾人联合会"),
    "street": words("街道办事处"),
    "site": words("暖窗的工作人员"),
}

# Six at most: the elder and care views show no more.
TOPICS: Mapping[str, Topic] = {
    "utilities": Topic(words("水、电、燃气"), "utilities"),
    "money": Topic(words("补贴和减免"), "centre"),
    "care": Topic(words("上门、照护、看病接送"), "care"),
    "cards": Topic(words("证件和电子卡"), "federation"),
    "street": Topic(words("小区和马路"), "street"),
    "site": Topic(words("这个网站和大厅的机器"), "site"),
}

# Why something is not taken, and what its author can do.
REFUSALS: Mapping[str, Words] = {
    "abuse": words("里面有骂人的话。请换个说法，再写一次。"),
    "advertising": words("这像是广告。留言板只收居民的问题和建议。"),
    "elsewhere": words("这件事不归区里管。请打 12345，他们会转给该管的地方。"),
    "private": words("里面写了别人的私事。请去掉以后再写一次，或者打 12345。"),
    "empty": words("没有看懂您要问什么。请写清楚一点，再写一次。"),
}
