"""Whom to phone, as a page that prints well and as files for spreadsheets."""

from dataclasses import dataclass
from datetime import datetime

from flask import g, render_template
from werkzeug.wrappers import Response

from surveyapp import wording
from surveyapp.services import boards, chases
from surveyapp.services.boards import BoardRow, Contact, RoundCard
from surveyapp.spreadsheets import Cell, Sheet, write_csv, write_xlsx
from surveyapp.web.languages import language, say
from surveyapp.web.staff import desk
from surveyapp.web.staff.board import when
from workflows.states import Share

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (28, 16, 12, 12, 14, 18, 18, 16, 26, 20, 30, 24)


@dataclass(frozen=True, slots=True)
class ChaseList:
    """The round's card and the units that owe a report, the most pressing first."""

    card: RoundCard
    rows: tuple[BoardRow, ...]


def load(programme: str, round_: str) -> ChaseList:
    """The list of a round. Refused: "round.unknown"."""
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    board = boards.board(g.session, found, target, g.now)
    return ChaseList(board.card, chases.chased(g.session, target, board, g.now))


def chase_page(programme: str, round_: str) -> str:
    """The list to read, to phone from and to print."""
    return render_template(
        "staff/chase.html", chase=load(programme, round_), now=g.now, when=when, mail_words=mail_words
    )


def chase_csv(programme: str, round_: str) -> Response:
    """The list as a CSV that Excel opens; one line a person, and one for a unit without anybody."""
    chase = load(programme, round_)
    return _file(chase, write_csv(_header(), _cells(chase)).encode(), "text/csv; charset=utf-8", "csv")


def chase_xlsx(programme: str, round_: str) -> Response:
    """The same as a workbook."""
    chase = load(programme, round_)
    name = say("chase.title", round=chase.card.name.in_(language()))
    return _file(chase, write_xlsx([Sheet(name, _header(), _cells(chase), WIDTHS)], g.now), XLSX, "xlsx")


def mail_words(kind: str) -> str:
    """A kind of mail in words; its bare name where there are none."""
    key = f"chase.mail.{kind}"
    return say(key) if wording.has_wording(key, language()) else kind


def _file(chase: ChaseList, content: bytes, kind: str, ending: str) -> Response:
    name = f"{desk.current().slug}-{chase.card.slug}-{say('chase.file')}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=None, content_type=kind, headers=headers)


def _header() -> list[str]:
    words = (
        *("unit", "state", "overdue", "due", "progress", "last_worked", "last_mail", "which_mail"),
        *("person", "phone", "email", "share"),
    )
    return [say(f"chase.{word}") for word in words]


def _cells(chase: ChaseList) -> list[list[Cell]]:
    return [
        [*_of_unit(row), *_of_mail(person), *_of_person(person)]
        for row in chase.rows
        for person in (row.people or (None,))
    ]


def _of_unit(row: BoardRow) -> list[Cell]:
    return [
        row.unit_name,
        say(f"report.state.{row.state}"),
        say("chase.yes") if row.late else "",
        row.due.date(),
        say("board.answered", answered=row.answered, askable=row.askable) if row.askable else "",
        _local(row.last_at),
    ]


def _of_mail(person: Contact | None) -> list[Cell]:
    if person is None:
        return [None, ""]
    kind = mail_words(person.last_mail_kind) if person.last_mail_kind else ""
    return [_local(person.last_mail_at), say("board.only.undelivered") if person.undelivered else kind]


def _of_person(person: Contact | None) -> list[Cell]:
    if person is None:
        return [say("board.vacant"), "", "", ""]
    share = "" if person.share == Share.ALL else say(f"share.{person.share}")
    return [person.name, person.phone, person.email, share]


def _local(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(desk.current().zone)
