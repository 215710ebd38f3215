"""The board of a round: where everything stands, what waits for the office, and which rows are looked at."""

from datetime import datetime
from urllib.parse import parse_qsl
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import boards, conflict_views, response_curves, saved_views
from surveyapp.services.board_choices import ONLY, STATES, Choice, Column, chosen, read_choice
from surveyapp.services.boards import Board
from surveyapp.web import letterhead
from surveyapp.web.errors import reason
from surveyapp.web.languages import say
from surveyapp.web.pages import clock_time, short_day
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from surveyapp.web.staff.board_pictures import bar, curve_picture, tile_map
from workflows.refusals import Refused

PAGE = "board"
"""The page's name among saved views."""

ACTS = {
    "remind": "reminder.send",
    "extend": "report.extend",
    "exempt": "report.exempt",
    "accept": "report.accept",
    "resend": "link.renew",
    "revoke": "link.revoke",
}
"""What can be done to chosen units, and what one must be allowed to do for it."""

DAYS_IN_WORDS = 7


def load(programme: str, round_: str) -> Board:
    """The board of the round. Refused: "round.unknown"."""
    found = boards.programme_at(g.session, programme)
    return boards.board(g.session, found, boards.round_at(g.session, found, round_), g.now)


def board_page(programme: str, round_: str) -> str:
    """The board, its rows filtered and sorted as the address says."""
    return _page(programme, round_, read_choice(request.args))


def save_view(programme: str, round_: str) -> Response | tuple[str, int]:
    """Keep the present filters and order under a name."""
    choice = _posted_choice()
    name = request.form.get("name", "")
    found = boards.programme_at(g.session, programme)
    who = desk.current().member.account_id
    try:
        saved_views.save(g.session, found.id, who, PAGE, name, choice.query, g.now)
    except Refused as refused:
        sentence = reason(refused)
        abandon()
        return _page(programme, round_, choice, name, [sentence]), 422
    return _back(programme, round_, choice)


def delete_view(programme: str, round_: str, view_id: UUID) -> Response:
    """Keep a view no longer."""
    found = boards.programme_at(g.session, programme)
    saved_views.delete(g.session, found.id, desk.current().member.account_id, view_id)
    return _back(programme, round_, _posted_choice())


def when(at: datetime) -> str:
    """An instant as people speak of it: today and yesterday by the clock, then by days, then by its day."""
    zone = letterhead.current().zone
    days = (g.now.astimezone(zone).date() - at.astimezone(zone).date()).days
    if days == 0:
        return say("board.today_at", time=clock_time(at))
    if days == 1:
        return say("board.yesterday_at", time=clock_time(at))
    if 1 < days < DAYS_IN_WORDS:
        return say("board.days_ago", days)
    return short_day(at.astimezone(zone).date())


def _page(
    programme: str, round_: str, choice: Choice, name: str = "", name_faults: list[str] | None = None
) -> str:
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    board = boards.board(g.session, found, target, g.now)
    curves = response_curves.curves_of(g.session, target, g.now)
    return render_template(
        "staff/board.html",
        board=board,
        n_conflicts=conflict_views.open_count(g.session, target),
        rows=chosen(board.rows, choice),
        choice=choice,
        columns=Column,
        states=STATES,
        only=ONLY,
        bar=bar(board.counts),
        map=tile_map(board.rows),
        curves=curves,
        picture=curve_picture(curves) if curves else None,
        views=saved_views.views(g.session, found.id, desk.current().member.account_id, PAGE),
        name_typed=name,
        name_faults=name_faults or [],
        acts=_acts(),
        when=when,
    )


def _posted_choice() -> Choice:
    return read_choice(dict(parse_qsl(request.form.get("query", ""))))


def _back(programme: str, round_: str, choice: Choice) -> Response:
    address = url_for("staff.board", programme=programme, round_=round_)
    return redirect(f"{address}?{choice.query}" if choice.query else address, 303)


def _acts() -> list[str]:
    """The acts on chosen units that this person may do."""
    return [act for act, action in ACTS.items() if desk.current().may(action)]
