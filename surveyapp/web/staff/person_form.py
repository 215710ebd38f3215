"""Adding a person and correcting one."""

from typing import Any
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import missed_mails, people
from surveyapp.services.boards import programme_at
from surveyapp.services.people import Details
from surveyapp.web.errors import reason
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]

FIELDS = ("name", "email", "phone", "language")
FIELD_OF_REFUSAL = {
    "person.no_name": "name",
    "person.too_long": "name",
    "person.address": "email",
    "language.unknown": "language",
}


def typed_details() -> Details:
    """The person as typed."""
    return Details(**{field: request.form.get(field, "") for field in FIELDS})


def add_page(programme: str) -> Answer:
    """A new person. Who may stand in the register already is named once; a second post adds all the same."""
    found = programme_at(g.session, programme)
    if request.method != "POST":
        return _form(programme, Details(""))
    details = typed_details()
    alike = people.namesakes(g.session, found, details) if details.name.strip() else ()
    if {str(person.id) for person in alike} - set(request.form.get("seen", "").split()):
        return _form(programme, details, alike=alike)
    try:
        person = people.add_person(g.session, desk.current().member.actor_id, found, details, g.now)
    except Refused as refused:
        return _refused(programme, refused, details)
    return redirect(url_for("staff.add_post", programme=programme, person_id=person.id), 303)


def correct_page(programme: str, person_id: UUID) -> Answer:
    """Other details of a person. After a new address staff are shown what can be sent once more."""
    found = programme_at(g.session, programme)
    person = people.person_at(g.session, found, person_id)
    standing = {"person_id": person_id, "called": person.name, "mark": people.mark_of(person)}
    if request.method != "POST":
        return _form(programme, people.details_of(person), **standing)
    details, mark = typed_details(), request.form.get("mark", "")
    actor_id = desk.current().member.actor_id
    try:
        changed = people.correct_person(g.session, actor_id, found, person_id, details, g.now, mark)
    except Refused as refused:
        return _refused(programme, refused, details, **standing)
    if "email" in changed and missed_mails.missed(g.session, found, person, g.now):
        return redirect(url_for("staff.send_again", programme=programme, person_id=person_id), 303)
    told = 1 if changed else None
    return redirect(url_for("staff.person", programme=programme, person_id=person_id, corrected=told), 303)


def _refused(programme: str, refused: Refused, details: Details, **standing: Any) -> Answer:
    sentence = reason(refused)
    abandon()
    field = FIELD_OF_REFUSAL.get(refused.code)
    if field is None:
        return _form(programme, details, refusal=sentence, **standing), 409
    return _form(programme, details, faults={field: [sentence]}, **standing), 422


def _form(programme: str, values: Details, **more: Any) -> str:
    found = programme_at(g.session, programme)
    return render_template("staff/person_form.html", values=values, codes=found.languages, **more)
