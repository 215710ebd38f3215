"""Goals that a report names for the first time enter the unit's agreement when the report is accepted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Address, Decision
from forms.questionnaire import Question, Questionnaire
from forms.revision import FrozenReport
from surveyapp.models import Agreement, AgreementGoal, Report, new_id
from surveyapp.queries import agreements as agreement_queries
from surveyapp.services.actors import record
from surveyapp.services.agreements import GoalWords, place_goal
from surveyapp.services.known_facts import GOALS
from surveyapp.services.register_trace import same_report


@dataclass(frozen=True, slots=True)
class GoalBook:
    """The goals of one unit, as one report speaks of them."""

    session: Session
    actor_id: UUID
    report: Report
    source: str
    cutoff_on: date
    now: datetime

    def enter(self, questionnaire: Questionnaire, frozen: FrozenReport) -> None:
        """Take in the goals that the report adds, and take back those that only its former revision added.

        Words of goals that staff wrote, or another report, stay.
        """
        named = dict(_goals(questionnaire, frozen))
        known = {goal.key: goal for goal, _ in self._goals()}
        for key, words in named.items():
            if key not in known:
                self._add(key, words)
            elif same_report(known[key].source, self.source):
                self._correct(known[key], words)
        for key, goal in known.items():
            if key not in named and same_report(goal.source, self.source):
                self._remove(goal)

    def _goals(self) -> list[tuple[AgreementGoal, Agreement]]:
        where = (self.session, self.report.programme_id, self.report.unit_id)
        return list(agreement_queries.goals(*where))

    def _add(self, key: str, words: GoalWords) -> None:
        goal = place_goal(self.session, self._agreement(), key, words, self.source, self.now)
        self._record("goal.added", goal, {"source": self.source})

    def _correct(self, goal: AgreementGoal, words: GoalWords) -> None:
        before = GoalWords(goal.text, goal.standard, goal.due_on)
        if words != before:
            goal.text, goal.standard, goal.due_on = words.text, words.standard, words.due_on
            self.session.flush()
            self._record("goal.changed", goal, {"source": self.source, "before": _told(before)})

    def _remove(self, goal: AgreementGoal) -> None:
        before = GoalWords(goal.text, goal.standard, goal.due_on)
        self._record("goal.removed", goal, {"source": self.source, "before": _told(before)})
        agreement = self.session.get_one(Agreement, (goal.programme_id, goal.agreement_id))
        self.session.delete(goal)
        self.session.flush()
        if same_report(agreement.source, self.source) and not any(
            owner.id == agreement.id for _, owner in self._goals()
        ):
            self.session.delete(agreement)
            self.session.flush()

    def _agreement(self) -> Agreement:
        """The agreement that runs on the cut-off date; where none is known, one that the report tells of."""
        where = (self.session, self.report.programme_id, self.report.unit_id)
        found = agreement_queries.agreement_on(*where, self.cutoff_on)
        if found is None:
            later = [each.from_on for each in agreement_queries.agreements(*where)]
            found = Agreement(
                programme_id=self.report.programme_id,
                id=new_id(self.now),
                unit_id=self.report.unit_id,
                title="",
                from_on=self.cutoff_on,
                until_on=min((day for day in later if day > self.cutoff_on), default=date.max),
                source=self.source,
            )
            self.session.add(found)
            self.session.flush()
        return found

    def _record(self, action: str, goal: AgreementGoal, details: Mapping[str, object]) -> None:
        programme_id = self.report.programme_id
        record(self.session, programme_id, self.actor_id, action, ("goal", goal.id), self.now, details)


def _told(words: GoalWords) -> list[str]:
    return [words.text, words.standard, words.due_on.isoformat() if words.due_on else ""]


def _goals(questionnaire: Questionnaire, frozen: FrozenReport) -> Iterator[tuple[str, GoalWords]]:
    """The standing rows of repeats that the goals of agreements are put into, by the row's id."""
    for question in questionnaire.questions:
        columns = _columns(question)
        for row in frozen.rows.get(question.key, ()) if columns else ():
            decision = frozen.answers.get(Address(f"{question.key}.decision", row))
            words = _words(question, columns, row, frozen)
            if words.text and (decision is None or decision.value != Decision.LEFT):
                yield row, words


def _columns(question: Question) -> Mapping[str, str]:
    """The register's column -> the field it is put into, for a repeat that goals are put into."""
    for seed in question.seed:
        if seed.source == GOALS:
            return {filled: field for field, filled in seed.fill.items() if isinstance(filled, str)}
    return {}


def _words(question: Question, columns: Mapping[str, str], row: str, frozen: FrozenReport) -> GoalWords:
    told = {
        column: frozen.answers.get(Address(f"{question.key}.{field}", row))
        for column, field in columns.items()
    }
    values = {column: answer.value for column, answer in told.items() if answer is not None}
    text, standard, due_on = values.get("goal"), values.get("standard"), values.get("due_on")
    return GoalWords(
        text.strip() if isinstance(text, str) else "",
        standard if isinstance(standard, str) else "",
        due_on if isinstance(due_on, date) else None,
    )
