"""Questionnaires with their versions, two of them side by side, and what is declared of what differs."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import boards, declarations, versions
from surveyapp.services.declarations import Declared, VersionComparison
from surveyapp.web.errors import reason
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from workflows.comparability import Comparability
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]


def overview(programme: str) -> str:
    """The questionnaires of the programme with their versions."""
    found = boards.programme_at(g.session, programme)
    return render_template("staff/questionnaires.html", instruments=versions.instruments(g.session, found))


def compare(programme: str, questionnaire: str) -> Answer:
    """What differs from version `from` to version `to`; a post declares what it means."""
    found = boards.programme_at(g.session, programme)
    earlier, later = (request.args.get(name, type=int) for name in ("from", "to"))
    if earlier is None or later is None:
        abort(404)
    try:
        compared = declarations.compare(g.session, found, questionnaire, earlier, later)
    except Refused as refused:
        if refused.code == "questionnaire.unknown":
            abort(404)
        raise
    if request.method != "POST":
        return _page(compared)
    actor_id = desk.current().member.actor_id
    try:
        declarations.declare(g.session, actor_id, found, compared, _said(compared), g.now)
    except Refused as refused:
        abandon()
        return _page(compared, reason(refused) or ""), 422
    place: dict[str, Any] = {"from": earlier, "to": later, "kept": 1}  # `from` is no name in Python
    return redirect(url_for("staff.versions", programme=programme, questionnaire=questionnaire, **place), 303)


def _said(compared: VersionComparison) -> dict[str, Declared]:
    """What the form says; a question that nobody chose anything for is left out."""
    known = {each.value for each in Comparability}
    return {
        line.key: Declared(Comparability(chosen), request.form.get(f"note:{line.key}", "").strip())
        for line in compared.lines
        if line.is_to_declare and (chosen := request.form.get(f"is:{line.key}", "")) in known
    }


def _page(compared: VersionComparison, refusal: str = "") -> str:
    return render_template(
        "staff/versions.html",
        compared=compared,
        refusal=refusal,
        kept=request.args.get("kept") == "1",
        typed=request.form,
        kinds=tuple(Comparability),
    )
