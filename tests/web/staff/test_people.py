import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from surveyapp.models import AccessLink, Event, OutgoingMail, Person, Term
from surveyapp.services import access
from tests.laws.test_safe_methods import fingerprint
from tests.support.web import NOW
from tests.web.staff.cast import BEGUN, HANDED_IN, LINK_KEY, UNTOUCHED, report_row
from tests.web.staff.test_board import words

PEOPLE = "/staff/olov-hessen/people"
TODAY = NOW.date()


def read(session, statement):
    """What a statement gives; the session holds nothing afterwards, so that pages can write."""
    found = session.scalars(statement).all()
    session.rollback()
    return found


def term_at(session, unit):
    """The ids of whoever holds the post at a unit today, and of the term."""
    running = (Term.unit_id == unit, Term.from_on <= TODAY, Term.until_on > TODAY)
    (person_id,) = read(session, select(Term.person_id).where(*running).limit(1))
    (term_id,) = read(session, select(Term.id).where(*running, Term.person_id == person_id))
    return person_id, term_id


def hand_over(unit_term, **fields):
    person_id, term_id = unit_term
    path = f"{PEOPLE}/{person_id}/terms/{term_id}/hand-over"
    return path, {"on": TODAY.isoformat(), "to": "", "name": "Gerda Gruber", "email": "g@a.example", **fields}


def hidden(page):
    """What a page of confirmation keeps for the second post."""
    return dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', page))


def named(session, name):
    """The ids of the people of that name."""
    return read(session, select(Person.id).where(Person.name == name))


def mails_to(session, person_id):
    """The kinds of the mails to a person."""
    return read(session, select(OutgoingMail.kind).where(OutgoingMail.person_id == person_id))


def token_at(session, unit, person_id):
    report_id = report_row(session, unit).id
    wanted = (AccessLink.report_id == report_id, AccessLink.person_id == person_id)
    link = session.scalars(select(AccessLink).where(*wanted)).one()
    token = access.token_of(link.id, link.version, LINK_KEY)
    session.rollback()
    return token


@pytest.mark.one_engine
def test_vacant_posts_stand_above_the_register(staff):
    page = words(staff.get(PEOPLE).text)

    assert "1 Stelle ohne Koordination" in page
    assert "unbesetzt Frankfurt am Main seit 01.01.2027" in page
    assert page.index("Stelle ohne Koordination") < page.index("Verzeichnis")


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("asked", "found", "missing"),
    [
        ("q=joerg", "Jörg Eschenrod", "Anke Ahornbach"),
        ("q=ESCHENROD", "Jörg Eschenrod", "Anke Ahornbach"),
        ("q=@darmstadt", "Anke Ahornbach", "Jörg Eschenrod"),
        ("role=coordinator", "Anke Ahornbach", "Holger Birkenhain"),
        ("role=former", "Holger Birkenhain", "Anke Ahornbach"),
    ],
)
def test_people_are_found_by_name_address_and_role(staff, asked, found, missing):
    page = staff.get(f"{PEOPLE}?{asked}").text

    assert found in page
    assert missing not in page.split('id="register"')[1]


@pytest.mark.one_engine
def test_who_has_no_address_is_marked_and_can_be_asked_for(staff, session):
    session.execute(update(Person).where(Person.name == "Anke Ahornbach").values(email=""))
    session.commit()

    page = words(staff.get(f"{PEOPLE}?address=none").text)

    assert "Anke Ahornbach" in page
    assert "keine Adresse" in page
    assert re.search(r"\b1 von \d+ Personen", page)


def test_a_post_is_handed_over_after_a_look_at_what_it_touches(staff, session, engine):
    unit_term = term_at(session, BEGUN)
    old = token_at(session, BEGUN, unit_term[0])
    path, fields = hand_over(unit_term)
    before = fingerprint(engine)

    asked = staff.post(path, fields)

    page = words(asked.text)
    assert asked.status_code == 200
    assert "gilt sofort nicht mehr, auch in offenen Fenstern" in page
    assert "Der Bericht bleibt, wie er ist: 1 von" in page
    assert "Gerda Gruber bekommt sofort eine Einladung" in page
    assert fingerprint(engine) == before

    done = staff.post(path, {**hidden(asked.text), "act": "do"})

    (gerda,) = named(session, "Gerda Gruber")
    assert done.location == f"{PEOPLE}/{gerda}"
    assert mails_to(session, gerda) == ["invitation"]
    assert staff.get(f"/z/{old}").status_code == 404
    assert staff.get(f"/z/{token_at(session, BEGUN, gerda)}").status_code == 200


@pytest.mark.one_engine
def test_a_report_that_was_handed_in_gives_the_successor_a_link(staff, session):
    path, fields = hand_over(term_at(session, HANDED_IN))

    page = words(staff.post(path, fields).text)

    assert "Der Bericht ist schon abgegeben. Gerda Gruber bekommt sofort einen eigenen Link" in page


