"""People and their terms as files: given out as CSV, taken in after staff have seen what it would change."""

from dataclasses import dataclass
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from surveyapp import wording
from surveyapp.programme_folder.uploads import LARGEST, Upload, read
from surveyapp.programme_folder.values import Fault
from surveyapp.services import people_tables
from surveyapp.services.boards import programme_at
from surveyapp.services.people_tables import Done, Taken
from surveyapp.spreadsheets import write_csv
from surveyapp.web.errors import reason
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]

TABLES = ("people", "terms")
_ROWS = {"people": people_tables.people_rows, "terms": people_tables.term_rows}
_COLUMNS = {"people": people_tables.PEOPLE_COLUMNS, "terms": people_tables.TERM_COLUMNS}


@dataclass(frozen=True, slots=True)
class Brought:
    """The tables as text, what was detected of files, and a sentence for each file that cannot be taken."""

    texts: dict[str, str]
    detected: dict[str, Upload]
    faults: dict[str, list[str]]


def give_out(programme: str, table: str) -> Response:
    """One table in the columns that are taken in, as a spreadsheet opens it."""
    if table not in TABLES:
        abort(404)
    found = programme_at(g.session, programme)
    answer = Response(write_csv(_COLUMNS[table], _ROWS[table](g.session, found)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{programme}-{table}.csv"'
    return answer


def take_in(programme: str) -> Answer:
    """Files or text; a post shows what they would change, and a second one, with the same text, does it."""
    if request.method != "POST":
        return _form(Brought({}, {}, {}))
    brought = _brought()
    if not any(text.strip() for text in brought.texts.values()) and not brought.faults:
        brought.faults["people_file"] = [say("people.import.nothing")]
    if brought.faults:
        return _form(brought), 422
    found = programme_at(g.session, programme)
    actor_id = desk.current().member.actor_id
    texts = brought.texts
    try:
        taken = people_tables.take_in(g.session, actor_id, found, texts["people"], texts["terms"], g.now)
    except Refused as refused:
        sentence = reason(refused)
        abandon()
        return _form(brought, refusal=sentence), 422
    if taken.faults:
        abandon()
        return _form(brought, taken=taken), 422
    if request.form.get("act") == "do":
        return redirect(url_for("staff.people", programme=programme), 303)
    abandon()  # the attempt showed what it comes to
    return _form(brought, taken=taken)


def _brought() -> Brought:
    """A file where one was sent, else the text of the field, which holds what was sent before."""
    brought = Brought({}, {}, {})
    for table in TABLES:
        brought.texts[table] = request.form.get(table, "")
        sent = request.files.get(f"{table}_file")
        if sent is not None and sent.filename:
            _read(table, sent, brought)
    return brought


def _read(table: str, sent: FileStorage, brought: Brought) -> None:
    content = sent.stream.read(LARGEST + 1)
    sent.close()
    if len(content) > LARGEST:
        most = wording.number(LARGEST // 1024, language())
        brought.faults[f"{table}_file"] = [say("people.import.too_large", most=most)]
    elif b"\0" in content.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")[:1] or content[:2] == b"PK":
        brought.faults[f"{table}_file"] = [say("people.import.no_csv")]
    else:
        brought.detected[table] = read(content)
        brought.texts[table] = brought.detected[table].text


def _form(brought: Brought, taken: Taken | None = None, refusal: str = "") -> str:
    return render_template(
        "staff/people_import.html",
        brought=brought,
        taken=taken,
        refusal=refusal,
        done=Done,
        fault_words=fault_words,
        columns=_COLUMNS,
        changes=[change for change in taken.changes if change.done is not Done.SAME] if taken else [],
    )


def fault_words(fault: Fault) -> str:
    """What is wrong with a line, in the reader's language; as the reader of folders says it where need be."""
    key = f"table_fault.{fault.code}"
    facts: dict[str, Any] = dict(fault.facts)
    return say(key, **facts) if wording.has_wording(key, language()) else fault.reason
