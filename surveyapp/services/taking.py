"""Tables of the registers under way: one hand takes line by line in, and notes which lines a rule refuses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Programme
from surveyapp.services.taken import Change, RefusedLine
from workflows.refusals import Refused

IMPORT = "import"
"""The source of what a table says."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who takes tables in, where and when; `units` are the names of units by id."""

    session: Session
    actor_id: UUID
    programme: Programme
    units: Mapping[str, str]
    now: datetime
    changes: list[Change] = field(default_factory=list)
    refused: list[RefusedLine] = field(default_factory=list)

    @property
    def place(self) -> tuple[Session, UUID, Programme]:
        """The first arguments of a verb."""
        return self.session, self.actor_id, self.programme

    def take(self, table: str, acts: Iterable[tuple[int, Callable[[], Change]]]) -> bool:
        """Do what each line asks for, by line; whether the rules let all of them."""
        done: list[tuple[int, Change]] = []
        for line, act in acts:
            try:
                done.append((line, act()))
            except Refused as refused:
                self.refused.append(RefusedLine(table, line, refused))
        self.changes.extend(change for _, change in sorted(done, key=lambda pair: pair[0]))
        return not self.refused


def dated_by(source: str) -> str:
    """Who had said what a table changes: "staff" or "report"; "" for an earlier import."""
    kind = source.partition(":")[0]
    return "" if kind == IMPORT else kind
