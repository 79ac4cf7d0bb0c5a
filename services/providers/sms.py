"""The port to whoever delivers text messages."""

from collections.abc import Sequence
from typing import Protocol


class SmsRefused(Exception):
    """The message was not taken; the resident may ask again."""


class SmsSwitchedOff(SmsRefused):
    """No message will ever be taken here: asking again is of no use."""


class SmsSender(Protocol):
    """Delivers one text message to one phone."""

    def send(self, phone: str, text: str) -> None:
        """Hand over a message for an 11-digit mobile number; raises SmsRefused."""
        ...

    def newest(self, phone: str) -> Sequence[str]:
        """Return the last messages, the newest first, if this sender shows them (demo only)."""
        ...
