"""One unit's answers beside the distribution of all."""

from flask import g, render_template

from surveyapp.services import boards, evaluations
from surveyapp.summaries.charts.maps import Places
from surveyapp.summaries.charts.of_figures import charts_of
from surveyapp.summaries.charts.values import Bars, Chart
from surveyapp.web.languages import language
from surveyapp.web.staff.evaluation import Reading, drawn, load


def page(programme: str, round_: str, unit: str) -> str:
    """The unit's report in sections, each answer beside the picture of all.

    Refused: "round.unknown", "report.unknown" where the unit owes no report in the round.
    """
    reading = load(programme, round_)
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    return render_template(
        "staff/unit_sheet.html",
        reading=reading,
        sheet=evaluations.unit_sheet(g.session, target, unit, reading.evaluation, language()),
        pictures=_pictures(reading, unit),
        drawn=drawn,
    )


def _pictures(reading: Reading, unit: str) -> dict[str, tuple[Chart, ...]]:
    """The pictures by question, equal bars once. No maps: they show the others and not the unit's answer."""
    places = Places(reading.evaluation.places.names)
    found = {}
    for table in reading.evaluation.summary.questions:
        by_content: dict[object, Chart] = {}
        for chart in charts_of(table, reading.said, places, unit):
            by_content.setdefault(chart.bars if isinstance(chart, Bars) else chart.caption.id, chart)
        found[table.key] = tuple(by_content.values())
    return found
