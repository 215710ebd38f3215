"""A report's answers assessed: what is shown, what counts, what is offered, what stands in the way."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from forms.answer_set import AnswerSet, Row
from forms.answers import Address, Answer, Answers, Missing
from forms.checks import failed_checks
from forms.expressions import evaluate
from forms.facts import Facts
from forms.findings import Finding
from forms.places import DECISION, question_of
from forms.progress import SectionProgress, progress
from forms.questionnaire import Choice, Level, Question, Questionnaire, RowsFrom
from forms.requirements import requirements, row_limits
from forms.routing import Routing, route
from forms.texts import Text


def assess(
    questionnaire: Questionnaire, answers: Answers, previous: Answers | None, facts: Facts
) -> "Assessment":
    """Assess a draft beside the unit's last handed-in report (None in a first round). No answer raises."""
    last = None if previous is None else AnswerSet(questionnaire, previous)
    return Assessment(route(AnswerSet(questionnaire, answers, last, facts), facts))


class Assessment:
    """What one draft comes to. Everything in it is computed from the same pass and does not change."""

    def __init__(self, routing: Routing) -> None:
        self._routing = routing
        self._questionnaire = routing.current.questionnaire

    @property
    def routing(self) -> Routing:
        """The pass itself: the answers as conditions read them."""
        return self._routing

    @property
    def previous(self) -> AnswerSet | None:
        """The last report, with its rows."""
        return self._routing.current.previous

    def before(self, key: str, row: str) -> Answer | None:
        """What stood in a row before this report, see `AnswerSet.before`."""
        return self._routing.current.before(key, row)

    def is_shown(self, key: str, row: str = "") -> bool:
        """Whether an item or a variable is asked for in a row; False for keys the questionnaire lacks."""
        place = self._routing.by_address.get(Address(key, row))
        if place is not None:
            return place.is_shown
        if row and key.partition(".")[2] == DECISION:
            return any(each.id == row for each in self._routing.rows.get(key.partition(".")[0], ()))
        return not row and self._routing.shown.get(key, False)

    def answer(self, key: str, row: str = "") -> Answer | None:
        """The answer that counts, computed ones included; None when there is none or it is not asked for."""
        place = self._routing.by_address.get(Address(key, row))
        if place is not None:
            return place.answer
        if key.partition(".")[2] == DECISION and self.is_shown(key, row):
            return self._routing.current.answer(key, row)
        return None

    def rows(self, item: Question) -> tuple[Row, ...]:
        """The rows of a shown roster or repeat, those that have left included."""
        return self._routing.rows.get(item.key, ())

    def cells(self, item: Question) -> tuple[Address, ...]:
        """The addresses of an item's shown variables in order: a grid's cells, a date range's two ends."""
        places = self._routing.places[item.key]
        return tuple(place.address for place in places if place.is_shown and not place.is_other)

    def offered(self, key: str, row: str = "") -> tuple[Choice, ...]:
        """The choices valid on the cut-off date, less those for which the choice filter is false."""
        question = question_of(self._questionnaire, key)
        if question is None:
            return ()
        cutoff_on = self._routing.facts.cutoff_on
        choices = (choice for choice in question.choices if choice.is_offered_on(cutoff_on))
        if question.choice_filter is None:
            return tuple(choices)
        scope = self._routing.scope(_roster(self._questionnaire, key) if row else "", row)
        kept = question.choice_filter
        return tuple(each for each in choices if evaluate(kept, replace(scope, here=each.code)) is not False)

    def text(self, key: str) -> Text:
        """The question's wording; that of the first round when there is no last report."""
        question = question_of(self._questionnaire, key)
        if question is None:
            return Text()
        first = question.text_first_round if self.previous is None else None
        return first or question.text

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the questionnaire."""
        shown = (item for item in self._questionnaire.questions if self._routing.shown[item.key])
        return tuple(finding for item in shown for finding in self._of_item(item))

    @cached_property
    def progress(self) -> tuple[SectionProgress, ...]:
        """How far each section has come."""
        return progress(self._routing, self.offered)

    def final_answers(self) -> Answers:
        """What is handed in: an answer, or the kind of missing, for every variable.

        A list that is hidden or has no rows stands as one missing answer under its own key, as does a grid
        without rows. What the draft holds for hidden places is left out.
        """
        return dict(entry for item in self._questionnaire.questions for entry in self._final(item))

    def _of_item(self, item: Question) -> Iterator[Finding]:
        yield from requirements(self._routing, item, self.offered)
        failures = tuple(failed_checks(self._routing, item))
        # A list's own hard check says in the questionnaire's words what the limits would say once more.
        if not any(each.address == Address(item.key) and each.level is Level.HARD for each in failures):
            yield from row_limits(self._routing, item)
        yield from failures

    def _final(self, item: Question) -> Iterator[tuple[Address, Answer]]:
        places = self._routing.places[item.key]
        rows = self.rows(item)
        if item.has_rows and not rows:
            shown = self._routing.shown[item.key]
            yield Address(item.key), Answer(missing=Missing.EMPTY if shown else Missing.NOT_SHOWN)
        if isinstance(item.rows, RowsFrom) and not places:
            yield Address(item.key), Answer(missing=Missing.NOT_SHOWN)
        for row in rows:
            decision = self.answer(f"{item.key}.{DECISION}", row.id)
            if decision is not None:
                yield Address(f"{item.key}.{DECISION}", row.id), decision
        for place in places:
            if not place.is_shown:
                yield place.address, Answer(missing=Missing.NOT_SHOWN)
            elif place.question.type != "note" or place.answer is not None:
                yield place.address, _handed_in(place.answer)


def _handed_in(answer: Answer | None) -> Answer:
    if answer is None or (answer.value in (None, "", ()) and answer.missing is None):
        return Answer(missing=Missing.EMPTY)
    return answer


def _roster(questionnaire: Questionnaire, key: str) -> str:
    """The list whose rows `${row.field}` means where the variable `key` stands."""
    item = questionnaire.question_by_key.get(key.partition(".")[0])
    return item.rows.roster if item is not None and isinstance(item.rows, RowsFrom) else key.partition(".")[0]
