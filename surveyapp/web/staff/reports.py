"""One unit's report as staff read it, and what they do with it; each refusal stands where it belongs."""

from collections.abc import Callable
from uuid import UUID

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp import wording
from surveyapp.services import boards, report_sheets, review
from surveyapp.web.errors import reason
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from surveyapp.web.staff.mails import state_kind, state_words
from surveyapp.web.staff.moments import read_day, read_time
from workflows.calendars import LocalMoment
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]

_FIELDS_OF_REFUSALS = {
    "return.no_note": "note",
    "return.no_date": "return_on",
    "exemption.no_reason": "reason",
}
"""Where a refusal stands; those about a new date stand at the act's own, all others above the acts."""

LONGEST_VERSION = 10

_ABOUT_DATES = frozenset({"extension.past", "extension.short", "time.gap"})


class Unreadable(Exception):
    """A field cannot be read; `key` is the wording that says why."""

    def __init__(self, field: str, key: str) -> None:
        super().__init__(field)
        self.field = field
        self.key = key


def report(programme: str, round_: str, unit: str) -> str:
    """The report of a unit; `?revision=` reads one of those handed in before."""
    return _page(programme, round_, unit)


def return_report(programme: str, round_: str, unit: str) -> Answer:
    """Give the report back with a note."""

    def act(actor_id: UUID, programme_id: UUID, report_id: UUID) -> None:
        until = _until("return") if _typed("return_on") else None
        note = request.form.get("note", "")
        review.return_report(g.session, actor_id, programme_id, report_id, note, until, g.now, _seen())

    return _do(programme, round_, unit, "return", act)


def extend(programme: str, round_: str, unit: str) -> Answer:
    """Give the unit more time."""

    def act(actor_id: UUID, programme_id: UUID, report_id: UUID) -> None:
        until = _until("extend")
        review.extend(g.session, actor_id, programme_id, report_id, until, g.now, _seen())

    return _do(programme, round_, unit, "extend", act)


def exempt(programme: str, round_: str, unit: str) -> Answer:
    """Free the unit from reporting in this round."""

    def act(actor_id: UUID, programme_id: UUID, report_id: UUID) -> None:
        why = request.form.get("reason", "")
        review.exempt(g.session, actor_id, programme_id, report_id, why, g.now, _seen())

    return _do(programme, round_, unit, "exempt", act)


def unexempt(programme: str, round_: str, unit: str) -> Answer:
    """Take an exemption back."""

    def act(actor_id: UUID, programme_id: UUID, report_id: UUID) -> None:
        review.unexempt(g.session, actor_id, programme_id, report_id, g.now, _seen())

    return _do(programme, round_, unit, "unexempt", act)


def _do(programme: str, round_: str, unit: str, name: str, act: Callable[[UUID, UUID, UUID], None]) -> Answer:
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    report_id = report_sheets.report_id(g.session, target, unit)
    try:
        act(desk.current().member.actor_id, found.id, report_id)
    except Unreadable as unread:
        return _page(programme, round_, unit, {unread.field: [say(unread.key)]}), 422
    except Refused as refused:
        sentence, code = reason(refused), refused.code
        abandon()
        field = f"{name}_on" if code in _ABOUT_DATES else _FIELDS_OF_REFUSALS.get(code)
        if field is not None:
            return _page(programme, round_, unit, {field: [sentence]}), 422
        return _page(programme, round_, unit, refusal=sentence or say("report.refused")), 409
    return redirect(url_for("staff.report", programme=programme, round_=round_, unit=unit), 303)


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()


def _until(act: str) -> LocalMoment:
    """The last minute that was typed, on the programme's clock. Raises Unreadable."""
    day, at = read_day(_typed(f"{act}_on")), read_time(_typed(f"{act}_time"))
    if day is None:
        raise Unreadable(f"{act}_on", "plan.fault.day" if _typed(f"{act}_on") else "plan.fault.missing")
    if at is None:
        raise Unreadable(f"{act}_time", "plan.fault.time")
    return LocalMoment(day, at, desk.current().zone.key)


def _seen() -> int | None:
    """The version of the report that the page showed."""
    return _counted(_typed("version"))


def _counted(text: str) -> int | None:
    """A number of versions or revisions; None for what is none that a database could hold."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_VERSION else None


def _asked_revision() -> int | None:
    """The revision that the address names; 404 where that is no number."""
    text = request.args.get("revision", "")
    number = _counted(text)
    return abort(404) if text and number is None else number


def _page(
    programme: str, round_: str, unit: str, faults: dict[str, list[str]] | None = None, refusal: str = ""
) -> str:
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    number = _asked_revision()
    read = report_sheets.sheet(g.session, found, target, unit, language(), g.now, number)
    return render_template(
        "staff/report.html",
        sheet=read,
        view=read.view,
        faults=faults or {},
        refusal=refusal,
        typed=request.form,
        event_words=event_words,
        state_words=state_words,
        state_kind=state_kind,
    )


def event_words(action: str) -> str:
    """An event in words; its bare name where there are none."""
    key = f"event.{action}"
    return say(key) if wording.has_wording(key, language()) else action
