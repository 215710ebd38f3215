import pytest
from sqlalchemy import select

from surveyapp.models import MailText, OutgoingMail
from tests.laws.test_safe_methods import fingerprint
from tests.web.staff.cast import BEGUN, UNTOUCHED
from tests.web.staff.test_board import words
from tests.web.staff.test_people import hand_over, hidden, mails_to, named, read, term_at

TEXTS = "/staff/olov-hessen/mail-texts"
INVITATION = f"{TEXTS}/invitation/de"
OWN = {"subject": "Ihr Bericht: {unit}", "body": "Liebe/r {person},\r\n\r\n{link}\r\n", "unit": UNTOUCHED}

pytestmark = pytest.mark.one_engine


def test_every_text_is_listed_in_every_language_of_the_programme(staff):
    page = staff.get(TEXTS).text

    assert page.count('scope="row"') == 8 * 2
    assert page.count("mitgelieferter Text") == 16


def test_a_text_begins_as_the_shipped_one_and_explains_its_placeholders(staff):
    page = words(staff.get(INVITATION).text)

    assert "Guten Tag {person}," in page
    assert "{link} (nötig) der persönliche Link" in page
    assert "{days_left}" not in page


def test_a_preview_shows_a_real_unit_and_changes_nothing(staff, engine):
    before = fingerprint(engine)

    page = words(staff.post(INVITATION, {**OWN, "act": "preview"}).text)

    assert "Ihr Bericht: Kassel" in page
    assert "[persönlicher Zugangslink]" in page
    assert "/z/" not in page
    assert fingerprint(engine) == before


def test_a_text_that_is_kept_is_what_the_next_invitation_says(staff, session):
    kept = staff.post(INVITATION, {**OWN, "version": "0", "act": "keep"})
    path, fields = hand_over(term_at(session, BEGUN))
    staff.post(path, {**hidden(staff.post(path, fields).text), "act": "do"})

    (gerda,) = named(session, "Gerda Gruber")
    assert kept.location == TEXTS
    assert mails_to(session, gerda) == ["invitation"]
    subjects = read(session, select(OutgoingMail.subject).where(OutgoingMail.person_id == gerda))
    assert subjects == ["Ihr Bericht: Landkreis Fulda"]
    assert "eigener Text" in staff.get(TEXTS).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"body": "a\r\nb {naem}\r\n{link}"}, "Zeile 2: „{naem}“ gibt es in dieser Nachricht nicht."),
        ({"body": "a\r\nb"}, "Zeile 2: „{link}“ fehlt."),
        ({"body": "hier {link}"}, "Zeile 1: „{link}“ muss allein in seiner Zeile stehen."),
        ({"subject": " "}, "Der Betreff fehlt."),
        ({"body": "{{ facts }}{% if x %}\r\n{link}"}, "Zeile 1: „{% if x %}“ gibt es"),
    ],
)
@pytest.mark.parametrize("act", ["keep", "preview", "test"])
def test_a_faulty_text_is_neither_kept_nor_shown_nor_sent(staff, engine, wrong, sentence, act):
    before = fingerprint(engine)

    answer = staff.post(INVITATION, {**OWN, **wrong, "act": act})

    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert fingerprint(engine) == before


def test_a_test_goes_to_whoever_asked_for_it_without_a_link(staff, session):
    page = words(staff.post(INVITATION, {**OWN, "act": "test"}).text)

    (mail,) = session.scalars(select(OutgoingMail).where(OutgoingMail.person_id.is_(None))).all()
    assert "Die Probe ist unterwegs an Sie" in page
    assert (mail.sent_to, mail.subject) == ("staff@example.org", "[Probe] Ihr Bericht: Kassel")
    assert "⟦" not in mail.body
    session.rollback()
    assert "Probe" in words(staff.get("/staff/olov-hessen/mails").text)
    assert read(session, select(MailText.kind)) == []


def test_going_back_is_asked_first_and_throws_the_own_text_away(staff, session):
    staff.post(INVITATION, {**OWN, "version": "0", "act": "keep"})

    asked = staff.post(INVITATION, {**OWN, "version": "1", "act": "reset"})

    assert "Ihren Text wirklich aufgeben?" in asked.text
    assert read(session, select(MailText.kind)) == ["invitation"]
    assert staff.post(INVITATION, {**OWN, "version": "1", "act": "reset_now"}).location == TEXTS
    assert read(session, select(MailText.kind)) == []


def test_who_changed_it_first_is_not_overwritten(staff, session):
    staff.post(INVITATION, {**OWN, "version": "0", "act": "keep"})

    late = staff.post(INVITATION, {**OWN, "subject": "Mein {unit}", "version": "0", "act": "keep"})

    assert late.status_code == 409
    assert "Jemand anderes hat diesen Text inzwischen geändert" in late.text
    assert 'value="Mein {unit}"' in late.text
    assert read(session, select(MailText.subject)) == ["Ihr Bericht: {unit}"]


@pytest.mark.parametrize("path", ["nonsense/de", "invitation/fr"])
def test_a_text_that_there_is_not_is_not_found(staff, path):
    assert staff.get(f"{TEXTS}/{path}").status_code == 404
