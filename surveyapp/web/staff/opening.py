"""Opening and closing a round: whom that touches is shown before it is done."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import boards, declarations, rounds
from surveyapp.services.boards import BoardRow, RoundCard
from surveyapp.web.errors import reason
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from surveyapp.web.staff.board import load
from workflows.refusals import Refused
from workflows.states import OUTSTANDING, Phase, ReportState

Answer = Response | str | tuple[str, int]


def open_page(programme: str, round_: str) -> Answer:
    """Whom opening invites; a post opens the round."""
    return _act(programme, round_, "open")


def close_page(programme: str, round_: str) -> Answer:
    """Whose report closing leaves out; a post closes the round."""
    return _act(programme, round_, "close")


_VERBS = {"open": rounds.open_round, "close": rounds.close_round}


def _act(programme: str, round_: str, act: str) -> Answer:
    if request.method != "POST":
        return _asked(programme, round_, act)
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    try:
        _VERBS[act](g.session, desk.current().member.actor_id, target, g.now)
    except Refused as refused:
        abandon()
        return _asked(programme, round_, act, reason(refused)), 409
    return redirect(url_for("staff.board", programme=programme, round_=round_), 303)


def _asked(programme: str, round_: str, act: str, refusal: str = "") -> str:
    board = load(programme, round_)
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    owing = [row for row in board.rows if row.state is not ReportState.EXEMPT]
    return render_template(
        f"staff/{act}_round.html",
        board=board,
        refusal=refusal,
        to_declare=declarations.to_declare(g.session, found, target) if act == "open" else None,
        early=_early(board.card, act),
        invited=[row for row in owing if row.people],
        unreached=[(row, each) for row in owing for each in row.people if not each.email],
        vacant=[row for row in owing if not row.people],
        missing=[row for row in owing if row.state in OUTSTANDING and not _stays_open(row)],
        longer=[row for row in owing if _stays_open(row)],
        half_done=[row for row in owing if row.state not in OUTSTANDING and row.draft_open],
    )


def _early(card: RoundCard, act: str) -> str:
    """Before what the act comes: "opens", "due" or "closes", as planned; "" when its time has come."""
    if act == "open":
        return "opens" if g.now < card.opens else ""
    if g.now < card.due:
        return "due"
    return "closes" if g.now < card.closes else ""


def _stays_open(row: BoardRow) -> bool:
    """Whether the unit may go on after the close: an extension that has not run out."""
    return row.extended and row.due > g.now and row.phase is not Phase.CLOSED
