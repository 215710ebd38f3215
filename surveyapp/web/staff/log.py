"""The log: what happened, who did it, when. As a list, page by page, and as a file."""

from typing import Any
from uuid import UUID

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import log_entries, people_lists
from surveyapp.services.boards import programme_at
from surveyapp.services.log_entries import Asked, Entry
from surveyapp.services.round_values import local_day
from surveyapp.spreadsheets import Cell, write_csv
from surveyapp.web.languages import say
from surveyapp.web.staff import desk
from surveyapp.web.staff.event_words import about_words, event_words, facts_in_words, who_words
from surveyapp.web.staff.moments import read_day

FIELDS = ("from", "until", "action", "unit", "name")


def page(programme: str) -> str:
    """The newest events that are asked for; `?before=` goes on to older ones."""
    found = programme_at(g.session, programme)
    asked = _asked()
    shown = log_entries.log(g.session, found, asked, g.now, _cursor())
    kept = {name: text for name in FIELDS if (text := request.args.get(name, "").strip())}
    further: dict[str, Any] = {**kept, "before": shown.older}
    older = url_for("staff.log", programme=programme, **further) if shown.older else ""
    return render_template(
        "staff/log.html",
        shown=shown,
        kept=kept,
        older=older,
        is_first=_cursor() is None,
        unread=[name for name in ("from", "until") if name in kept and read_day(kept[name]) is None],
        kinds=sorted(((kind, event_words(kind)) for kind in log_entries.kinds(g.session, found)), key=_words),
        units=people_lists.unit_choices(g.session, found, local_day(g.now, found.zone)),
        event_words=event_words,
        about_words=about_words,
        who_words=who_words,
        facts_in_words=facts_in_words,
    )


def as_file(programme: str) -> Response:
    """The same events, all of them, as a spreadsheet opens them; times on the programme's clock."""
    found = programme_at(g.session, programme)
    shown = log_entries.log(g.session, found, _asked(), g.now, most=log_entries.MOST_EXPORTED)
    header = [say(f"log.column.{name}") for name in ("at", "action", "about", "who", "facts", "code")]
    answer = Response(write_csv(header, [_row(entry) for entry in shown.entries]), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{programme}-log.csv"'
    return answer


def _row(entry: Entry) -> tuple[Cell, ...]:
    at = entry.at.astimezone(desk.current().zone).replace(tzinfo=None)
    return (
        at,
        event_words(entry.action),
        about_words(entry.about),
        who_words(entry),
        facts_in_words(entry),
        entry.action,
    )


def _asked() -> Asked:
    asked = request.args
    return Asked(
        from_on=read_day(asked.get("from", "")),
        until_on=read_day(asked.get("until", "")),
        action=asked.get("action", ""),
        unit_id=asked.get("unit", ""),
        name=asked.get("name", "").strip(),
    )


def _cursor() -> UUID | None:
    try:
        return UUID(request.args.get("before", ""))
    except ValueError:
        return None


def _words(choice: tuple[str, str]) -> str:
    return choice[1].casefold()
