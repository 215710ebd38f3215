import re

from sqlalchemy import select

from surveyapp.models import AgreementGoal, Membership
from tests.web.staff.registers.cast import HOME
from tests.web.staff.test_board import words

REGISTER = f"{HOME}/units/nord/register"


def links(page, text):
    """The addresses of links whose words begin with this."""
    return re.findall(rf'href="([^"]+)">{re.escape(text)}', page)


def test_the_line_tells_names_posts_seats_and_agreements_with_days_and_source(staff):
    page = words(staff.get(REGISTER).text)

    assert "Nordstadt seit 01.01.2025" in page
    assert "Anna Ahorn · " not in page
    assert "Alte Schule · Ändern : Alte Schule seit 01.01.2020 · Mitglied · Schule" in page
    assert "aus einer Datei eingelesen" in page
    assert "Zielvereinbarung 1 01.01.2025 bis 31.12.2026" in page


def test_a_goal_and_a_recommendation_show_what_became_of_them(staff):
    page = words(staff.get(REGISTER).text)

    assert "Mehr Praktika noch in keinem Bericht" in page
    assert "Öfter treffen Nach der Runde 2024 2025: begonnen" in page


def test_a_member_is_entered_ended_and_kept_with_its_trace(staff, session):
    offered = staff.get(f"{HOME}/units/nord/seats/new").text
    (club,) = re.findall(r'<option value="([^"]+)">Turnverein', offered)
    fields = {"institution": club, "seat": "guest", "from_on": "2026-03-01", "last_on": ""}

    added = staff.post(f"{HOME}/units/nord/seats/new", fields)
    (seat,) = session.scalars(
        select(Membership).where(Membership.unit_id == "nord", Membership.source == "staff")
    )
    way = f"{HOME}/units/nord/seats/{seat.id}"
    session.rollback()  # a reader would keep the writer waiting on SQLite
    ended = staff.post(
        way,
        {"seat": "guest", "from_on": "2026-03-01", "last_on": "2026-12-31"},
    )

    assert (added.status_code, added.location) == (303, REGISTER)
    assert ended.status_code == 303
    page = words(staff.get(REGISTER).text)
    assert "Turnverein · Ändern : Turnverein 01.03.2026 bis 31.12.2026 · Gast · Verein" in page
    assert "bis (nicht eingeschlossen): offen → 2027-01-01" in page


def test_a_second_seat_on_the_same_days_is_refused_at_its_field(staff):
    offered = staff.get(f"{HOME}/units/nord/seats/new").text
    (school,) = re.findall(r'<option value="([^"]+)">Alte Schule', offered)

    answer = staff.post(f"{HOME}/units/nord/seats/new", {"institution": school, "from_on": "2026-03-01"})

    assert answer.status_code == 422
    assert "Die Institution hat an diesen Tagen schon einen Sitz." in words(answer.text)


def test_agreements_and_goals_are_written_changed_and_dropped(staff, session):
    overlapping = staff.post(
        f"{HOME}/units/nord/agreements/new", {"title": "Zwei", "from_on": "2026-01-01", "last_on": ""}
    )
    page = staff.get(REGISTER).text
    (goal_way,) = links(page, "Mehr Praktika")
    reworded = staff.post(goal_way, {"text": "Viel mehr Praktika", "due_on": "2026-06-30"})
    dropped = staff.post(goal_way, {"act": "drop"})

    assert overlapping.status_code == 422
    assert "In dieser Zeit gilt schon eine andere Zielvereinbarung." in words(overlapping.text)
    assert (reworded.status_code, dropped.status_code) == (303, 303)
    (goal,) = session.scalars(select(AgreementGoal))
    assert goal.text == "Viel mehr Praktika"
    assert "nicht mehr verfolgt seit 24.06.2027" in words(staff.get(REGISTER).text)
