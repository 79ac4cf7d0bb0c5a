"""Plays a part in a process of its own that is killed between two statements."""

import os
import signal
import warnings
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from services.storage import Database, Keyring

Play = Callable[[Database], None]


def killed_at(moment: int, url: str, keys: Keyring, play: Play) -> bool:
    """Play it in a child killed at the n-th statement or commit; False if it came to its end.

    Forked, not started anew: that takes a hundredth of the time.
    """
    with warnings.catch_warnings():
        # Python 3.12 warns of threads in the parent; the child opens its own connections.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            _run(moment, Database(url, keys), play)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _run(moment: int, database: Database, play: Play) -> None:
    count = 0

    def step(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", step)
    event.listen(database.engine, "commit", step)
    play(database)
