"""What was worked out once and is kept for the next who asks."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Kept(Generic[Key, Made]):
    """Values by everything they are made of, those used last. Nothing in here ever becomes untrue.

    A key holds all that its value depends on: what changes comes under another key, so nothing has to be
    taken out because of a change, and nothing is forgotten after a time. Two who ask at once may both make
    the value; both are the same.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._mutex = Lock()
        self._made: OrderedDict[Key, Made] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Made]) -> Made:
        """The value of the key, made now if it is not kept."""
        with self._mutex:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        with self._mutex:
            self._made[key] = made
            self._made.move_to_end(key)
            if len(self._made) > self._most:
                self._made.popitem(last=False)
        return made
