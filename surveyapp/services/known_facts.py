"""What a report's questionnaire is told of the registers: whom rosters show, what the programme puts in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from forms.answer_set import AnswerSet
from forms.answers import Month
from forms.facts import KnownRow, RegisterRow
from forms.questionnaire import Binding, Question, Questionnaire, RegisterKind
from forms.texts import Text
from surveyapp.queries.unit_registers import KnownFact
from surveyapp.services.reported_rosters import key_of_row

GOALS, ADVICE = "agreement_goals", "recommendations"
"""The registers that fill repeats, as questionnaires call them."""


def known_rows(
    questionnaire: Questionnaire,
    unit_id: str,
    facts: Iterable[KnownFact],
    cutoff_on: date,
    last: AnswerSet | None,
) -> Mapping[str, tuple[KnownRow, ...]]:
    """For each roster that belongs to a register whom it holds on the cut-off date, by key.

    Somebody whom the last report knows by another row, named afresh or merged since, keeps that row.
    """
    facts = tuple(facts)
    return {
        question.key: tuple(_rows(question, question.binding, unit_id, facts, cutoff_on, last))
        for question in questionnaire.questions
        if question.binding is not None
    }


def seed_rows(
    facts: Iterable[KnownFact], period_from: date, cutoff_on: date, previous_cutoff_on: date | None
) -> Mapping[str, tuple[RegisterRow, ...]]:
    """The goals of agreements that run in the reporting period, and recommendations since the last report.

    Without a last report that is what was recommended from the day before the period on.
    """
    facts = tuple(facts)
    goals = sorted(
        (fact for fact in facts if fact.register == "goal" and _meets(fact, period_from, cutoff_on)),
        key=lambda fact: (fact.from_on, int(fact.position), fact.key),
    )
    since = previous_cutoff_on or period_from - timedelta(days=1)
    advice = sorted(
        (fact for fact in facts if fact.register == "recommendation" and since <= fact.from_on < cutoff_on),
        key=lambda fact: (fact.from_on, len(fact.key), fact.key),
    )
    return {
        GOALS: tuple(
            RegisterRow(fact.key, {"goal": fact.name, "standard": fact.first, "due_on": fact.second})
            for fact in goals
        ),
        ADVICE: tuple(RegisterRow(fact.key, {"text": Text(json.loads(fact.name))}) for fact in advice),
    }


def _meets(fact: KnownFact, period_from: date, cutoff_on: date) -> bool:
    return fact.from_on <= cutoff_on and fact.until_on > period_from


def _rows(
    question: Question,
    binding: Binding,
    unit_id: str,
    facts: tuple[KnownFact, ...],
    cutoff_on: date,
    last: AnswerSet | None,
) -> Iterator[KnownRow]:
    is_person = binding.kind is RegisterKind.PERSON
    register = binding.role if is_person else "membership"
    merged = {fact.key: fact.name for fact in facts if fact.register == f"merged {binding.kind}"}
    rows_of_then = () if last is None else last.rows(question)
    named = {key_of_row(unit_id, question.key, row.id, merged): row.id for row in rows_of_then}
    for fact in facts:
        if fact.register == register and fact.from_on <= cutoff_on < fact.until_on:
            told = _told(fact, is_person=is_person)
            values = {field: told[word] for word, field in binding.fields.items() if told.get(word)}
            yield KnownRow(named.get(fact.key, fact.key), fact.from_on, values)


def _told(fact: KnownFact, *, is_person: bool) -> Mapping[str, str]:
    since = "" if fact.from_on == date.min else str(Month.of(fact.from_on))
    told = {"name": fact.name, "institution_type": fact.institution_type or fact.position, "since": since}
    if is_person:
        return {**told, "email": fact.email, "share": fact.first, "department": fact.second}
    return {**told, "seat": fact.first, "level": fact.second}
