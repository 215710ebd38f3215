"""Posts in the browser: given, changed and handed over. Whom it touches is shown before it is done."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import people, people_lists, person_sheets, posts
from surveyapp.services.boards import programme_at
from surveyapp.services.consequences import Consequences, consequences
from surveyapp.services.people_lists import PostLine
from surveyapp.services.posts import Post
from surveyapp.services.round_values import local_day
from surveyapp.web.errors import reason
from surveyapp.web.languages import say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from surveyapp.web.staff.moments import read_day
from surveyapp.web.staff.person_form import FIELD_OF_REFUSAL, typed_details
from workflows.refusals import Refused
from workflows.states import Role, Share

Answer = Response | str | tuple[str, int]

FIELD = {
    "term.ends_before_start": "last_on",
    "term.overlap": "from_on",
    "term.not_held": "on",
    "term.same_person": "to",
    "unit.unknown": "unit",
    **FIELD_OF_REFUSAL,
}


@dataclass
class Typed:
    """A form as it was typed, with a sentence for each field that cannot be taken."""

    values: dict[str, str]
    faults: dict[str, list[str]] = field(default_factory=dict)

    def day(self, name: str, *, needed: bool) -> date | None:
        """A day; a fault where it cannot be read, or is missing and needed."""
        text = self.values.get(name, "").strip()
        found = read_day(text) if text else None
        if found is None and (text or needed):
            self.faults[name] = [say("plan.fault.day" if text else "plan.fault.missing")]
        return found

    def chosen(self, name: str, offered: type[Role] | type[Share] | list[str]) -> str:
        """One of the choices; a fault where none is chosen."""
        code = self.values.get(name, "")
        if code not in list(offered):
            self.faults[name] = [say("people.fault.choose")]
        return code


def add_page(programme: str, person_id: UUID) -> Answer:
    """Give a person a post."""
    found = programme_at(g.session, programme)
    person = people.person_at(g.session, found, person_id)
    today = local_day(g.now, found.zone)
    units = people_lists.unit_choices(g.session, found, today)
    usual = {"role": Role.COORDINATOR.value, "share": Share.ALL.value, "from_on": today.isoformat()}
    typed = _typed({**usual, "unit": request.args.get("unit", "")})
    page = {"person": person, "units": units, "typed": typed, "line": None}
    if request.method != "POST" or _act() == "change":
        return render_template("staff/post_form.html", **page)
    unit = typed.chosen("unit", [code for code, _ in units])
    role, share = typed.chosen("role", Role), typed.chosen("share", Share)
    from_on, until_on = typed.day("from_on", needed=True), _day_after(typed.day("last_on", needed=False))
    if typed.faults or from_on is None:
        return render_template("staff/post_form.html", **page), 422
    is_coordinator = role == Role.COORDINATOR
    comes = (person.name, person.email) if is_coordinator and until_on > today else ("", "")
    shown = consequences(g.session, found, unit, from_on, g.now, newcomer=comes)
    try:
        post = Post(unit, Role(role), Share(share), from_on, until_on)
        posts.add_post(g.session, desk.current().member.actor_id, found, person_id, post, g.now)
    except Refused as refused:
        return _refused("staff/post_form.html", refused, page, typed)
    return _done_or_asked(programme, "add", typed, shown, (person.name, person_id))


def change_page(programme: str, person_id: UUID, term_id: UUID) -> Answer:
    """Another share, other days, an end."""
    found = programme_at(g.session, programme)
    person = people.person_at(g.session, found, person_id)
    line = _line(found, person_id, term_id)
    typed = _typed({"share": line.share, "from_on": _iso(line.first_on), "last_on": _iso(line.last_on)})
    page = {"person": person, "units": (), "typed": typed, "line": line}
    if request.method != "POST" or _act() == "change":
        return render_template("staff/post_form.html", **page)
    share = typed.chosen("share", Share)
    from_on = typed.day("from_on", needed=line.first_on is not None) or date.min
    until_on = _day_after(typed.day("last_on", needed=False))
    if typed.faults:
        return render_template("staff/post_form.html", **page), 422
    leaves = person if until_on < line.until_on and until_on != date.max else None
    shown = consequences(g.session, found, line.unit_id, until_on, g.now, leaver=leaves)
    try:
        actor_id = desk.current().member.actor_id
        posts.change_post(g.session, actor_id, found, term_id, Share(share), (from_on, until_on), g.now)
    except Refused as refused:
        return _refused("staff/post_form.html", refused, page, typed)
    return _done_or_asked(programme, "change", typed, shown, (person.name, person_id))


def hand_over_page(programme: str, person_id: UUID, term_id: UUID) -> Answer:
    """One person's post becomes another's: somebody of the register, or somebody new."""
    found = programme_at(g.session, programme)
    person = people.person_at(g.session, found, person_id)
    line = _line(found, person_id, term_id)
    today = local_day(g.now, found.zone)
    typed = _typed({"on": today.isoformat()})
    others = [(str(each.id), each.name) for each in people.everybody(g.session, found) if each is not person]
    page = {"person": person, "line": line, "typed": typed, "others": others, "codes": found.languages}
    if request.method != "POST" or _act() == "change":
        return render_template("staff/hand_over.html", **page)
    on, to = typed.day("on", needed=True), typed.values.get("to", "")
    if to and to not in dict(others):
        typed.faults["to"] = [say("people.fault.choose")]
    if not to and not typed_details().name.strip():
        typed.faults["to"] = [say("people.fault.successor")]
    if typed.faults or on is None:
        return render_template("staff/hand_over.html", **page), 422
    actor_id = desk.current().member.actor_id
    try:
        successor = (
            people.person_at(g.session, found, UUID(to))
            if to
            else people.add_person(g.session, actor_id, found, typed_details(), g.now)
        )
        comes = (successor.name, successor.email) if line.role == Role.COORDINATOR else ("", "")
        shown = consequences(g.session, found, line.unit_id, on, g.now, leaver=person, newcomer=comes)
        posts.hand_post_over(g.session, actor_id, found, term_id, successor.id, on, g.now)
        new = (successor.name, successor.id)
    except Refused as refused:
        return _refused("staff/hand_over.html", refused, page, typed)
    return _done_or_asked(programme, "hand_over", typed, shown, new)


def _typed(usual: dict[str, str]) -> Typed:
    return Typed({**usual, **request.form.to_dict()} if request.method == "POST" else usual)


def _act() -> str:
    return request.form.get("act", "")


def _line(found: Any, person_id: UUID, term_id: UUID) -> PostLine:
    term = person_sheets.term_at(g.session, found, person_id, term_id)
    today = local_day(g.now, found.zone)
    return people_lists.post_line(term, people_lists.names_of_units(g.session, found, today), today)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day_after(last_on: date | None) -> date:
    return date.max if last_on is None else last_on + timedelta(days=1)


def _done_or_asked(
    programme: str, verb: str, typed: Typed, shown: Consequences, person: tuple[str, UUID]
) -> Answer:
    """Lead to the person when it was asked for; else undo the attempt, which showed that it goes, and ask."""
    called, person_id = person
    if _act() == "do":
        return redirect(url_for("staff.person", programme=programme, person_id=person_id), 303)
    abandon()
    kept = {name: text for name, text in typed.values.items() if name not in {"act", "csrf_token"}}
    return render_template("staff/post_confirm.html", verb=verb, kept=kept, shown=shown, called=called)


def _refused(template: str, refused: Refused, page: dict[str, Any], typed: Typed) -> Answer:
    sentence, where = reason(refused), FIELD.get(refused.code)
    abandon()
    if where is None:
        return render_template(template, **page, refusal=sentence), 409
    typed.faults[where] = [sentence]
    return render_template(template, **page), 422
