"""Turns at writing: one of a process writes at a time, in the order in which they came.

SQLite lets writers wait, but wakes them in no order, and one that is passed over for seconds gives up. Inside
a process the turn is taken here first, so that nobody waits longer than those before take.
"""

from collections import deque
from threading import Event, Lock


class Turns:
    """A queue for one place."""

    def __init__(self) -> None:
        self._mutex = Lock()
        self._waiting: deque[Event] = deque()
        self._taken = False

    def take(self, seconds: float) -> bool:
        """Wait for the turn, at most so long; False when it did not come."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return True
            mine = Event()
            self._waiting.append(mine)
        if mine.wait(seconds):
            return True
        with self._mutex:
            if mine.is_set():  # it came while we gave up
                return True
            self._waiting.remove(mine)
            return False

    def give_back(self) -> None:
        """Hand the turn to whoever has waited longest."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
