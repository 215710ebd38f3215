import re
from datetime import date

from sqlalchemy import select

from surveyapp.models import Code
from tests.web.staff.registers.cast import HOME
from tests.web.staff.test_board import words

LIST = f"{HOME}/institutions"


def way_to_merge(page):
    return re.findall(r'href="([^"]+/merge/[^"]+)"', page)


def test_institutions_are_listed_with_type_and_seats_and_found_by_name(staff):
    everything, found = words(staff.get(LIST).text), words(staff.get(f"{LIST}?q=schule").text)

    assert "3 Institutionen" in everything
    assert (
        "Alte Schule Art Schule Sitz in Nordstadt (Alte Schule, seit 01.01.2020) , seit 01.01.2020"
        in everything
    )
    assert "1 von 3 Institutionen" in found


def test_a_type_is_given_only_while_it_is_offered_and_kept_by_who_has_it(staff, session):
    staff.post(f"{LIST}/new", {"name": "Leseladen", "type": "media", "unit": "nord"})
    for row in session.scalars(select(Code).where(Code.code.in_(["media", "school"]))):
        row.facts = {"selectable": "no"} if row.code == "media" else row.facts
        row.until_on = date(2020, 1, 1) if row.code == "school" else row.until_on
    session.commit()
    (way,) = re.findall(r'href="([^"]+)">Leseladen', staff.get(LIST).text)

    offered, kept = (
        re.findall(r'<option value="(library|media|school)"', staff.get(page).text)
        for page in (f"{LIST}/new", way)
    )
    refused = [
        staff.post(f"{LIST}/new", {"name": "Neu", "type": code, "unit": ""}).status_code
        for code in ("library", "media", "school")
    ]

    assert (offered, kept) == ([], ["media"])
    assert refused == [422, 422, 422]
    assert staff.post(way, {"name": "Leseladen 2", "type": "media", "unit": "nord"}).status_code == 303


def test_a_near_duplicate_is_named_and_merged_with_a_reason(staff):
    staff.post(f"{LIST}/new", {"name": "Stadtbuecherei", "type": "media", "unit": "nord"})
    way = way_to_merge(staff.get(f"{LIST}?alike=1").text)[0]
    shown = staff.get(way).text
    (keep,) = re.findall(r'value="([^"]+)"[^>]*>\s*<label[^>]*>Eintrag \d: Stadtbücherei', shown)

    refused = staff.post(way, {"keep": keep, "reason": ""})
    done = staff.post(way, {"keep": keep, "reason": "Anders geschrieben"})

    assert "seit 01.01.2021" in words(shown)
    assert refused.status_code == 422
    assert "Bitte schreiben Sie, warum beide dasselbe sind." in words(refused.text)
    assert (done.status_code, done.location) == (303, LIST)
    page = words(staff.get(LIST).text)
    assert "3 Institutionen" in page
    assert "Stadtbuecherei" not in page


def test_a_merged_person_is_left_out_of_the_people(staff):
    fields = {"name": "Anna Ahorne", "email": "", "phone": "", "language": ""}
    asked = staff.post(f"{HOME}/people/new", fields).text
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', asked)
    staff.post(f"{HOME}/people/new", {**fields, "seen": seen})
    page = staff.get(f"{HOME}/people?q=Ahorne").text
    (person,) = re.findall(r'href="([^"]+/people/[0-9a-f-]{36})">Anna Ahorne', page)
    (way,) = way_to_merge(staff.get(person).text)
    (keep,) = re.findall(r'value="([^"]+)"[^>]*>\s*<label[^>]*>Eintrag \d: Anna Ahorn<', staff.get(way).text)

    done = staff.post(way, {"keep": keep, "reason": "Vertippt"})

    assert done.status_code == 303
    assert "Anna Ahorne" not in words(staff.get(f"{HOME}/people").text)


def test_an_institution_without_a_name_is_refused_at_its_field(staff):
    answer = staff.post(f"{LIST}/new", {"name": " "})

    assert answer.status_code == 422
    assert "Bitte geben Sie einen Namen an." in words(answer.text)
