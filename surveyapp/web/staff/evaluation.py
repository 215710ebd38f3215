"""What the pages of a round's evaluation share: the round counted as this person may read it, in words and
pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import g, request
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from surveyapp.services import boards, evaluations
from surveyapp.services.boards import RoundCard
from surveyapp.services.evaluations import Evaluation
from surveyapp.summaries.charts.drawing import draw
from surveyapp.summaries.charts.maps import matrix_of
from surveyapp.summaries.charts.of_figures import charts_of, id_of
from surveyapp.summaries.charts.speech import Speech
from surveyapp.summaries.charts.values import Chart
from surveyapp.summaries.figures import Figure
from surveyapp.web.languages import language
from surveyapp.web.staff import desk
from workflows.refusals import Refused

MATRIX = "chart-matrix"
YES_OR_NO = frozenset({"flag_count", "union_count"})
FEW = 100
"""Up to so many units their names stand on the page itself; of more, on a page of their own."""


@dataclass(frozen=True)
class Reading:
    """A round's card and its evaluation, and the rounds it could be compared with."""

    card: RoundCard
    evaluation: Evaluation
    others: tuple[RoundCard, ...]
    compared: str

    @cached_property
    def said(self) -> Speech:
        """Says the questionnaire's words in the page's language, or in the nearest it has."""
        return Speech(language(), self.evaluation.summary.percent)

    @cached_property
    def spoken(self) -> str:
        """The language of the sentences."""
        return self.evaluation.summary.spoken(language())

    @property
    def names_units(self) -> bool:
        """Whether the page itself names units."""
        return len(self.evaluation.summary.owing) <= FEW

    @cached_property
    def charts(self) -> Mapping[str, tuple[Chart, ...]]:
        """The pictures by question."""
        places = self.evaluation.places
        return {table.key: charts_of(table, self.said, places) for table in self.evaluation.summary.questions}

    def picture(self, figure: Figure) -> Chart | None:
        """The picture of a figure, None where it has none."""
        return self._by_id.get(id_of(figure))

    @cached_property
    def _by_id(self) -> Mapping[str, Chart]:
        return {chart.caption.id: chart for charts in self.charts.values() for chart in charts}

    def chart_with(self, id_: str) -> Chart:
        """The picture with this id; NotFound without one."""
        if id_ == MATRIX and (matrix := self.matrix()) is not None:
            return matrix
        if id_ not in self._by_id:
            raise NotFound
        return self._by_id[id_]

    def matrix(self) -> Chart | None:
        """Units by the questions that are answered with yes or no."""
        asked = [
            (table.label_code, self.said.say(table.text), figure)
            for table in self.evaluation.summary.questions
            for figure in table.figures
            if figure.kind in YES_OR_NO
        ]
        return matrix_of(asked, self.said, self.evaluation.places)


def drawn(chart: Chart) -> Markup:
    """The picture for a page."""
    return Markup(draw(chart))  # noqa: S704 - SVG of our own in which every word is escaped


def load(programme: str, round_: str) -> Reading:
    """The round as this person may read it: what is for the office alone is for the office alone.

    Refused: "round.unknown", for the round to compare with as well, and to readers for one not released.
    """
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    for_readers = not desk.current().may("board.read")
    compared = request.args.get("compare", "").strip()
    other = boards.round_at(g.session, found, compared) if compared else None
    if other is not None and for_readers and other.released_at is None:
        raise Refused("round.unknown", round=compared)
    counted = evaluations.evaluation_of(g.session, target, other, for_readers=for_readers)
    cards = boards.cards(g.session, found, g.now)
    (card,) = [each for each in cards if each.slug == target.slug]
    return Reading(
        card=card,
        evaluation=counted,
        others=tuple(
            each for each in cards if each.cutoff_on < card.cutoff_on and (each.released or not for_readers)
        ),
        compared=compared,
    )
