"""People as staff read them: the register, one person, and what can be sent to a person once more."""

from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp.services import missed_mails, people_lists, person_sheets
from surveyapp.services.boards import programme_at
from surveyapp.services.people import person_at
from surveyapp.services.people_lists import Wanted
from surveyapp.web.staff import desk
from surveyapp.web.staff.event_words import event_words, facts_in_words, who_words
from surveyapp.web.staff.mails import state_kind, state_words

Answer = Response | str | tuple[str, int]

ROLES = ("coordinator", "deputy", "former")


def people_page(programme: str) -> str:
    """Everybody in the register; posts that nobody holds stand on top."""
    found = programme_at(g.session, programme)
    asked = request.args
    wanted = Wanted(
        text=asked.get("q", "").strip(),
        role=asked.get("role", "") if asked.get("role") in ROLES else "",
        without_address=asked.get("address") == "none",
    )
    return render_template(
        "staff/people.html",
        register=people_lists.register(g.session, found, wanted, g.now),
        wanted=wanted,
        units=found.settings.get("unit_words", {}),
    )


def person_page(programme: str, person_id: UUID) -> str:
    """One person: terms, links, everything sent, what happened."""
    found = programme_at(g.session, programme)
    return render_template(
        "staff/person.html",
        sheet=person_sheets.sheet(g.session, found, person_id, g.now),
        corrected=request.args.get("corrected") == "1",
        sent=request.args.get("sent", "") if request.args.get("sent", "").isdecimal() else "",
        state_words=state_words,
        state_kind=state_kind,
        event_words=event_words,
        who_words=who_words,
        facts_in_words=facts_in_words,
    )


def send_page(programme: str, person_id: UUID) -> Answer:
    """What the person missed and to which address it would go; a post sends what was chosen."""
    found = programme_at(g.session, programme)
    person = person_at(g.session, found, person_id)
    if request.method == "POST":
        chosen = {UUID(text) for text in request.form.getlist("chosen") if _is_uuid(text)}
        actor_id = desk.current().member.actor_id
        n = missed_mails.send_missed(g.session, actor_id, found, person, chosen, g.now)
        where = url_for("staff.person", programme=programme, person_id=person_id, sent=n)
        return redirect(where, 303)
    return render_template(
        "staff/person_send.html",
        person=person,
        missed=missed_mails.missed(g.session, found, person, g.now),
        state_words=state_words,
    )


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
