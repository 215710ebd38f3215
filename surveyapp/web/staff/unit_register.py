"""A unit's register in the browser: the line of its history, its seats, agreements and goals."""

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import agreements, institutions, register_sheets, register_words, seat_changes
from surveyapp.services.agreements import AgreementView, GoalView, GoalWords
from surveyapp.services.boards import programme_at
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.register_sheets import RegisterSheet
from surveyapp.services.round_values import local_day
from surveyapp.services.seat_changes import Seat
from surveyapp.web.errors import reason
from surveyapp.web.languages import language
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from surveyapp.web.staff.post_form import Typed
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]

FIELD = {
    "span.empty": "last_on",
    "agreement.no_title": "title",
    "agreement.overlap": "from_on",
    "goal.no_text": "text",
    "seat.overlap": "from_on",
    "institution.unknown": "institution",
    "seat.code": "seat",
    "level.code": "level",
    "goal.standard": "standard",
}
"""Where a refusal stands in a form; all others are told by a page of their own."""

FACTS = (
    "kind",
    "role",
    "share",
    "institution_type",
    "department",
    "seat",
    "level",
    "relation",
    "unit",
    "goals",
)
"""The facts of a stretch that have words; others are keys of the unit, told by their own name."""


class Bar(NamedTuple):
    """Where a stretch lies on the line, in percent of its width."""

    x: str
    width: str


class Axis(NamedTuple):
    """The years of the line: (year, x), and where today is."""

    years: tuple[tuple[int, str], ...]
    today: str


def page(programme: str, unit: str) -> str:
    """Everything dated about a unit. Refused: "unit.unknown"."""
    found = programme_at(g.session, programme)
    sheet = register_sheets.register_sheet(g.session, found, unit, language(), g.now)
    first, last = _ends(sheet)
    return render_template(
        "staff/unit_register.html",
        sheet=sheet,
        axis=_axis(first, last, sheet.today),
        bar=lambda stretch: _bar(stretch.from_on, stretch.until_on, first, last),
        known_facts=FACTS,
        one_day=timedelta(days=1),
        ever=date.min,
        still=date.max,
    )


def _ends(sheet: RegisterSheet) -> tuple[date, date]:
    """The first of January before anything dated, and the one after all of it and today."""
    stretches = [line.stretch for _, lines in sheet.lanes for line in lines]
    begun = [each.from_on for each in stretches if each.from_on != date.min]
    over = [each.until_on for each in stretches if each.until_on != date.max]
    first = min([sheet.today, *begun, *over]).year
    last = max([sheet.today, *begun, *over]).year
    return date(first, 1, 1), date(last + 1, 1, 1)


def _at(day: date, first: date, last: date) -> float:
    inside = min(max(day, first), last)
    return 100 * (inside - first).days / (last - first).days


def _bar(from_on: date, until_on: date, first: date, last: date) -> Bar:
    start, end = _at(from_on, first, last), _at(until_on, first, last)
    return Bar(f"{start:.2f}%", f"{max(end - start, 0.5):.2f}%")


