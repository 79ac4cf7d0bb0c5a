"""The words in which the three bill services differ; whole sentences, so that none is glued."""

from dataclasses import dataclass

from services.providers.utility import Utility
from services.words import Words, words


@dataclass(frozen=True)
class BillWording:
    """What one bill service says where it cannot say the same as the others."""

    name: Words
    whose: Words
    number_label: Words
    number_hint: Words
    which: Words
    unknown: Words


WORDING = {
    Utility.WATER: BillWording(
        words("水费"),
        words("交哪一户的水费？"),
        words("水费户号是多少？"),
        words("户号印在水费账单上，是 10 位数字，开头是 1。中间有空格也可以。"),
        words("要交哪几张水费账单？"),
        words("水务公司没有这个户号。请对照水费账单再看一遍。"),
    ),
    Utility.ELECTRICITY: BillWording(
        words("电费"),
        words("交哪一户的电费？"),
        words("电费户号是多少？"),
        words("户号印在电费账单上，是 10 位数字，开头是 2。中间有空格也可以。"),
        words("要交哪几张电费账单？"),
        words("电力公司没有这个户号。请对照电费账单再看一遍。"),
    ),
    Utility.GAS: BillWording(
        words("燃气费"),
        words("交哪一户的燃气费？"),
        words("燃气费户号是多少？"),
        words("户号印在燃气费账单上，是 10 位数字，开头是 3。中间有空格也可以。"),
        words("要交哪几张燃气费账单？"),
        words("燃气公司没有这个户号。请对照燃气费账单再看一遍。"),
    ),
}
