"""Units by questions: the yes-or-no questions as a picture, and every answer of one section as a table."""

from flask import render_template, request
from werkzeug.exceptions import NotFound

from surveyapp.summaries import wordings
from surveyapp.summaries.grids import grid_of
from surveyapp.web.staff.evaluation import drawn, load


def page(programme: str, round_: str) -> str:
    """The section that the address names, the first without a name; NotFound for one that there is not."""
    reading = load(programme, round_)
    counted = reading.evaluation
    sections = counted.questionnaire.sections
    wanted = request.args.get("section", sections[0].key)
    section = next((each for each in sections if each.key == wanted), None)
    if section is None:
        raise NotFound
    return render_template(
        "staff/summary_matrix.html",
        reading=reading,
        section=section,
        grid=grid_of(counted.questionnaire, section.key, counted.table, reading.said),
        chart=reading.matrix(),
        words=wordings,
        drawn=drawn,
    )