def _axis(first: date, last: date, today: date) -> Axis:
    step = max(1, -(-(last.year - first.year) // 6))
    years = range(first.year, last.year, step)
    marks = tuple((year, f"{_at(date(year, 1, 1), first, last):.2f}%") for year in years)
    return Axis(marks, f"{_at(today, first, last):.2f}%")


def add_seat(programme: str, unit: str) -> Answer:
    """Give an institution a seat in the unit's body."""
    found = programme_at(g.session, programme)
    typed = _typed({"from_on": local_day(g.now, found.zone).isoformat()})
    offered = [(str(each.id), each.name) for each in institutions.all_institutions(g.session, found)]
    page = _seat_page(found, unit, typed, offered)
    if request.method != "POST":
        return render_template("staff/register_form.html", **page)
    chosen, seat = typed.chosen("institution", [code for code, _ in offered]), _seat(typed)
    if typed.faults or seat is None:
        return render_template("staff/register_form.html", **page), 422
    try:
        actor_id = desk.current().member.actor_id
        seat_changes.add_seat(g.session, actor_id, found, unit, UUID(chosen), seat, g.now)
    except Refused as refused:
        return _refused(refused, page, typed)
    return _back(programme, unit)


def change_seat(programme: str, unit: str, membership_id: UUID) -> Answer:
    """Correct or end a seat."""
    found = programme_at(g.session, programme)
    row = seat_changes.seat_at(g.session, found, membership_id)
    days = {"from_on": _iso(row.from_on), "last_on": _last(row.until_on)}
    typed = _typed({"seat": row.seat, "level": row.level, **days})
    name = institutions.name_of(g.session, found, row.institution_id)
    page = {**_seat_page(found, unit, typed, None), "about": name}
    if request.method != "POST":
        return render_template("staff/register_form.html", **page)
    seat = _seat(typed, needed=row.from_on != date.min)
    if typed.faults or seat is None:
        return render_template("staff/register_form.html", **page), 422
    try:
        seat_changes.change_seat(g.session, desk.current().member.actor_id, found, membership_id, seat, g.now)
    except Refused as refused:
        return _refused(refused, page, typed)
    return _back(programme, unit)


def _seat_page(found: Any, unit: str, typed: Typed, offered: list[tuple[str, str]] | None) -> dict[str, Any]:
    choices = register_words.choices_of_seats(g.session, found, language())
    verb = "change_seat" if offered is None else "add_seat"
    return {**_form(found, unit, verb, typed), "institutions": offered, **choices}


def _seat(typed: Typed, *, needed: bool = True) -> Seat | None:
    days = _days(typed, needed=needed)
    if days is None:
        return None
    return Seat(typed.values.get("seat", ""), typed.values.get("level", ""), *days)


def add_agreement(programme: str, unit: str) -> Answer:
    """Write an agreement down."""
    found = programme_at(g.session, programme)
    return _agreement_form(found, programme, unit, None, {})


def change_agreement(programme: str, unit: str, agreement_id: UUID) -> Answer:
    """Correct an agreement's title and days."""
    found = programme_at(g.session, programme)
    known = _agreement(found, unit, agreement_id)
    values = {"title": known.title, "from_on": _iso(known.from_on), "last_on": _last(known.until_on)}
    return _agreement_form(found, programme, unit, known, values)


def _agreement_form(
    found: Any, programme: str, unit: str, known: AgreementView | None, usual: dict[str, str]
) -> Answer:
    typed = _typed(usual)
    page = _form(found, unit, "change_agreement" if known else "add_agreement", typed)
    if request.method != "POST":
        return render_template("staff/register_form.html", **page)
    days, actor_id = _days(typed), desk.current().member.actor_id
    if typed.faults or days is None:
        return render_template("staff/register_form.html", **page), 422
    title = typed.values.get("title", "")
    try:
        if known:
            agreements.change_agreement(g.session, actor_id, found, known.agreement_id, title, days, g.now)
        else:
            agreements.add_agreement(g.session, actor_id, found, unit, title, days, g.now)
    except Refused as refused:
        return _refused(refused, page, typed)
    return _back(programme, unit)


def add_goal(programme: str, unit: str, agreement_id: UUID) -> Answer:
    """Put a goal into an agreement."""
    found = programme_at(g.session, programme)
    return _goal_form(found, programme, unit, _agreement(found, unit, agreement_id), None)


def change_goal(programme: str, unit: str, agreement_id: UUID, goal_id: UUID) -> Answer:
    """Say a goal in other words, or drop it: reports then do not ask for it any more."""
    found = programme_at(g.session, programme)
    known = _agreement(found, unit, agreement_id)
    goal = next((each for each in known.goals if each.goal_id == goal_id), None)
    if goal is None:
        raise Refused("goal.unknown")
    if request.form.get("act") == "drop":
        actor_id, today = desk.current().member.actor_id, local_day(g.now, found.zone)
        agreements.drop_goal(g.session, actor_id, found, goal_id, today, g.now)
        return _back(programme, unit)
    return _goal_form(found, programme, unit, known, goal)


def _goal_form(
    found: Any, programme: str, unit: str, agreement: AgreementView, goal: GoalView | None
) -> Answer:
    words = goal.words if goal else GoalWords("")
    typed = _typed({"text": words.text, "standard": words.standard, "due_on": _iso(words.due_on)})
    page = _form(found, unit, "change_goal" if goal else "add_goal", typed)
    page |= {"about": agreement.title, "goal": goal}
    page["standards"] = register_sheets.choices_for_goals(g.session, found, language())
    if request.method != "POST":
        return render_template("staff/register_form.html", **page)
    due_on, actor_id = typed.day("due_on", needed=False), desk.current().member.actor_id
    if typed.faults:
        return render_template("staff/register_form.html", **page), 422
    told = GoalWords(typed.values.get("text", "").strip(), typed.values.get("standard", ""), due_on)
    try:
        if goal:
            agreements.change_goal(g.session, actor_id, found, goal.goal_id, told, g.now)
        else:
            agreements.add_goal(g.session, actor_id, found, agreement.agreement_id, told, g.now)
    except Refused as refused:
        return _refused(refused, page, typed)
    return _back(programme, unit)


def _agreement(found: Any, unit: str, agreement_id: UUID) -> AgreementView:
    known = register_sheets.agreement_at(g.session, found, unit, agreement_id)
    if known is None:
        raise Refused("agreement.unknown")
    return known


def _form(found: Any, unit: str, verb: str, typed: Typed) -> dict[str, Any]:
    names = names_of_units(g.session, found, local_day(g.now, found.zone))
    if unit not in names:
        raise Refused("unit.unknown", unit=unit)
    return {"verb": verb, "unit": unit, "unit_name": names[unit], "typed": typed, "about": ""}


def _typed(usual: dict[str, str]) -> Typed:
    return Typed({**usual, **request.form.to_dict()} if request.method == "POST" else usual)


def _days(typed: Typed, *, needed: bool = True) -> tuple[date, date] | None:
    from_on, last_on = typed.day("from_on", needed=needed), typed.day("last_on", needed=False)
    if typed.faults:
        return None
    return from_on or date.min, date.max if last_on is None else last_on + timedelta(days=1)


def _iso(day: date | None) -> str:
    return day.isoformat() if day and day != date.min else ""


def _last(until_on: date) -> str:
    return "" if until_on == date.max else (until_on - timedelta(days=1)).isoformat()


def _back(programme: str, unit: str) -> Response:
    return redirect(url_for("staff.unit_register", programme=programme, unit=unit), 303)


def _refused(refused: Refused, page: dict[str, Any], typed: Typed) -> Answer:
    where, sentence = FIELD.get(refused.code), reason(refused) or ""
    if where is None:
        raise refused
    abandon()
    typed.faults[where] = [sentence]
    return render_template("staff/register_form.html", **page), 422
