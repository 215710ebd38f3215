"""Pages of contact persons and members: their units, reports to read, comments to the office."""

import pytest
from sqlalchemy import select

from surveyapp.models import Event, ReportComment
from tests.laws.test_safe_methods import fingerprint
from tests.web.staff.cast import BEGUN, HANDED_IN, OPEN, SLUG, VACANT

START = f"/staff/{SLUG}/own"
READING = f"/staff/{SLUG}/rounds/{OPEN}/readings/{HANDED_IN}"
COMMENTS = f"{READING}/comments"
REPORT = f"/staff/{SLUG}/rounds/{OPEN}/reports/{HANDED_IN}"


@pytest.fixture
def as_(visitor):
    """A browser in which this one of the cast is signed in."""

    def signed_in(name):
        assert visitor.sign_in(name).status_code == 303
        return visitor

    return signed_in


def test_a_contact_person_begins_with_the_units_that_the_authority_serves(as_):
    contact = as_("contact")

    assert contact.get("/staff").location == START
    page = contact.get(START).text

    assert "Landkreis Gießen" in page
    assert "Vogelsbergkreis" in page
    assert "Landkreis Fulda" not in page


def test_a_member_begins_with_the_own_unit_alone(as_):
    page = as_("member").get(START).text

    assert "Ihre Region<" in page
    assert f'href="{READING}"' in page
    assert "Gießen" not in page


def test_what_was_handed_in_is_read_and_what_was_not_is_no_page(as_, session):
    contact = as_("contact")

    assert (
        "Einmal im Vierteljahr" in contact.get(READING).text or "vierteljährlich" in contact.get(READING).text
    )
    assert contact.get(READING.replace(HANDED_IN, "giessen")).status_code == 404


@pytest.mark.one_engine
@pytest.mark.parametrize("unit", [BEGUN, VACANT])
@pytest.mark.parametrize("name", ["contact", "member"])
def test_the_report_of_another_unit_is_for_others(as_, name, unit):
    assert as_(name).get(READING.replace(HANDED_IN, unit)).status_code == 403


def test_a_comment_reaches_the_office_and_not_the_other_readers(as_, session):
    as_("contact").post(COMMENTS, {"comment": " Die Zahl der Treffen\r\nüberrascht. "})
    kept = session.scalars(select(ReportComment)).one()
    actions = session.scalars(select(Event.action).where(Event.subject_id == str(kept.report_id))).all()
    text = kept.text
    session.rollback()  # a reader would keep the writer waiting on SQLite

    assert text == "Die Zahl der Treffen\nüberrascht."
    assert "report.commented" in actions
    assert "überrascht" in as_("contact").get(READING).text
    assert "überrascht" in as_("staff").get(REPORT).text
    assert "überrascht" not in as_("member").get(READING).text


@pytest.mark.one_engine
def test_the_same_comment_twice_is_kept_once(as_, session):
    contact = as_("contact")

    for _ in range(2):
        assert contact.post(COMMENTS, {"comment": "Gut."}).status_code == 303

    assert len(session.scalars(select(ReportComment)).all()) == 1


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("text", "sentence"), [(" ", "Bitte schreiben Sie einen Kommentar."), ("x" * 5001, "zu lang")]
)
def test_a_comment_that_is_none_is_shown_back(as_, engine, text, sentence):
    contact = as_("contact")
    before = fingerprint(engine)

    answer = contact.post(COMMENTS, {"comment": text})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert text.strip() in answer.text
    assert fingerprint(engine) == before


@pytest.mark.one_engine
def test_a_member_sees_no_place_for_comments(as_):
    assert "<textarea" not in as_("member").get(READING).text
