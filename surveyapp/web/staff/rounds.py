"""The programmes of a person, and the rounds of a programme."""

from flask import g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from surveyapp.services.boards import all_programmes, cards, programme_at
from surveyapp.services.planning import latest_of_each_series
from surveyapp.web.staff import desk
from workflows.permissions import Action


def programmes() -> Response | str:
    """The programmes of the person, each with the page to begin at; straight to the only one."""
    member = desk.current().member
    own = [
        (found, "staff.rounds" if member.may(found.id, Action.READ_ROUNDS) else "staff.own_units")
        for found in all_programmes(g.session)
        if member.may_enter(found.id)
    ]
    if len(own) == 1:
        (found, page) = own[0]
        return redirect(url_for(page, programme=found.slug), 303)
    return render_template("staff/programmes.html", programmes=own)


def rounds(programme: str) -> str:
    """The rounds of a programme, each with its dates and its response; readers see the released ones."""
    found = programme_at(g.session, programme)
    sees_all = desk.current().may("board.read")
    return render_template(
        "staff/rounds.html",
        cards=[card for card in cards(g.session, found, g.now) if sees_all or card.released],
        latest=latest_of_each_series(g.session, found),
    )
