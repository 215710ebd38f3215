"""What a round says, as a page: sentences, pictures and tables, each figure with its base and its units."""

from flask import render_template
from werkzeug.exceptions import NotFound

from surveyapp.summaries import wordings
from surveyapp.summaries.figures import share
from surveyapp.summaries.narrative import capital
from surveyapp.web.staff.evaluation import drawn, load

WORDS = {"words": wordings, "share_of": share, "capital": capital, "drawn": drawn}


def page(programme: str, round_: str) -> str:
    """The sentences with their pictures, the persons by group, and every question by section."""
    return render_template("staff/summary.html", reading=load(programme, round_), **WORDS)


def figure_page(programme: str, round_: str, key: str, kind: str) -> str:
    """One figure with the names of all units behind each of its numbers; NotFound without one."""
    reading = load(programme, round_)
    for table in reading.evaluation.summary.questions:
        for figure in table.figures:
            if (figure.key, figure.kind) == (key, kind):
                return render_template(
                    "staff/summary_figure.html", reading=reading, table=table, figure=figure, **WORDS
                )
    raise NotFound
