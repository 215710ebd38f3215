"""Pages for contact persons and members: their units with the rounds, and reports to read and comment."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import boards, comments, report_sheets
from surveyapp.services import unit_readers as services
from surveyapp.services.accounts import NOWHERE
from surveyapp.services.round_values import unit_word
from surveyapp.web.errors import reason
from surveyapp.web.languages import language
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]


def own_units(programme: str) -> str:
    """The units of which the person reads, each with its rounds."""
    found = boards.programme_at(g.session, programme)
    reach = desk.current().member.reach.get(found.id, NOWHERE)
    units = services.own_units(g.session, found, reach, g.now)
    word = unit_word(found, language(), many=len(units) != 1)
    return render_template("staff/own_units.html", units=units, word=word)


def reading(programme: str, round_: str, unit: str) -> str:
    """What a unit handed in, read only. Refused: "report.unknown" before it has."""
    return _page(programme, round_, unit)


def comment(programme: str, round_: str, unit: str) -> Answer:
    """Say something about a report to the office."""
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    report = report_sheets.report_at(g.session, target, unit)
    text = request.form.get("comment", "")
    try:
        comments.comment(g.session, desk.current().member.actor_id, report, text, g.now)
    except Refused as refused:
        if not refused.code.startswith("comment."):
            raise
        sentence = reason(refused)
        abandon()
        return _page(programme, round_, unit, text, sentence), 422
    way = url_for("staff.reading", programme=programme, round_=round_, unit=unit, _anchor="comments")
    return redirect(way, 303)


def _page(programme: str, round_: str, unit: str, typed: str = "", fault: str = "") -> str:
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    read = services.reading(g.session, target, unit, language())
    return render_template("staff/reading.html", reading=read, slug=target.slug, typed=typed, fault=fault)
