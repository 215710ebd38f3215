"""What a round says, as a page: sentences, pictures and tables, each figure with its base and its units."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from surveyapp.services import boards, releases
from surveyapp.summaries import wordings
from surveyapp.summaries.figures import share
from surveyapp.summaries.narrative import capital
from surveyapp.web.staff import desk
from surveyapp.web.staff.evaluation import drawn, load

WORDS = {"words": wordings, "share_of": share, "capital": capital, "drawn": drawn}


def page(programme: str, round_: str) -> str:
    """The sentences with their pictures, the persons by group, and every question by section."""
    found = boards.programme_at(g.session, programme)
    may_release = desk.current().may("summary.release")
    target = boards.round_at(g.session, found, round_)
    reading = load(programme, round_)
    changed = releases.changed_since(g.session, target) if may_release else ()
    return render_template(
        "staff/summary.html",
        reading=reading,
        readers=releases.readers(g.session, found.id) if may_release else (),
        changed=[reading.evaluation.summary.names[unit] for unit in changed],
        **WORDS,
    )


def release(programme: str, round_: str) -> Response:
    """Let readers see the summary, or no longer (`act` is "take_back")."""
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    act = releases.take_back if request.form.get("act") == "take_back" else releases.release
    act(g.session, desk.current().member.actor_id, target, g.now)
    return redirect(url_for("staff.summary", programme=programme, round_=round_, _anchor="release"), 303)


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
