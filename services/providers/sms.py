"""The port to whoever delivers text messages."""

from typing import Protocol


class SmsRefused(Exception):
    """The message was not taken; the resident may ask again."""


class SmsSender(Protocol):
    """Delivers one text message to one phone."""

    def send(self, phone: str, text: str) -> None:
        """Hand over a message for an 11-digit mobile number; raises SmsRefused."""
        ...

    def last(self, phone: str) -> str | None:
        """Return the last message if this sender shows it on screen (demo only), else None."""
        ...
