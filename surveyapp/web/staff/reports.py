"""One unit's report as staff read it: what was handed in, what is asked back, and the ways to all acts."""

from datetime import timedelta
from uuid import UUID

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from forms.answers import Address
from surveyapp import wording
from surveyapp.services import (
    accepted_posts,
    acts,
    boards,
    conflict_views,
    report_sheets,
    review,
    review_notes,
)
from surveyapp.services.acts import ACTS, Outcome
from surveyapp.web.errors import reason
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from surveyapp.web.staff.mails import state_kind, state_words
from surveyapp.web.staff.moments import Unreadable, read_until, read_version
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]

NOTE = "note:"

_FIELDS_OF_REFUSALS = {
    "return.no_note": "note",
    "return.no_date": "return_on",
    "extension.past": "return_on",
    "time.gap": "return_on",
}
"""Where a refusal stands; all others stand above the acts."""


def report(programme: str, round_: str, unit: str) -> str:
    """The report of a unit; `?revision=` reads one of those handed in before, `?done=` says what was done."""
    return _page(programme, round_, unit)


def return_report(programme: str, round_: str, unit: str) -> Answer:
    """Give the report back: with a note of the whole, with notes to single questions, or both."""
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    report_id = report_sheets.report_id(g.session, target, unit)
    try:
        until = read_until(request.form, "return", desk.current().zone) if _typed("return_on") else None
        review.return_report(
            g.session,
            desk.current().member.actor_id,
            found.id,
            report_id,
            request.form.get("note", ""),
            until,
            g.now,
            read_version(_typed("version")),
            _notes(request.form),
        )
    except Unreadable as unread:
        return _page(programme, round_, unit, {unread.field: [say(unread.key)]}), 422
    except Refused as refused:
        sentence, field = reason(refused), _FIELDS_OF_REFUSALS.get(refused.code)
        abandon()
        if field is not None:
            return _page(programme, round_, unit, {field: [sentence]}), 422
        return _page(programme, round_, unit, refusal=sentence or say("report.refused")), 409
    return redirect(url_for("staff.report", programme=programme, round_=round_, unit=unit), 303)


def settle(programme: str, round_: str, unit: str, note_id: UUID) -> Response:
    """Say that something asked back needs nothing more. Refused: "note.unknown"."""
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    report_id = report_sheets.report_id(g.session, target, unit)
    review_notes.settle(g.session, desk.current().member.actor_id, found.id, report_id, note_id, g.now)
    way = url_for("staff.report", programme=programme, round_=round_, unit=unit, _anchor="questions")
    return redirect(way, 303)


def _notes(form: MultiDict[str, str]) -> dict[Address, str]:
    """What is asked back about single questions, by the question's key."""
    return {Address(name.removeprefix(NOTE)): text for name, text in form.items() if name.startswith(NOTE)}


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()


def _page(
    programme: str, round_: str, unit: str, faults: dict[str, list[str]] | None = None, refusal: str = ""
) -> str:
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    asked = request.args.get("revision", "")
    number = read_version(asked)
    if asked and number is None:
        abort(404)
    read = report_sheets.sheet(g.session, found, target, unit, language(), g.now, number)
    reached = acts.reaches(g.session, target, unit, g.now)
    return render_template(
        "staff/report.html",
        sheet=read,
        view=read.view,
        conflicts=conflict_views.conflicts_of_report(
            g.session, report_sheets.report_at(g.session, target, unit), target, language()
        ),
        one_day=timedelta(days=1),
        posts_moved=accepted_posts.posts_moved(
            g.session, report_sheets.report_at(g.session, target, unit), target, g.now
        )
        if "accept" in read.view.actions
        else None,
        possible=[
            act.value
            for act, rule in ACTS.items()
            if not reached[act].why_not and desk.current().may(rule.permission)
        ],
        can_return=_can_return(read),
        done=_done(programme, round_),
        faults=faults or {},
        refusal=refusal,
        typed=request.form,
        event_words=event_words,
        state_words=state_words,
        state_kind=state_kind,
    )


def _can_return(read: report_sheets.ReportSheet) -> bool:
    """Whether the page asks for questions: of the revision that stands, by whoever may return it."""
    stands = read.shown is not None and read.shown.number == read.view.revision_number
    return stands and "return" in read.view.actions and desk.current().may("report.return")


def _done(programme: str, round_: str) -> Outcome | None:
    """The act that led here, for the sentence that says so; None for anything else."""
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    try:
        return acts.outcome_at(g.session, target, UUID(request.args["done"]))
    except (KeyError, ValueError, Refused):
        return None


def event_words(action: str) -> str:
    """An event in words; its bare name where there are none."""
    key = f"event.{action}"
    return say(key) if wording.has_wording(key, language()) else action