@pytest.mark.one_engine
def test_handing_over_next_week_names_the_day(staff, session):
    path, fields = hand_over(term_at(session, UNTOUCHED), on=(TODAY + timedelta(days=7)).isoformat())

    page = words(staff.post(path, fields).text)

    assert "gilt ab Do, 1. Juli 2027 nicht mehr" in page
    assert "bekommt am Do, 1. Juli 2027 um 8 Uhr eine Einladung" in page


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"on": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"on": "31.6.2027"}, "Tag"),
        ({"on": "2001-01-01"}, "Übergeben lässt sich ein Amt nur an einem Tag, an dem es läuft"),
        ({"name": " "}, "Bitte wählen Sie eine Person"),
        ({"email": "gerda"}, "„gerda“ ist keine E-Mail-Adresse"),
        ({"to": "00000000-0000-7000-8000-000000000000"}, "Bitte wählen Sie aus der Liste."),
    ],
)
def test_what_cannot_be_taken_is_named_and_what_was_typed_stays(staff, session, engine, wrong, sentence):
    path, fields = hand_over(term_at(session, BEGUN), phone="0611 99", **wrong)
    before = fingerprint(engine)

    answer = staff.post(path, {**fields, "act": "do"})

    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert 'value="0611 99"' in answer.text
    assert fingerprint(engine) == before


@pytest.mark.one_engine
def test_a_corrected_address_leads_to_what_did_not_arrive(staff, session):
    person_id, _ = term_at(session, UNTOUCHED)
    session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.person_id == person_id)
        .values(state="bounced", handed_over_at=NOW, sent_to="old@a.example")
    )
    session.commit()
    fields = {"name": "Gisela Umgezogen", "email": "neu@a.example", "phone": "", "language": ""}

    answer = staff.post(f"{PEOPLE}/{person_id}/edit", {**fields, "mark": mark(staff, person_id)})

    assert answer.location == f"{PEOPLE}/{person_id}/send"
    page = staff.get(answer.location).text
    assert "geht an neu@a.example" in words(page)
    (chosen,) = re.findall(r'name="chosen" value="([^"]+)"\s+checked', page)
    sent = staff.post(answer.location, {"chosen": chosen})
    assert "1 Nachricht wird gesendet." in words(staff.get(sent.location).text)
    assert read(session, select(OutgoingMail.state).where(OutgoingMail.person_id == person_id)) == ["queued"]
    assert "neu@a.example" not in str(session.scalars(select(Event.details)).all())


def mark(staff, person_id):
    return hidden(staff.get(f"{PEOPLE}/{person_id}/edit").text)["mark"]


@pytest.mark.one_engine
def test_who_corrects_what_somebody_else_has_corrected_is_told(staff, session):
    person_id, _ = term_at(session, UNTOUCHED)
    read = mark(staff, person_id)
    fields = {"name": "A", "email": "a@a.example", "mark": read}
    staff.post(f"{PEOPLE}/{person_id}/edit", fields)

    answer = staff.post(f"{PEOPLE}/{person_id}/edit", {**fields, "name": "B"})

    assert answer.status_code == 409
    assert "Jemand anderes hat die Angaben inzwischen geändert" in answer.text
    assert 'value="B"' in answer.text


@pytest.mark.one_engine
def test_a_namesake_is_named_before_a_person_is_added_and_then_a_post_is_given(staff, session):
    fields = {"name": "Ahornbach, Anke", "email": "x@a.example", "phone": "", "language": "en"}

    asked = staff.post(f"{PEOPLE}/new", fields)
    assert "Vielleicht steht diese Person schon im Verzeichnis" in asked.text
    assert named(session, "Ahornbach, Anke") == []
    added = staff.post(f"{PEOPLE}/new", {**fields, "seen": hidden(asked.text)["seen"]})

    assert re.fullmatch(rf"{PEOPLE}/[0-9a-f-]+/terms/new", added.location)
    post = {"unit": "frankfurt", "role": "coordinator", "share": "all", "from_on": TODAY.isoformat()}
    assert "bekommt sofort eine Einladung" in words(staff.post(added.location, post).text)
    given = staff.post(added.location, {**post, "act": "do"})
    page = words(staff.get(given.location).text)
    assert "Frankfurt am Main · Koordination seit 24.06.2027" in page
    assert "Amt vergeben" in page


@pytest.mark.one_engine
def test_an_end_in_the_past_kills_the_link_after_it_was_shown(staff, session):
    person_id, term_id = term_at(session, UNTOUCHED)
    token = token_at(session, UNTOUCHED, person_id)
    path = f"{PEOPLE}/{person_id}/terms/{term_id}"
    fields = {"share": "all", "from_on": "2008-01-01", "last_on": "2027-06-23"}

    assert "gilt sofort nicht mehr" in words(staff.post(path, fields).text)
    assert staff.get(f"/z/{token}").status_code == 200
    assert staff.post(path, {**fields, "act": "do"}).status_code == 303
    assert staff.get(f"/z/{token}").status_code == 404


@pytest.mark.one_engine
@pytest.mark.parametrize("path", ["00000000-0000-7000-8000-000000000000", "x"])
def test_a_person_that_there_is_not_is_not_found(staff, path):
    assert staff.get(f"{PEOPLE}/{path}").status_code == 404
