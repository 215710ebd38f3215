"""What a handed-in report says about the registers, as statements that rules can take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from forms.answers import Address, Decision, Missing, Month
from forms.places import FRESH
from forms.questionnaire import Binding, Question, Questionnaire, RegisterKind
from forms.revision import FrozenReport
from workflows.spells import Facts, Reported, Statement
from workflows.states import Share

FACTS: Mapping[RegisterKind, tuple[str, ...]] = {
    RegisterKind.PERSON: ("share", "institution_type", "department"),
    RegisterKind.INSTITUTION: ("seat", "level", "institution_type"),
}
"""What each register keeps besides days."""


@dataclass(frozen=True, slots=True)
class Register:
    """One register of a unit: posts of one role (people), or seats in its body (institutions, role "")."""

    kind: RegisterKind
    role: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a row names, as it was written."""

    key: str
    name: str
    email: str
    institution_type: str


def bound(questionnaire: Questionnaire) -> Iterator[tuple[Register, Question, Binding]]:
    """The rosters that belong to a register, in the order of the questionnaire."""
    for question in questionnaire.questions:
        if question.binding is not None:
            yield Register(question.binding.kind, question.binding.role), question, question.binding


def key_of_row(unit_id: str, item: str, row: str, known_as: Mapping[str, str]) -> str:
    """The register's key of a roster's row: the row's id, or for a row named afresh an id of the programme.

    `known_as` leads from keys that have been merged to those that stand.
    """
    key = f"{unit_id}.{item}.{row}" if row.startswith(FRESH) else row
    return known_as.get(key, key)


@dataclass(frozen=True, slots=True)
class ReportedRows:
    """One roster of a report, with the keys that its rows are known under today."""

    question: Question
    binding: Binding
    report: FrozenReport
    known_as: Mapping[str, str]

    @property
    def is_told(self) -> bool:
        """Whether the report says anything about the roster: it was asked for in this version."""
        answer = self.report.answers.get(Address(self.question.key))
        asked = answer is None or answer.missing is not Missing.NOT_SHOWN
        return asked and self.question.key in self.report.rows

    def reported(self, source: str, cutoff_on: date, after_on: date | None) -> Reported:
        """The roster as reported; where two rows are one by now, the one that stands speaks."""
        said: dict[str, Statement] = {}
        for row in self._rows():
            key = self.key_of(row)
            if key not in said or not said[key].stands:
                said[key] = self._statement(key, row)
        return Reported(source, cutoff_on, after_on, tuple(said.values()))

    def named(self) -> tuple[Named, ...]:
        """Whom the standing rows name."""
        return tuple(
            Named(
                self.key_of(row),
                self.text("name", row),
                self.text("email", row),
                self.text("institution_type", row),
            )
            for row in self._rows()
            if self._stands(row)
        )

    def key_of(self, row: str) -> str:
        """The register's key of a row."""
        return key_of_row(self.report.unit, self.question.key, row, self.known_as)

    def text(self, word: str, row: str) -> str:
        """What a row says about `word`; "" where it says nothing."""
        field = self.binding.fields.get(word)
        answer = self.report.answers.get(Address(f"{self.question.key}.{field}", row)) if field else None
        return answer.value if answer is not None and isinstance(answer.value, str) else ""

    def _rows(self) -> tuple[str, ...]:
        return self.report.rows.get(self.question.key, ())

    def _stands(self, row: str) -> bool:
        decision = self.report.answers.get(Address(f"{self.question.key}.decision", row))
        return decision is None or decision.value != Decision.LEFT

    def _statement(self, key: str, row: str) -> Statement:
        until = self._month("until", row)
        return Statement(
            key=key,
            stands=self._stands(row),
            facts=self._facts(row),
            since=None if (since := self._month("since", row)) is None else date(since.year, since.number, 1),
            until=None if until is None else _day_after(until),
        )

    def _facts(self, row: str) -> Facts:
        told = {word: self.text(word, row) for word in FACTS[self.binding.kind]}
        if told.get("share") not in set(Share):
            told.pop("share", None)
        return frozenset((word, fact) for word, fact in told.items() if fact)

    def _month(self, word: str, row: str) -> Month | None:
        field = self.binding.fields.get(word)
        answer = self.report.answers.get(Address(f"{self.question.key}.{field}", row)) if field else None
        return answer.value if answer is not None and isinstance(answer.value, Month) else None


def _day_after(month: Month) -> date:
    if month.number == 12:
        return date.max if month.year == date.max.year else date(month.year + 1, 1, 1)
    return date(month.year, month.number + 1, 1)
