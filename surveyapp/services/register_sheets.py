"""A unit's register as staff read it: its history in lanes with sources and trace, agreements, advice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.questionnaire import Question
from forms.texts import Text
from surveyapp.models import Programme
from surveyapp.queries import people as people_queries
from surveyapp.queries import registers as register_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.advice_views import Advice, all_advice
from surveyapp.services.agreements import AgreementView, GoalView, agreements_of
from surveyapp.services.known_facts import GOALS
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.register_words import (
    choices_of_goals,
    choices_of_posts,
    choices_of_seats,
    in_words,
    question_filled_from,
    told_fields,
    types_of_institution,
)
from surveyapp.services.round_values import local_day
from surveyapp.services.unit_history import Lane, Stretch, TraceStep, history, trace


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so: kind "import", "staff" or "report", for a report its round and revision."""

    kind: str
    round_slug: str = ""
    round_name: Text = field(default_factory=Text)
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One kept change: when, by whose hand, by which source; the columns that differ, before and after."""

    at: datetime
    who: str
    source: Source
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch with its facts in words (word, text), its source, and what became of it since."""

    stretch: Stretch
    facts: tuple[tuple[str, str], ...]
    source: Source
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """What an institution was called and was before, the latest last, and the unit where that is kept."""

    unit_id: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal in words: its standard, and for each round (field, answer)."""

    goal: GoalView
    standard: str
    rounds: tuple[tuple[Text, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """Everything dated about a unit. `lanes` are those that have lines; `today` is local."""

    unit_id: str
    unit_name: str
    today: date
    lanes: tuple[tuple[Lane, tuple[Line, ...]], ...]
    agreements: tuple[tuple[AgreementView, tuple[GoalLine, ...]], ...]
    advice: tuple[Advice, ...]


def register_sheet(
    session: Session, programme: Programme, unit_id: str, language: str, now: datetime
) -> RegisterSheet:
    """The register of a unit. Refused: "unit.unknown"."""
    today = local_day(now, programme.zone)
    found = history(session, programme, unit_id)
    words = _Words(session, programme, unit_id, language, today)
    lines = [words.line(stretch) for stretch in found.stretches]
    lanes = ((lane, tuple(line for line in lines if line.stretch.lane is lane)) for lane in Lane)
    advice = all_advice(session, programme, language, now)
    return RegisterSheet(
        unit_id=unit_id,
        unit_name=words.units.get(unit_id, unit_id),
        today=today,
        lanes=tuple((lane, group) for lane, group in lanes if group),
        agreements=_agreements(session, programme, unit_id, language),
        advice=tuple(each for each in advice if each.unit_id in (None, unit_id)),
    )


def corrections_of(
    session: Session, programme: Programme, institution_id: UUID, language: str, now: datetime
) -> Corrections:
    """How an institution's name, type and place came to be; nothing where it stands as it was taken in."""
    kept = register_queries.entries_of_row(session, programme.id, institution_id)
    if not kept:
        return Corrections()
    unit_id = kept[-1].unit_id
    words = _Words(session, programme, unit_id, language, local_day(now, programme.zone))
    return Corrections(unit_id, words.changes(trace(session, programme, institution_id)))


def _agreements(
    session: Session, programme: Programme, unit_id: str, language: str
) -> tuple[tuple[AgreementView, tuple[GoalLine, ...]], ...]:
    question = question_filled_from(session, programme, GOALS)
    item, fields = (question.key if question else ""), told_fields(question)
    standards = dict(choices_of_goals(question, language))
    names = {each.slug: Text(each.names) for each in round_queries.rounds(session, programme.id)}
    return tuple(
        (agreement, tuple(_goal(goal, question, standards, names, language) for goal in agreement.goals))
        for agreement in agreements_of(session, programme, unit_id, item, fields)
    )


def _goal(
    goal: GoalView,
    question: Question | None,
    standards: Mapping[str, str],
    names: Mapping[str, Text],
    language: str,
) -> GoalLine:
    rounds = tuple((names[each.round_slug], in_words(question, each.said, language)) for each in goal.states)
    return GoalLine(goal, standards.get(goal.words.standard, goal.words.standard), rounds)


class _Words:
    """Codes, units, reports and people in words, each looked up once."""

    def __init__(
        self, session: Session, programme: Programme, unit_id: str, language: str, today: date
    ) -> None:
        self.session = session
        self.programme = programme
        self.units = names_of_units(session, programme, today)
        self.reports = {
            str(report.id): round_
            for report, round_ in report_queries.reports_of_unit(session, programme.id, unit_id)
        }
        asked = (session, programme, language)
        lists = choices_of_seats(*asked) | choices_of_posts(*asked)
        types = dict(types_of_institution(session, programme, language))
        self.codes = {
            "institution_type": types,
            "type": types,
            **{word: dict(choices) for word, choices in lists.items()},
        }

    def line(self, stretch: Stretch) -> Line:
        """A stretch in words."""
        facts = tuple((word, self._fact(word, code)) for word, code in stretch.facts)
        steps = trace(self.session, self.programme, stretch.row_id) if stretch.row_id else ()
        return Line(stretch, facts, self.source(stretch.source), self.changes(steps))

    def _fact(self, word: str, code: str) -> str:
        if word == "unit":
            return self.units.get(code, code)
        return self.codes.get(word, {}).get(code, code)

    def source(self, source: str) -> Source:
        """A source in words' reach."""
        kind, _, rest = source.partition(":")
        report, _, revision = rest.partition(":")
        round_ = self.reports.get(report)
        if round_ is None:
            return Source(kind, revision=revision)
        return Source(kind, round_.slug, Text(round_.names), revision)

    def changes(self, steps: Sequence[TraceStep]) -> tuple[Change, ...]:
        """The changes of one row in words."""
        who = people_queries.names_of_actors(self.session, [step.actor_id for step in steps])
        return tuple(
            Change(
                step.entered_at,
                who.get(step.actor_id, ""),
                self.source(step.source),
                tuple(self._columns(step.before, step.after)),
            )
            for step in steps
        )

    def _columns(
        self, before: Mapping[str, object], after: Mapping[str, object]
    ) -> Iterable[tuple[str, str, str]]:
        for name in after or before:
            old, new = before.get(name), after.get(name)
            if old != new and name not in {"source", "key"}:
                yield name, self._fact(name, str(old or "")), self._fact(name, str(new or ""))


def choices_for_goals(session: Session, programme: Programme, language: str) -> tuple[tuple[str, str], ...]:
    """The quality standards that a goal can serve, as the newest questionnaire offers them."""
    return choices_of_goals(question_filled_from(session, programme, GOALS), language)


def agreement_at(
    session: Session, programme: Programme, unit_id: str, agreement_id: UUID
) -> AgreementView | None:
    """One agreement of a unit; None where there is no such."""
    found = agreements_of(session, programme, unit_id, "", ())
    return next((each for each in found if each.agreement_id == agreement_id), None)
