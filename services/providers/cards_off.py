"""No register of cards is joined to this site: nobody's card is known here."""

from collections.abc import Sequence

from services.providers.cards import Card
from services.storage.people import Person


class NoCards:
    """Knows no card."""

    def cards_of(self, person: Person) -> Sequence[Card]:
        """Return nothing, whoever asks."""
        return ()
