"""Planning a round: typed, shown what it would do, then planned."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp import refusal_words
from surveyapp.services import planning, rounds
from surveyapp.services.boards import programme_at
from surveyapp.services.planning import Rehearsal
from surveyapp.services.rounds import NewRound
from surveyapp.web.errors import reason
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from surveyapp.web.staff.plan_form import DEFAULTS, PlanForm, field_of
from workflows.refusals import Refused
from workflows.rounds import PlanFault

Answer = Response | str | tuple[str, int]


def plan(programme: str) -> Answer:
    """The form; a post shows what the plan would do, and a second one plans it.

    Doubts are shown once: the second post names those that it has seen, and plans in spite of them.
    """
    found = programme_at(g.session, programme)
    offered = planning.choices(g.session, found, g.now)
    values = request.form.to_dict() if request.method == "POST" else _defaults(offered)
    form = PlanForm(values, found.languages, found.zone, offered)
    act = values.get("act")
    if request.method != "POST" or act == "change":
        return _form(form, ())
    new = form.read()
    if new is None:
        return _form(form, _unreadable(form)), 422
    shown = planning.rehearsal(g.session, found, new, g.now)
    hard = [fault for fault in shown.faults if fault.hard]
    if hard:
        return _form(form, [_told(fault) for fault in hard]), 422
    if act != "plan" or not _seen(shown.faults):
        return _preview(form, new, shown)
    try:
        rounds.plan_round(g.session, desk.current().member.actor_id, found, new, g.now)
    except Refused as refused:
        abandon()
        return _form(form, [("slug", reason(refused))]), 409
    return redirect(url_for("staff.board", programme=programme, round_=new.slug), 303)


def _defaults(offered: planning.PlanChoices) -> dict[str, str]:
    """Usual times; of a choice between one thing, that thing."""
    only = {
        "series": [code for code, _ in offered.series],
        "questionnaire": [each.id for each in offered.questionnaires],
        "layer": [kind.layer for kind in offered.kinds],
    }
    return {**DEFAULTS, **{name: codes[0] for name, codes in only.items() if len(codes) == 1}}


def _unreadable(form: PlanForm) -> list[tuple[str, str]]:
    return [(name, say(form.faults[name])) for name in form.fields if name in form.faults]


def _told(fault: PlanFault) -> tuple[str, str]:
    (sentence,) = refusal_words.plan_faults((fault,), language(), desk.current().zone)
    return field_of(fault), sentence


def _seen(faults: tuple[PlanFault, ...]) -> bool:
    return {fault.code for fault in faults} <= set(request.form.get("seen", "").split())


def _form(form: PlanForm, faults: Any) -> str:
    """The form with every value kept; `faults` are (field, sentence) pairs in the order of the page."""
    by_field: dict[str, list[str]] = {}
    for name, sentence in faults:
        by_field.setdefault(name, []).append(sentence)
    return render_template("staff/plan.html", form=form, faults=by_field)


def _preview(form: PlanForm, new: NewRound, shown: Rehearsal) -> str:
    zone = desk.current().zone
    return render_template(
        "staff/plan_preview.html",
        form=form,
        new=new,
        plan=new.plan,
        shown=shown,
        doubts=refusal_words.plan_faults(shown.faults, language(), zone),
        seen=" ".join(fault.code for fault in shown.faults),
    )
