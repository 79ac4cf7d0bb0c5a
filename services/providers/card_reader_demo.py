"""The demo's card reader: the invented residents' cards, laid on by one press."""

from services.demo.residents import RESIDENTS
from services.providers.card_reader import CardUnread, ReadCard


class DemoCardReader:
    """A CardReader whose tickets are the keys of the invented residents."""

    def read(self, ticket: str) -> ReadCard:
        """Return an invented resident's card. Raises CardUnread for any other ticket."""
        for resident in RESIDENTS:
            if resident.key == ticket:
                return ReadCard(resident.name, resident.id_number)
        raise CardUnread
