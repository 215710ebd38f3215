"""The answers of one report together with its rows: what stands there before conditions are looked at."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from forms.answers import Address, Answer, Answers, Decision, Origin
from forms.facts import Facts, KnownRow
from forms.known_rows import is_news, known_answer
from forms.places import DECISION, question_of
from forms.plain_values import plain_value
from forms.questionnaire import CarryOver, Question, Questionnaire
from forms.readings import AnswersReading
from forms.seeds import SeededRow, seeded_rows
from forms.texts import Text

_AFTER_DIGITS = sys.maxsize
_DECISIONS: Mapping[str, Decision] = {decision.value: decision for decision in Decision}
_OF_A_ROW_BEFORE = frozenset({Decision.STILL, Decision.CHANGED, Decision.LEFT})


class RowSource(StrEnum):
    """Where a row comes from: the last report, its register, the programme, or who fills in this report."""

    PREVIOUS = "previous"
    REGISTER = "register"
    SEED = "seed"
    OWN = "own"


_BEFORE = frozenset({RowSource.PREVIOUS, RowSource.REGISTER})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a roster or repeat. `filled` is what the programme has put into its fields, by language."""

    id: str
    decision: Decision | None
    source: RowSource
    filled: Mapping[str, Text] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether the row is part of the list: all do that have not left."""
        return self.decision is not Decision.LEFT

    @property
    def is_known(self) -> bool:
        """Whether it stood before this report: in the last one, or in the register."""
        return self.source in _BEFORE

    @property
    def is_undecided(self) -> bool:
        """Whether it is still open what became of a row that stood before."""
        return self.is_known and self.decision is None


class AnswerSet:
    """The answers of a report, and the last report's beside them.

    `facts` is None for a report that was handed in before: its rows are all in its answers, none is offered;
    `order` gives the ids of its rows, list by list, as they stood in it.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        answers: Answers,
        previous: "AnswerSet | None" = None,
        facts: Facts | None = None,
        order: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.answers = answers
        self.previous = previous
        self.facts = facts
        self._order = order or {}
        self._rows: dict[str, dict[str, Row]] = {}
        self._seeded: dict[str, tuple[SeededRow, ...]] = {}

    def rows(self, item: Question) -> tuple[Row, ...]:
        """The rows of a roster or repeat: of the last report, of its register, then offered, then own ones.

        Rows of the last report stand where carry-over is row by row. An own row has something in it.
        """
        return tuple(self._rows_by_id(item).values())

    def row(self, item: Question, row: str) -> Row | None:
        """One row by its id."""
        return self._rows_by_id(item).get(row)

    def seeded(self, key: str) -> int:
        """How many rows the programme offers for the repeat `key`."""
        item = self.questionnaire.question_by_key.get(key)
        return 0 if item is None else len(self._offered(item))

    def answer(self, key: str, row: str = "") -> Answer | None:
        """What stands at an address, shown or not.

        In rows: the draft's answer, else the last report's once the row is decided (origin confirmed), else
        what the programme has put in (origin copied).
        """
        held = self.answers.get(Address(key, row))
        if not row:
            return held
        item = self.questionnaire.question_by_key.get(key.partition(".")[0])
        standing = self.row(item, row) if item is not None and item.has_rows else None
        if standing is None:
            return held
        if key.partition(".")[2] == DECISION:
            return _decided(standing, held)
        return held or self._carried(standing, key) or self._filled(standing, key)

    def before(self, key: str, row: str) -> Answer | None:
        """What stood at an address of a row before this report: by the last one, or as the register has it.

        The register speaks where the last report had no such row, and where it has heard news since.
        """
        item = self.questionnaire.question_by_key.get(key.partition(".")[0])
        standing = self.row(item, row) if item is not None and item.has_rows else None
        if item is None or standing is None or not standing.is_known:
            return None
        last = None if self.previous is None else self.previous.answer(key, row)
        return known_answer(item, key, row, self.facts, is_new=standing.source is RowSource.REGISTER) or last

    @cached_property
    def reading(self) -> AnswersReading:
        """This report as conditions read it, for one that was handed in: all in it is taken as shown."""
        reading = AnswersReading(self.questionnaire)
        for item in self.questionnaire.questions:
            if item.has_rows:
                reading.stand(item.key, tuple(row.id for row in self.rows(item) if row.stands))
        for address, answer in self.answers.items():
            rows = reading.rows(address.item)
            if rows is None or address.row in rows:
                is_other = address.key.endswith("__other")
                question = None if is_other else question_of(self.questionnaire, address.key)
                reading.put(question, address.key, address.row, answer)
        return reading

    def _rows_by_id(self, item: Question) -> dict[str, Row]:
        if item.key not in self._rows:
            self._rows[item.key] = self._found_rows(item) if item.has_rows else {}
        return self._rows[item.key]

    def _found_rows(self, item: Question) -> dict[str, Row]:
        offered = {row.id: row.filled for row in self._offered(item)}
        sources: dict[str, RowSource] = {}
        if item.carry_over is CarryOver.ROSTER and self.previous is not None:
            stood = (row.id for row in self.previous.rows(item) if row.stands)
            sources |= dict.fromkeys(stood, RowSource.PREVIOUS)
        for known in () if self.facts is None else self.facts.known.get(item.key, ()):
            if self._is_heard_of(item, known):
                sources.setdefault(known.id, RowSource.REGISTER)
        for row_id in offered:
            sources.setdefault(row_id, RowSource.SEED)
        if self.facts is None or item.row is None or item.row.added_by_respondent:
            for row_id in self._own_rows(item.key):
                sources.setdefault(row_id, RowSource.OWN)
        return {
            row_id: Row(row_id, self._decision(item, row_id, source), source, offered.get(row_id, {}))
            for row_id, source in sources.items()
        }

    def _is_heard_of(self, item: Question, known: KnownRow) -> bool:
        """Whether a row of the register belongs into the list: not where the last report said that it left.

        Unless it has begun anew since.
        """
        said = None if self.previous is None else self.previous.row(item, known.id)
        return said is None or said.stands or is_news(known, self.facts)

    def _own_rows(self, key: str) -> Iterator[str]:
        """The rows in which anything is held: as they are said to stand, others after them by their id."""
        held = self._held_rows.get(key, set())
        told = [row_id for row_id in self._order.get(key, ()) if row_id in held]
        yield from told
        yield from sorted(held.difference(told), key=_natural)

    @cached_property
    def _held_rows(self) -> dict[str, set[str]]:
        """The ids of the rows in which the draft holds anything, by item."""
        held: dict[str, set[str]] = {}
        for address, answer in self.answers.items():
            if address.row and (answer.raw or answer.value is not None):
                held.setdefault(address.item, set()).add(address.row)
        return held

    def _offered(self, item: Question) -> tuple[SeededRow, ...]:
        if self.facts is None or not item.seed:
            return ()
        if item.key not in self._seeded:
            last = None if self.previous is None else self.previous.reading
            self._seeded[item.key] = seeded_rows(item, self.questionnaire, last, self.facts)
        return self._seeded[item.key]

    def _decision(self, item: Question, row: str, source: RowSource) -> Decision | None:
        held = self.answers.get(Address(f"{item.key}.{DECISION}", row))
        given = held.value if held is not None else None
        decision = _DECISIONS.get(given) if isinstance(given, str) else None
        if source is RowSource.PREVIOUS:
            return decision if decision in _OF_A_ROW_BEFORE else None
        has_decisions = item.type == "roster" or item.carry_over is CarryOver.ROSTER
        is_new = source is RowSource.OWN and has_decisions
        return decision or (Decision.NEW if is_new else None)

    def _carried(self, row: Row, key: str) -> Answer | None:
        if not row.is_known or row.decision is None:
            return None
        answer = self.before(key, row.id)
        if answer is None or answer.value is None:
            return None
        return replace(answer, origin=Origin.CONFIRMED)

    def _filled(self, row: Row, key: str) -> Answer | None:
        wording = row.filled.get(key.partition(".")[2])
        question = question_of(self.questionnaire, key)
        if wording is None or question is None:
            return None
        text = wording.in_(*self.questionnaire.languages)
        value = plain_value(question.type, text)
        return None if value is None else Answer(text, value, origin=Origin.COPIED)


def _decided(row: Row, held: Answer | None) -> Answer | None:
    if row.decision is None:
        return None
    if held is not None and held.value == row.decision:
        return held
    return Answer(row.decision.value, row.decision.value)


def _natural(row: str) -> list[tuple[int, str]]:
    """A key that sorts `reko2` before `reko10`: digits by their number, before any letters."""
    parts = re.findall(r"0*([0-9]+)|([^0-9]+)", row)
    return [(len(digits), digits) if digits else (_AFTER_DIGITS, letters) for digits, letters in parts]
