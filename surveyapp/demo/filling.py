"""The rule by which a demo report is filled: what is listed is typed, everything else follows from a hash.

The rule itself stands in scenario.yaml under `fill`. It makes full reports, the same on every machine, and
reads like a coordinator's way through the form: question by question, what is not shown gets nothing.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from forms.answer_set import RowSource
from forms.answers import Address, Answers, Decision, Missing, Origin
from forms.assessment import Assessment, assess
from forms.facts import Facts
from forms.questionnaire import CarryOver, Choice, Question, Questionnaire
from forms.variables import clean
from surveyapp.demo.scenario import Explicit

STEADY_ROUND = "2009"
GOALS = (("goal-1", "Ziel 1", "BO1"), ("goal-2", "Ziel 2", "BO5"))
GOAL_STATES = ("not_started", "on_track", "delayed")


@dataclass(frozen=True, slots=True)
class Typed:
    """One field as the coordinator leaves it."""

    address: Address
    raw: str
    origin: Origin = Origin.TYPED


@dataclass
class Filling:
    """One report being filled. `fields` is the outcome, in the order in which it was typed."""

    questionnaire: Questionnaire
    unit: str
    round_key: str
    explicit: Explicit
    rule: Mapping[str, Any]
    previous: Answers | None
    facts: Facts
    steady_round: str = STEADY_ROUND
    fields: list[Typed] = field(default_factory=list)

    def fill(self) -> list[Typed]:
        """Go through the questionnaire once."""
        answers: dict[Address, Any] = {}
        assessment = self._assess(answers)
        for question in self.questionnaire.questions:
            if (
                question.relevant is not None
                or question.choice_filter is not None
                or question.rows is not None
            ):
                assessment = self._assess(answers)
            if not assessment.is_shown(question.key):
                continue
            for typed in self._question(question, assessment):
                self.fields.append(typed)
                answers[typed.address] = clean(question, typed.address, typed.raw, "de", typed.origin)
            if question.has_rows:
                assessment = self._assess(answers)
        return self.fields

    def _assess(self, answers: Answers) -> Assessment:
        return assess(self.questionnaire, answers, self.previous, self.facts)

    def _question(self, question: Question, assessment: Assessment) -> Iterator[Typed]:
        listed = self.explicit.get(question.key)
        if question.has_rows:
            yield from self._rows(question, listed, assessment)
        elif isinstance(listed, dict):
            yield from (Typed(Address(f"{question.key}.{part}"), text) for part, text in listed.items())
        elif listed is not None:
            yield Typed(Address(question.key), " ".join(listed) if isinstance(listed, list) else listed)
        elif question.carry_over is CarryOver.CONFIRM and self._last(question.key):
            yield Typed(Address(question.key), self._last(question.key), Origin.CONFIRMED)
        elif question.type == "grid":
            yield from self._grid(question, assessment)
        elif question.type == "date_range":
            yield Typed(
                Address(f"{question.key}.start"), self.rule["by_type"]["date_range"].split()[1].rstrip(",")
            )
            yield Typed(Address(f"{question.key}.end"), self.rule["by_type"]["date_range"].split()[3])
        elif raw := self._single_field(question, assessment):
            yield Typed(Address(question.key), raw)

    def _single_field(self, question: Question, assessment: Assessment) -> str:
        by_key = self.rule["by_key"].get(question.key, {})
        if "value" in by_key:
            value = by_key["value"]
            return " ".join(value) if isinstance(value, list) else str(value)
        if "minimum" in by_key:
            number = self._number(question.key, by_key.get("round_part", self.round_key))
            value = Decimal(by_key["minimum"]) + Decimal(by_key["step"]) * (number % int(by_key["steps"]))
            return str(value).replace(".", ",")
        if question.key == "standards":
            number = self._number(question.key)
            return " ".join(dict.fromkeys([f"BO{number % 7 + 1}", f"BO{number // 7 % 7 + 1}"]))
        if question.type == "single":
            # Confirmed items answer as in the steady round, so that they do not contradict "nothing changed".
            part = self.steady_round if question.carry_over is CarryOver.CONFIRM else self.round_key
            return self._one(_plain(assessment.offered(question.key)), question.key, part)
        if question.type == "multiple":
            return self._two(question, assessment)
        return ""

    def _one(self, choices: list[Choice], part: str, round_part: str) -> str:
        return choices[self._number(part, round_part) % len(choices)].code if choices else ""

    def _two(self, question: Question, assessment: Assessment) -> str:
        choices = [choice for choice in _plain(assessment.offered(question.key)) if not choice.exclusive]
        if not choices:
            return ""
        number = self._number(question.key)
        chosen = (choices[number % len(choices)], choices[number // len(choices) % len(choices)])
        return " ".join(dict.fromkeys(choice.code for choice in chosen))

    def _grid(self, question: Question, assessment: Assessment) -> Iterator[Typed]:
        if question.key == "budget":
            planned = 10000 + 500 * (self._number("budget.planned", self.steady_round) % 40)
            yield Typed(Address("budget.planned"), str(planned))
            yield Typed(Address("budget.spent"), str(planned * 9 // 10))
            return
        for address in assessment.cells(question):
            part = f"{question.key}.{address.row or address.part}"
            yield Typed(address, self._one(_plain(assessment.offered(question.key)), part, self.round_key))

    def _rows(self, question: Question, listed: Any, assessment: Assessment) -> Iterator[Typed]:
        if question.key == "goals" and listed is None:
            yield from self._goals(question, assessment)
        rows = {row.id: row for row in assessment.rows(question)}
        for entry in listed or ():
            here = rows.get(entry["id"])
            if "decision" in entry:
                yield Typed(Address(f"{question.key}.decision", entry["id"]), entry["decision"])
            is_still = entry.get("decision") == Decision.STILL
            if here is not None and here.source is RowSource.PREVIOUS and is_still:
                continue  # nothing else is clicked in such a row
            for name, text in entry.items():
                if name not in {"id", "decision"} and not self._is_filled_in(question, here, name):
                    yield Typed(Address(f"{question.key}.{name}", entry["id"]), text)

    def _is_filled_in(self, question: Question, row: Any, name: str) -> bool:
        """Whether the programme has put this field in already: the words of a plan are not typed again."""
        return question.type == "repeat" and row is not None and name in row.filled

    def _goals(self, question: Question, assessment: Assessment) -> Iterator[Typed]:
        standing = {row.id for row in assessment.rows(question)}
        for row, goal, standard in GOALS:
            state = GOAL_STATES[self._number(f"goals.{row}.status") % len(GOAL_STATES)]
            if row in standing:
                decision = Decision.STILL if state == self._last("goals.status", row) else Decision.CHANGED
                yield Typed(Address("goals.decision", row), decision)
            else:
                yield Typed(Address("goals.goal", row), goal)
                yield Typed(Address("goals.standard", row), standard)
            if state != self._last("goals.status", row):
                yield Typed(Address("goals.status", row), state)
            if state == "delayed" and self._last("goals.goal_reasons", row) != "resources":
                yield Typed(Address("goals.goal_reasons", row), "resources")

    def _last(self, key: str, row: str = "") -> str:
        found = (self.previous or {}).get(Address(key, row))
        return found.raw if found is not None and found.missing in {None, Missing.CANNOT_JUDGE} else ""

    def _number(self, part: str, round_part: str | None = None) -> int:
        """The scenario's h(unit, round, part): the first eight hexadecimal digits of a SHA-256."""
        text = f"{self.unit}|{round_part or self.round_key}|{part}"
        return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def _plain(choices: tuple[Choice, ...]) -> list[Choice]:
    return [choice for choice in choices if choice.missing is None and choice.other is None]
