"""What is wrong with a questionnaire's document, with the place and a reason to act on."""

from collections.abc import Mapping
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class DefinitionFault:
    """One fault. `place` reads like items[3].checks[0].assert; `line` counts from 1, 0 when none is known."""

    line: int
    place: str
    reason: str

    def __str__(self) -> str:
        where = f"line {self.line}, {self.place}" if self.line else self.place
        return f"{where}: {self.reason}"


class DefinitionFaults(ValueError):
    """A document that is no questionnaire. `faults` holds every fault, in the order of the document."""

    def __init__(self, faults: tuple[DefinitionFault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class FaultList:
    """Collects faults while a document is read; `lines` gives the line of each place that is known."""

    def __init__(self, lines: Mapping[Path, int] | None = None) -> None:
        self._lines: Mapping[Path, int] = {} if lines is None else lines
        self._found: set[DefinitionFault] = set()

    def add(self, path: Path, reason: str) -> None:
        """Note a fault; twice the same is one."""
        self._found.add(DefinitionFault(self._line_of(path), written(path), reason))

    def all(self) -> tuple[DefinitionFault, ...]:
        """Every fault, in the order of the lines."""
        return tuple(sorted(self._found))

    def _line_of(self, path: Path) -> int:
        """The line of a place, or of the nearest place around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 0)


def written(path: Path) -> str:
    """A path as people write it: items[3].checks[0].assert; "document" for the whole."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "document"
