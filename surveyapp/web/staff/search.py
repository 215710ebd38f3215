"""The search over units, people and rounds: only what the person may see."""

from flask import g, render_template, request

from surveyapp.services.boards import programme_at
from surveyapp.services.search import Hits, search
from surveyapp.web.staff import desk

LONGEST = 200


def page(programme: str) -> str:
    """What holds the words of `?q=`."""
    found = programme_at(g.session, programme)
    asked = request.args.get("q", "").strip()[:LONGEST]
    here = desk.current()
    hits = Hits()
    if asked:
        hits = search(
            g.session,
            found,
            asked,
            g.now,
            with_units=here.may("board.read"),
            with_people=here.may("register.read"),
            released_only=not here.may("board.read"),
        )
    return render_template("staff/search.html", asked=asked, hits=hits)
