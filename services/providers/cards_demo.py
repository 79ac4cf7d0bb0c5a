"""The embedded register of cards: what the invented residents hold, and nobody else."""

from collections.abc import Sequence
from datetime import date

from services.providers.cards import Card, CardKind, DisabilityKind
from services.storage.people import Person

# Digits of no issuer: 敬老卡 numbers of the demo begin with nines, which no card network uses.
_SENIOR = {"elder": ("9999480312000017", date(2033, 3, 31))}
# The heaviest grade is 1; a certificate is valid for ten years (policy facts 3.2).
_DISABILITY = {
    "blind": (DisabilityKind.SIGHT, 1, date(2031, 5, 19)),
    "wheelchair": (DisabilityKind.LIMB, 2, date(2030, 9, 14)),
    "deaf": (DisabilityKind.HEARING, 2, date(2034, 2, 28)),
}


class DemoCards:
    """The register of the invented district."""

    def cards_of(self, person: Person) -> Sequence[Card]:
        """Return the invented cards of an invented resident; of anybody else, none."""
        key = person.demo_key or ""
        cards = []
        if key in _SENIOR:
            number, until = _SENIOR[key]
            cards.append(Card(CardKind.SENIOR, person.name, number, until))
        if key in _DISABILITY and person.id_number is not None:
            kind, grade, until = _DISABILITY[key]
            # The number is the ID number, the kind and the grade (policy facts 3.2).
            number = f"{person.id_number}{kind:d}{grade}"
            cards.append(Card(CardKind.DISABILITY, person.name, number, until, (kind, grade)))
        return cards
