"""Tables of a register as files: given out as CSV, taken in after staff have seen what it would change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from surveyapp import wording
from surveyapp.programme_folder.uploads import LARGEST, Upload, read
from surveyapp.programme_folder.values import Fault
from surveyapp.services.boards import programme_at
from surveyapp.services.taken import Done, Taken
from surveyapp.spreadsheets import write_csv
from surveyapp.web.errors import reason
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables that go in and out on one page.

    `columns` are by name, in the order in which the page asks for them. `rows(session, programme, name)`
    gives a table out; `take(session, actor, programme, texts, now)` takes texts by name in. `overview` is
    the page that leads here, `area` what the keys of its words begin with.
    """

    columns: Mapping[str, tuple[str, ...]]
    rows: Callable[..., Any]
    take: Callable[..., Taken]
    overview: str
    area: str


@dataclass(frozen=True, slots=True)
class Brought:
    """The tables as text, what was detected of files, and a sentence for each file that cannot be taken."""

    texts: dict[str, str]
    detected: dict[str, Upload]
    faults: dict[str, list[str]]


def give_out(tables: Tables, programme: str, table: str) -> Response:
    """One table in the columns that are taken in, as a spreadsheet opens it."""
    if table not in tables.columns:
        abort(404)
    rows = tables.rows(g.session, programme_at(g.session, programme), table)
    answer = Response(write_csv(tables.columns[table], rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{programme}-{table}.csv"'
    return answer


def take_in(tables: Tables, programme: str) -> Answer:
    """Files or text; a post shows what they would change, and a second one, with the same text, does it."""
    if request.method != "POST":
        return _form(tables, Brought({}, {}, {}))
    brought = _brought(tables)
    if not any(text.strip() for text in brought.texts.values()) and not brought.faults:
        brought.faults[f"{next(iter(tables.columns))}_file"] = [say("people.import.nothing")]
    if brought.faults:
        return _form(tables, brought), 422
    found = programme_at(g.session, programme)
    try:
        taken = tables.take(g.session, desk.current().member.actor_id, found, brought.texts, g.now)
    except Refused as refused:
        sentence = reason(refused)
        abandon()
        return _form(tables, brought, refusal=sentence), 422
    if not taken.is_possible:
        abandon()
        return _form(tables, brought, taken=taken), 422
    if request.form.get("act") == "do":
        return redirect(url_for(tables.overview, programme=programme), 303)
    abandon()  # the attempt showed what it comes to
    return _form(tables, brought, taken=taken)


def _brought(tables: Tables) -> Brought:
    """A file where one was sent, else the text of the field, which holds what was sent before."""
    brought = Brought({}, {}, {})
    for table in tables.columns:
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


def _form(tables: Tables, brought: Brought, taken: Taken | None = None, refusal: str = "") -> str:
    return render_template(
        "staff/table_files.html",
        tables=tables,
        brought=brought,
        taken=taken,
        refusal=refusal,
        done=Done,
        in_the_way=_in_the_way(taken) if taken else [],
        changes=[change for change in taken.changes if change.done is not Done.SAME] if taken else [],
    )


def _in_the_way(taken: Taken) -> list[tuple[str, int, str]]:
    """Each line that cannot be taken in: (table, line, why)."""
    faults = [(fault.file.removesuffix(".csv"), fault.line, fault_words(fault)) for fault in taken.faults]
    return [*faults, *((each.table, each.line, reason(each.refused) or "") for each in taken.refused)]


def fault_words(fault: Fault) -> str:
    """What is wrong with a line, in the reader's language; as the reader of folders says it where need be."""
    key = f"table_fault.{fault.code}"
    facts: dict[str, Any] = dict(fault.facts)
    return say(key, **facts) if wording.has_wording(key, language()) else fault.reason
