import pytest
from sqlalchemy import select

from surveyapp.models import Account, DraftAnswer, Event
from tests import builders
from tests.support.web import BASE_URL
from tests.web.staff.cast import BEGUN, HANDED_IN, LINK_KEY, OPEN, report_row
from tests.web.staff.cast import token_of as csrf_of

pytestmark = pytest.mark.one_engine

REPORT = f"/staff/olov-hessen/rounds/{OPEN}/reports/{BEGUN}"


def post(visitor, path, fields):
    token = csrf_of(visitor.get("/report").text)
    return visitor.client.post(
        path, data={**fields, "csrf_token": token}, base_url=BASE_URL, headers={"Referer": f"{BASE_URL}/"}
    )


def begin(visitor):
    answer = visitor.post(f"{REPORT}/phone")
    assert (answer.status_code, answer.location) == (303, "/report")


def test_answers_of_the_office_are_marked_as_taken_by_telephone(staff, session):
    begin(staff)

    page = staff.get("/report/section/c").text
    answer = post(staff, "/report/section/c", {"q:turnus": "monthly", "v:q:turnus": "", "_act": "save"})

    assert "Sie tragen für Landkreis Fulda telefonisch erfasste Antworten ein." in page
    assert answer.status_code == 303
    report = report_row(session, BEGUN)
    kept = session.get(DraftAnswer, (report.programme_id, report.id, "turnus", ""))
    writer = session.scalars(select(Account).where(Account.email == "staff@example.org")).one()
    assert (kept.value, kept.origin, kept.author_id) == ("monthly", "phone", writer.actor_id)
    actions = session.scalars(select(Event.action).where(Event.subject_id == str(report.id))).all()
    assert "report.phone_begun" in actions


def test_a_field_saved_by_itself_is_marked_too(staff, session):
    begin(staff)
    token = csrf_of(staff.get("/report").text)

    answer = staff.client.post(
        "/report/save",
        data={"q:turnus": "monthly", "v:q:turnus": ""},
        base_url=BASE_URL,
        headers={"Referer": f"{BASE_URL}/", "X-CSRFToken": token},
    )

    report = report_row(session, BEGUN)
    kept = session.get(DraftAnswer, (report.programme_id, report.id, "turnus", ""))
    assert (answer.status_code, kept.origin) == (200, "phone")


def test_the_end_of_the_entry_leads_back_to_the_reports_page(staff):
    begin(staff)

    answer = post(staff, "/report/leave", {})

    assert answer.location == REPORT
    assert staff.get("/report").status_code == 403


def test_whoever_signs_out_sits_at_no_report_any_more(staff):
    begin(staff)

    staff.post("/staff/sign-out")

    assert staff.get("/report").status_code == 403


def test_the_place_at_the_telephone_opens_nothing_to_readers_strangers_and_other_programmes(staff):
    begin(staff)
    staff.post("/staff/sign-out")
    statuses = [staff.get("/report").status_code]

    for name in ("reader", "neighbour"):
        staff.sign_in(name)
        statuses.append(staff.get("/report").status_code)
        staff.post("/staff/sign-out")

    assert statuses == [403, 403, 404]


def test_a_personal_link_takes_the_place_of_the_office(staff, session):
    begin(staff)
    writer = builders.writer_at(session, report_row(session, HANDED_IN), LINK_KEY)
    session.rollback()  # a reader would keep the writer waiting on SQLite

    entered = staff.client.post(f"/z/{writer.token}", base_url=BASE_URL, headers={"Referer": f"{BASE_URL}/"})

    assert entered.status_code == 303
    page = staff.get("/report").text
    assert "Vogelsbergkreis" in page
    assert "telefonisch" not in page


def test_a_report_that_cannot_be_written_is_not_opened(staff):
    staff.post(f"/staff/olov-hessen/rounds/{OPEN}/close")

    assert staff.post(f"{REPORT}/phone").status_code == 409
