"""The embedded SMS provider: nothing leaves the house, the demo page shows the last message."""

import threading
from collections import OrderedDict

# Enough for every visitor of a demo; older messages are forgotten.
KEPT = 1_000


class ScreenSms:
    """Keeps the last message to each phone in memory."""

    def __init__(self) -> None:
        """Start with no message."""
        self._messages: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def send(self, phone: str, text: str) -> None:
        """Keep a message instead of sending it."""
        with self._lock:
            self._messages[phone] = text
            self._messages.move_to_end(phone)
            while len(self._messages) > KEPT:
                self._messages.popitem(last=False)

    def last(self, phone: str) -> str | None:
        """Return the last message to this phone."""
        return self._messages.get(phone)
