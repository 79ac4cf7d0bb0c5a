"""No way to send text messages: whoever asks for a code is told so, and who helps instead."""

from services.providers.sms import SmsRefused


class NoSms:
    """Takes no message. A district without an SMS contract serves everyone unsigned."""

    def send(self, phone: str, text: str) -> None:
        """Raises SmsRefused, always."""
        raise SmsRefused("text messages are switched off")

    def last(self, phone: str) -> str | None:
        """Nothing is shown either."""
        return None
