"""What each kind of clerk may do at the desk: the one table that every door of it asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class Role(StrEnum):
    """The kinds of clerk. Somebody may have several."""

    HALL = "hall"  # at a counter of a service hall
    VISITOR = "visitor"  # goes to residents' homes
    REVIEWER = "reviewer"  # decides cases
    SUPERVISOR = "supervisor"  # answers for promises kept, and for what others did
    EDITOR = "editor"  # words: guides, readings, phrases, the board
    OPERATOR = "operator"  # accounts and machines; sees no resident


class Permission(StrEnum):
    """What may be allowed. A page or a button of the desk asks for exactly one of these."""

    CASES_SEE = "cases.see"
    CASES_DECIDE = "cases.decide"
    COUNTER = "counter"  # act for a resident who stands there
    GRANTS = "grants"  # witness a consent, end a grant
    CALLS = "calls"
    TALK = "talk"  # the phrase board with a resident at the counter
    VISITS = "visits"
    RATINGS = "ratings"
    BOARD_ANSWER = "board.answer"
    BOARD_MODERATE = "board.moderate"
    PHRASES = "phrases"  # change the sentences of the phrase board
    READINGS = "readings"
    CARDS = "cards"  # verify an e-card
    EXPORT = "export"
    OVERSEE = "oversee"  # queues of everybody, what escalated
    TRAIL = "trail"  # who did and saw what
    STAFF = "staff"  # accounts of clerks
    MACHINES = "machines"


_AT_COUNTER = {Permission.COUNTER, Permission.GRANTS, Permission.CALLS, Permission.TALK}
GRANTED: Mapping[Role, frozenset[Permission]] = {
    Role.HALL: frozenset({Permission.CASES_SEE, Permission.CARDS, *_AT_COUNTER}),
    Role.VISITOR: frozenset({Permission.VISITS, Permission.GRANTS, Permission.CARDS}),
    Role.REVIEWER: frozenset({Permission.CASES_SEE, Permission.CASES_DECIDE, Permission.EXPORT}),
    Role.SUPERVISOR: frozenset(
        {
            Permission.CASES_SEE, Permission.OVERSEE, Permission.RATINGS, Permission.TRAIL,
            Permission.EXPORT, Permission.BOARD_MODERATE, Permission.BOARD_ANSWER,
        }
    ),
    Role.EDITOR: frozenset(
        {
            Permission.READINGS, Permission.PHRASES, Permission.BOARD_ANSWER,
            Permission.BOARD_MODERATE,
        }
    ),
    Role.OPERATOR: frozenset({Permission.STAFF, Permission.MACHINES}),
}  # fmt: skip


def permissions_of(roles: Collection[Role]) -> frozenset[Permission]:
    """Everything that somebody with these roles may do."""
    return frozenset().union(*(GRANTED[role] for role in roles))
