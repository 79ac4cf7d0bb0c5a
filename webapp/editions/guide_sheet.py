"""A guide as a sheet of plain facts, for editions that draw nothing: its page's own sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from a11y.formats.sheet import Section, Sheet
from services.catalogue import Entry
from services.guide import Basis, Fact, Guide
from services.utilities.tariffs import Tariff
from services.words import Words
from webapp.addresses import absolute
from webapp.board.common import common_questions
from webapp.locales import _, say, shown
from webapp.viewing import viewing
from webapp.wiring import parts

_ENDS_LINE = re.compile(r"<br ?/?>|</(?:li|p)>")


def plain(text: str) -> str:
    """Sanitised guide text without its markup."""
    return Markup(_ENDS_LINE.sub(" ", text)).striptags()  # noqa: S704 - loses all markup here


def guide_sheet(entry: Entry, tariff: Tariff | None, unit: Words | None) -> Sheet:
    """The guide of a service, section by section as its page has them."""
    guide = entry.guide(viewing().locale.tag)
    sections = [
        Section(_("谁可以办"), _points(guide.who)),
        Section(_("能得到什么"), _points(guide.gives)),
        Section(_("要准备什么"), _points(guide.bring)),
        Section(_("要多久，收不收钱"), _points([guide.takes, guide.cost])),
        Section(_("怎么办"), _points(guide.steps)),
        Section(_("在哪里办，谁来办"), _points(guide.where)),
        Section(_("还有别的办法"), _points(guide.ways)),
        Section(_("会问您这些"), _asked(entry)),
    ]
    if tariff is not None and unit is not None:
        sections.append(Section(_("价钱怎么算"), _tiers(tariff, unit)))
    if guide.facts:
        sections.append(Section(_("要知道的规定"), tuple(map(_fact, guide.facts))))
    sections += [
        Section(_("依据什么文件"), tuple(map(_basis, guide.basis))),
        Section(_("大家常问"), _answers(entry, guide)),
        Section(
            _("打电话问"), tuple(f"{phone.number} {plain(phone.label)}" for phone in guide.phones)
        ),
    ]
    address = absolute(f"/services/{entry.slug}/")
    return Sheet(plain(guide.name), plain(guide.summary), tuple(sections), address)


def _points(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(text) for text in texts)


def _asked(entry: Entry) -> tuple[str, ...]:
    """The names of what the service will ask, in its order; some may not be asked of everybody."""
    journey = parts().services[entry.slug].journey
    return tuple(dict.fromkeys(say(question.name) for question in journey.questions))


def _answers(entry: Entry, guide: Guide) -> tuple[str, ...]:
    """The guide's own, then those that came from the board."""
    own = [f"{plain(each.ask)} {plain(each.answer)}" for each in guide.questions]
    common = [f"{each.ask} {each.answer}" for each in common_questions(entry.slug)]
    return (*own, *common)


def _fact(fact: Fact) -> str:
    doubt = "" if fact.verified else _("以当地公布为准。")
    source = _("来源：%(source)s", source=plain(fact.source))
    return " ".join(part for part in (plain(fact.words), doubt, source) if part)


def _basis(basis: Basis) -> str:
    doubt = "" if basis.verified else _("以当地公布为准。")
    day = shown(basis.date, viewing().locale)
    return " ".join(part for part in (plain(basis.title), day, doubt) if part)


def _tiers(tariff: Tariff, unit: Words) -> tuple[str, ...]:
    said = [_("居民用户，一户一表，一年从一月算到十二月")]
    number = viewing().locale.formats.number
    above = [number(tier.above) for tier in tariff.tiers]
    for place, tier in enumerate(tariff.tiers):
        if place + 1 < len(above):
            reach = _(
                "%(above)s 到 %(end)s %(unit)s", above=above[place], end=above[place + 1], unit=unit
            )
        else:
            reach = _("%(above)s %(unit)s以上", above=above[place], unit=unit)
        price = _("%(price)s 元", price=str(tier.price))
        doubt = "" if tier.verified else " *"
        tier_name = _("第 %(n)s 档", n=place + 1)
        said.append(
            _("%(tier)s：%(reach)s，%(price)s", tier=tier_name, reach=reach, price=price + doubt)
        )
    if not tariff.verified:
        said.append(_("* 这个价钱没有核对到正式文件，以当地公布为准。"))
    return tuple(said)
