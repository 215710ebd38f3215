"""Planning a round: typed or made of the last one, previewed, planned; later changed or withdrawn."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import plan_differences, planning, rehearsals, replanning, rounds
from surveyapp.services.boards import RoundCard, cards, programme_at, round_at
from surveyapp.services.round_values import calendar_of
from surveyapp.services.rounds import NewRound, with_reminders
from surveyapp.web.errors import reason
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk, plan_steps
from surveyapp.web.staff.plan_form import DEFAULTS, NEW_SERIES, WHILE_OPEN, PlanForm, values_of
from surveyapp.web.staff.plan_page import Preview, Told, page, seen, told, unreadable
from workflows.refusals import Refused
from workflows.rounds import PlanFault
from workflows.states import RoundState

Answer = Response | str | tuple[str, int]


def plan(programme: str) -> Answer:
    """The form; a post shows what the plan would do, and a second one plans it.

    Doubts are shown once: the second post names those that it has seen, and plans in spite of them. A GET may
    name a round to be `like`, or hold the form itself (`live`): it shows what a post would show.
    """
    found = programme_at(g.session, programme)
    offered = planning.choices(g.session, found, g.now)
    values, like = _first_values(found, offered)
    form = PlanForm(values, found.languages, found.zone, offered)
    further: dict[str, Any] = {"like": like, "latest": planning.latest_of_each_series(g.session, found)}
    if request.method != "POST" and not (like or "live" in request.args):
        return page("new", form, None, **further)
    new = form.read()
    if new is None:
        return _shown("new", form, None, unreadable(form), **further)
    preview = _preview_of(found, new)
    if preview.hard or _act() != "plan" or not seen(preview.faults):
        return _shown("new", form, preview, told(form, preview.hard), **further)
    try:
        rounds.plan_round(g.session, desk.current().member.actor_id, found, new, g.now)
    except Refused as refused:
        abandon()
        return page("new", form, preview, [("slug", reason(refused))], **further), 409
    return redirect(url_for("staff.board", programme=programme, round_=new.slug), 303)


def round_plan(programme: str, round_: str) -> Answer:
    """The plan of a round: shown, and changed as far as it still may; after the close it is only read.

    A post shows what the change would do, and a second one makes it, as in `plan`.
    """
    found = programme_at(g.session, programme)
    row = round_at(g.session, found, round_)
    card = _card(found, row)
    standing = replanning.as_said(g.session, row)
    mode = card.state.value
    if request.method == "POST" and card.state is RoundState.CLOSED:
        raise Refused("round.closed", closed_at=row.closes_at)
    form = _form_of(found, standing, card.state)
    further: dict[str, Any] = {"card": card}
    if card.state is RoundState.CLOSED:
        return page(mode, form, _told_plan(found, standing), **further)
    new = form.read()
    if new is None:
        return _shown(mode, form, None, unreadable(form), **further)
    preview = _preview_of_change(found, row, new)
    if preview.hard or _act() != "save" or not seen(preview.faults):
        return _shown(mode, form, preview, told(form, preview.hard), **further)
    try:
        replanning.change_round(g.session, desk.current().member.actor_id, row, new, g.now)
    except Refused as refused:
        abandon()
        return page(mode, form, preview, [("due_on", reason(refused))], **further), 409
    return redirect(url_for("staff.board", programme=programme, round_=round_), 303)


def withdraw(programme: str, round_: str) -> Answer:
    """Ask, then delete a round that was planned and never opened."""
    found = programme_at(g.session, programme)
    row = round_at(g.session, found, round_)
    card = _card(found, row)
    if request.method != "POST":
        return render_template("staff/withdraw_round.html", card=card, refusal="")
    try:
        replanning.withdraw_round(g.session, desk.current().member.actor_id, row, g.now)
    except Refused as refused:
        abandon()
        return render_template("staff/withdraw_round.html", card=card, refusal=reason(refused)), 409
    return redirect(url_for("staff.rounds", programme=programme), 303)


def _act() -> str:
    return request.form.get("act", "preview")


def _first_values(found: Any, offered: planning.PlanChoices) -> tuple[dict[str, str], Any]:
    """What stands in the fields at first, and the round it was made of, if it was."""
    if request.method == "POST":
        values = request.form.to_dict()
        return values | (plan_steps.usual_steps(found.zone) if _act() == "usual" else {}), None
    if "live" in request.args:
        return request.args.to_dict(), None
    if "like" in request.args:
        like = round_at(g.session, found, request.args["like"])
        proposal = planning.proposal_like(g.session, found, like, g.now)
        return values_of(proposal.new, found.languages), like
    only = {
        "series": [code for code, _ in offered.series] or [NEW_SERIES],
        "questionnaire": [each.id for each in offered.questionnaires],
        "layer": [kind.layer for kind in offered.kinds],
    }
    chosen = {name: codes[0] for name, codes in only.items() if len(codes) == 1}
    return {**DEFAULTS, **plan_steps.usual_steps(found.zone), **chosen}, None


def _form_of(found: Any, standing: NewRound, state: RoundState) -> PlanForm:
    """The form of a round that is there: what may change holds what was typed, the rest what stands."""
    form = PlanForm({}, found.languages, found.zone, planning.choices(g.session, found, g.now))
    match state:
        case RoundState.PLANNED:
            form.editable = set(form.fields) - {"slug"}
        case RoundState.OPEN:
            form.editable = {name for name in form.fields if name.startswith(WHILE_OPEN)}
        case RoundState.CLOSED:
            form.editable = set()
    typed = request.form if request.method == "POST" else request.args
    form.values = values_of(standing, found.languages) | {
        name: typed[name] for name in form.fields if form.may_change(name) and name in typed
    }
    if _act() == "usual":
        form.values |= plan_steps.usual_steps(found.zone)
    return form


def _preview_of(found: Any, new: NewRound) -> Preview:
    """A round that is not there yet, played through."""
    faults = rounds.plan_faults(g.session, found, new, g.now)
    preview = _told_plan(found, replace(new, plan=with_reminders(found, new.plan)), faults)
    if preview.hard:
        return preview
    return replace(
        preview,
        rehearsal=rehearsals.rehearse_new(g.session, found, new, g.now),
        differences=plan_differences.differences(g.session, found, new),
    )


def _preview_of_change(found: Any, row: Any, new: NewRound) -> Preview:
    """Another plan for a round that is there, played on from now, with whom the change touches."""
    preview = _told_plan(found, new, replanning.change_faults(g.session, found, row, new, g.now))
    if preview.hard:
        return preview
    return replace(
        preview,
        rehearsal=rehearsals.rehearse_standing(g.session, found, row, new, g.now),
        differences=plan_differences.differences(g.session, found, new),
        touched=replanning.touched(g.session, found, row, new, g.now),
    )


def _told_plan(found: Any, new: NewRound, faults: tuple[PlanFault, ...] = ()) -> Preview:
    return Preview(new, calendar_of(found), faults)


def _card(found: Any, row: Any) -> RoundCard:
    return next(card for card in cards(g.session, found, g.now) if card.slug == row.slug)


def _shown(
    mode: str, form: PlanForm, preview: Preview | None, faults: Sequence[Told], **further: Any
) -> Answer:
    """The page; a post with faults is answered with them, a GET only draws what it can."""
    if request.method != "POST" or not faults:
        return page(mode, form, preview, **further)
    return page(mode, form, preview, faults, **further), 422
