"""The engine named ``off``: no voice here, and the page says so and shows the text."""

from __future__ import annotations

from .port import CannotSay, Speech


class SilentEngine:
    """Speaks nothing."""

    name = "off"
    available = False

    def fingerprint(self, text: str, language: str, rate: int) -> str:
        """One per sentence; nothing is ever stored under it."""
        return f"off {language} {rate} {text}"

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        """Raises CannotSay: there is no voice."""
        raise CannotSay("speech is switched off")

    def close(self) -> None:
        """Holds nothing."""
