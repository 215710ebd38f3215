"""What reports say against themselves or the registers: listed by unit, settled with a reason."""

from datetime import timedelta

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import boards, conflict_views, conflicts, report_sheets
from surveyapp.web.errors import reason
from surveyapp.web.languages import language
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]


def page(programme: str, round_: str) -> str:
    """The conflicts of a round by unit, those that are open first."""
    return _page(programme, round_)


def settle(programme: str, round_: str, unit: str) -> Answer:
    """Put a conflict aside with a reason; leads back to where it was read."""
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    report = report_sheets.report_at(g.session, target, unit)
    anchor = request.form.get("anchor", "")
    typed = request.form.get(f"reason:{anchor}", "")
    actor_id = desk.current().member.actor_id
    try:
        conflicts.settle(g.session, actor_id, report, target, request.form.get("mark", ""), typed, g.now)
    except Refused as refused:
        sentence = reason(refused) or ""
        abandon()
        if refused.code == "conflict.no_reason":
            return _page(programme, round_, {anchor: sentence}), 422
        return _page(programme, round_, refusal=sentence), 409
    if request.form.get("back") == "report":
        where = url_for("staff.report", programme=programme, round_=round_, unit=unit, _anchor="conflicts")
    else:
        where = url_for("staff.conflicts", programme=programme, round_=round_)
    return redirect(where, 303)


def _page(programme: str, round_: str, faults: dict[str, str] | None = None, refusal: str = "") -> str:
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    listed = conflict_views.conflicts_in_words(g.session, found, target, language())
    return render_template(
        "staff/conflicts.html",
        card=boards.card_of(found, target, (), g.now),
        units=sorted(listed, key=lambda each: not each.n_open),
        n_open=sum(each.n_open for each in listed),
        faults=faults or {},
        refusal=refusal,
        typed=request.form,
        one_day=timedelta(days=1),
    )
