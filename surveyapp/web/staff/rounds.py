"""The programmes of a person, and the rounds of a programme."""

from flask import g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from surveyapp.services.boards import all_programmes, cards, programme_at
from surveyapp.services.planning import latest_of_each_series
from surveyapp.web.staff import desk


def programmes() -> Response | str:
    """The programmes of the person; straight to the only one."""
    member = desk.current().member
    own = [found for found in all_programmes(g.session) if member.may_enter(found.id)]
    if len(own) == 1:
        return redirect(url_for("staff.rounds", programme=own[0].slug), 303)
    return render_template("staff/programmes.html", programmes=own)


def rounds(programme: str) -> str:
    """The rounds of a programme, each with its dates and its response."""
    found = programme_at(g.session, programme)
    return render_template(
        "staff/rounds.html",
        cards=cards(g.session, found, g.now),
        latest=latest_of_each_series(g.session, found),
    )
