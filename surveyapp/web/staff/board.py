"""The board of a round."""

from flask import g, render_template

from surveyapp.services import boards
from surveyapp.services.boards import Board


def load(programme: str, round_: str) -> Board:
    """The board of the round. Refused: "round.unknown"."""
    found = boards.programme_at(g.session, programme)
    return boards.board(g.session, found, boards.round_at(g.session, found, round_), g.now)


def board_page(programme: str, round_: str) -> str:
    """All units of the round with the state of their reports."""
    return render_template("staff/board.html", board=load(programme, round_))
