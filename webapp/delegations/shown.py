"""A grant in words: which services, for how much, until when, how it stands."""

from __future__ import annotations

from collections.abc import Sequence

from services.delegation.giving import Given
from services.delegation.terms import cap_said
from services.receipts import Fact
from services.storage.grants import Consent, Grant, GrantState
from services.words import Money, Words, words
from webapp.journeys.run import service_name
from webapp.wiring import parts

_HOW = {
    Consent.SPOKEN: words("您亲口说的，录了音"),
    Consent.WITNESSED: words("当面见证的"),
}


def services_of(grant: Grant) -> Sequence[tuple[str, str]]:
    """Slug and name of each of its services, in catalogue order and the language being read."""
    entries = parts().catalogue.entries
    return [(each.slug, service_name(each.slug)) for each in entries if each.slug in grant.services]


def services_shown(grant: Grant) -> Sequence[str]:
    """The names alone."""
    return [name for _, name in services_of(grant)]


def standing(given: Given) -> Words:
    """How a grant stands, in one sentence."""
    grant = given.grant
    if grant.state is GrantState.ENDED:
        return words("已经停了")
    if given.today > grant.until:
        return words("到期了，已经停了")
    return words("现在算数") if given.holds else words("还没有同意，不算数")


def facts(given: Given) -> list[Fact]:
    """What a grant says of itself, line by line; its services stand in a list of their own."""
    grant = given.grant
    lines = [
        Fact(words("请谁帮忙"), grant.helper_name),
        Fact(words("现在怎么样"), standing(given)),
        Fact(words("能不能交钱"), cap_said(grant.cap_fen)),
        Fact(words("办到哪一天"), grant.until),
    ]
    if grant.cap_fen:
        lines.append(Fact(words("这个月已经替交"), Money(given.spent_fen)))
    if grant.most_uses is not None:
        lines.append(Fact(words("能办几次"), words("只办一次")))
    if grant.consent is not None:
        lines.append(Fact(words("怎么同意的"), _HOW[grant.consent]))
    if grant.witness:
        lines.append(Fact(words("见证的人"), grant.witness))
    return lines
