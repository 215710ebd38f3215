"""Acts on one or many reports of a round: a page that shows whom each touches, and what came of it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import acts, boards
from surveyapp.services.acts import ACTS, Act, Order, Outcome
from surveyapp.web.errors import reason
from surveyapp.web.languages import say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from surveyapp.web.staff.moments import Unreadable, read_until, read_version
from workflows.calendars import LocalMoment
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]

_FIELDS_OF_REFUSALS = {
    "exemption.no_reason": "reason",
    "revocation.no_reason": "reason",
    "extension.past": "until_on",
    "extension.short": "until_on",
    "time.gap": "until_on",
}
_WITH_REASON = frozenset({Act.EXEMPT, Act.REVOKE})


def act(programme: str, round_: str, act: str) -> Answer:
    """Whom the act touches, whom not and why; a post does it to the units that are ticked.

    `?unit=` names the units; without any all of the round are offered, none of them ticked.
    Refused: "role.missing" for acts that the person may not do.
    """
    chosen = _act_named(act)
    if request.method != "POST":
        return _page(programme, round_, chosen, request.args.getlist("unit"))
    units = request.form.getlist("unit")
    if not units:
        return _page(programme, round_, chosen, units, {"unit": [say("acts.none_chosen")]}), 422
    try:
        outcome = _perform(programme, round_, chosen, units)
    except Unreadable as unread:
        return _page(programme, round_, chosen, units, {unread.field: [say(unread.key)]}), 422
    except Refused as refused:
        sentence, field = reason(refused), _FIELDS_OF_REFUSALS.get(refused.code)
        abandon()
        if field is None:
            return _page(programme, round_, chosen, units, refusal=sentence or say("report.refused")), 409
        return _page(programme, round_, chosen, units, {field: [sentence]}), 422
    return redirect(_onward(programme, round_, outcome), 303)


def done(programme: str, round_: str, act: str, event_id: UUID) -> str:
    """What an act came to: the units done, and those left out with the reason. Refused: "act.unknown"."""
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    outcome = acts.outcome_at(g.session, target, event_id)
    if outcome.act != act:
        abort(404)
    names = acts.names_of(g.session, target)
    return render_template(
        "staff/act_done.html",
        round_=target,
        outcome=outcome,
        done=[(unit, names.get(unit, unit)) for unit in outcome.done],
        left_out=[(unit, names.get(unit, unit), why) for unit, why in outcome.left_out.items()],
    )


def _act_named(name: str) -> Act:
    try:
        found = Act(name)
    except ValueError:
        abort(404)
    if not desk.current().may(ACTS[found].permission):
        raise Refused("role.missing")
    return found


def _perform(programme: str, round_: str, act: Act, units: Sequence[str]) -> Outcome:
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    order = _order(act, units, _until() if act is Act.EXTEND else None)
    return acts.perform(g.session, desk.current().member.actor_id, target, order, g.now)


def _order(act: Act, units: Sequence[str], until: LocalMoment | None = None) -> Order:
    seen = {unit: read_version(request.form.get(f"version:{unit}", "")) for unit in units}
    return Order(
        act=act,
        units=tuple(units),
        reason=request.form.get("reason", ""),
        until=until,
        people=frozenset(_people()),
        seen={unit: version for unit, version in seen.items() if version is not None},
    )


def _people() -> Iterable[UUID]:
    for text in request.values.getlist("person"):
        try:
            yield UUID(text)
        except ValueError:
            abort(400)


def _until() -> LocalMoment:
    return read_until(request.form, "until", desk.current().zone)


def _page(
    programme: str,
    round_: str,
    act: Act,
    ticked: Sequence[str],
    faults: dict[str, list[str]] | None = None,
    refusal: str = "",
) -> str:
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    names = acts.names_of(g.session, target)
    offered = request.form.getlist("offered") or ticked or list(names)
    return render_template(
        "staff/act.html",
        card=boards.card_of(found, target, (), g.now),
        act=act.value,
        preview=acts.preview(g.session, target, _order(act, offered), g.now),
        ticked=frozenset(ticked),
        asks_reason=act in _WITH_REASON,
        asks_until=act is Act.EXTEND,
        people=request.values.getlist("person"),
        back=_back(programme, round_, ticked),
        faults=faults or {},
        refusal=refusal,
        typed=request.form,
    )


def _back(programme: str, round_: str, units: Sequence[str]) -> str:
    """Where the act was chosen: the report's page, or the board."""
    if request.values.get("back") == "report" and len(units) == 1:
        return url_for("staff.report", programme=programme, round_=round_, unit=units[0])
    return url_for("staff.board", programme=programme, round_=round_)


def _onward(programme: str, round_: str, outcome: Outcome) -> str:
    """The page that says what was done: the report's own for an act that was chosen there."""
    if request.form.get("back") == "report" and len(outcome.done) == 1:
        (unit,) = outcome.done
        done = outcome.event_id
        return url_for("staff.report", programme=programme, round_=round_, unit=unit, done=done)
    act = outcome.act.value
    return url_for("staff.act_done", programme=programme, round_=round_, act=act, event_id=outcome.event_id)
