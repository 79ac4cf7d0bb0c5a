"""No way to send text messages: whoever asks for a code is told so, and who helps instead."""

from collections.abc import Sequence

from services.providers.sms import SmsSwitchedOff


class NoSms:
    """Takes no message. A district without an SMS contract serves everyone unsigned."""

    def send(self, phone: str, text: str) -> None:
        """Raises SmsSwitchedOff, always."""
        raise SmsSwitchedOff("text messages are switched off")

    def newest(self, phone: str) -> Sequence[str]:
        """Nothing is shown either."""
        return ()
