import re
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from surveyapp.config import Mode
from surveyapp.models import OutgoingMail
from surveyapp.services import mailbox
from tests.support.web import BASE_URL, NOW
from tests.web.staff.test_board import words
from workflows.states import MailState

pytestmark = pytest.mark.one_engine

MAILS = "/staff/olov-hessen/mails"
KEPT = "aufbewahrt – kein Mailserver eingerichtet"


def one_mail(session):
    mail_id = session.scalars(select(OutgoingMail.id).where(OutgoingMail.kind == "invitation")).first()
    session.rollback()
    return f"{MAILS}/{mail_id}"


def set_state(session, state, **values):
    mail_id = session.scalars(select(OutgoingMail.id).where(OutgoingMail.kind == "invitation")).first()
    session.execute(update(OutgoingMail).where(OutgoingMail.id == mail_id).values(state=state, **values))
    session.commit()


def with_settings(app, **values):
    app.extensions["settings"] = replace(app.extensions["settings"], **values)


def test_without_a_server_every_mail_is_kept_and_none_is_called_sent(staff):
    page = words(staff.get(MAILS).text)

    assert page.count(KEPT) == 32 + 1
    assert "Keine davon ist verschickt." in page
    assert "dem Mailserver übergeben" not in page


def test_with_a_server_a_mail_waits_to_be_sent(staff, app):
    with_settings(app, smtp_host="mail.example.org")

    page = words(staff.get(MAILS).text)

    assert KEPT not in page
    assert "wartet auf den Versand" in page


def test_mails_are_chosen_by_their_state(staff, session):
    set_state(session, MailState.FAILED, reason="no_address")

    failed, delayed = staff.get(f"{MAILS}?state=failed").text, staff.get(f"{MAILS}?state=delayed").text

    assert failed.count("nicht zugestellt") == 2
    assert "Keine Nachricht in diesem Stand." in delayed
    assert staff.get(f"{MAILS}?state=nonsense").text.count('scope="row"') == 32


def test_the_reason_is_told_in_words_or_as_the_server_said_it(staff, session):
    path = one_mail(session)
    set_state(session, MailState.FAILED, reason="no_address")
    known = staff.get(path).text
    set_state(session, MailState.FAILED, reason="550 5.1.1 unknown <user>")
    unknown = staff.get(path).text

    assert "Die Person hat keine E-Mail-Adresse." in known
    assert "550 5.1.1 unknown &lt;user&gt;" in unknown


def test_the_text_of_a_mail_holds_no_link_that_works(staff, session):
    page = staff.get(one_mail(session)).text

    assert "[persönlicher Zugangslink]" in page
    assert "/z/" not in page
    assert "⟦" not in page


def test_in_a_demo_the_link_works(staff, session, app):
    path = one_mail(session)
    with_settings(app, mode=Mode.DEMO)

    page = staff.get(path).text

    address = page.split(f'href="{BASE_URL}')[1].split('"')[0]
    assert address.startswith("/z/")
    assert staff.get(address).status_code == 200


def test_a_handed_over_mail_says_when(staff, session):
    path = one_mail(session)
    set_state(session, MailState.HANDED_OVER, handed_over_at=NOW)

    assert "Dem Mailserver übergeben Do, 24. Juni 2027, 14:00 Uhr" in words(staff.get(path).text)


def test_mails_are_chosen_by_kind_unit_and_name(staff):
    def rows(asked):
        return staff.get(f"{MAILS}?{asked}").text.count('scope="row"')

    assert (rows("kind=receipt"), rows("kind=link"), rows("unit=darmstadt"), rows("name=ahornbach")) == (
        1,
        0,
        1,
        1,
    )


def test_older_mails_follow_page_by_page(staff, monkeypatch):
    monkeypatch.setattr(mailbox.outgoing, "__defaults__", (None, 20))

    first = staff.get(f"{MAILS}?kind=invitation").text
    older = re.search(r'href="([^"]+)" rel="next"', first)[1].replace("&amp;", "&")
    second = staff.get(older).text

    assert (first.count('scope="row"'), second.count('scope="row"')) == (20, 11)
    assert 'rel="next"' not in second
    assert "Zurück zu den neuesten" in second


def test_a_mail_is_held_back_and_let_go_after_a_look(staff, session):
    path = one_mail(session)

    assert "Die Nachricht wartet dann, bis Sie sie freigeben." in staff.get(f"{path}/hold").text
    assert staff.post(f"{path}/hold").location == path
    assert "zurückgehalten" in words(staff.get(path).text)
    assert staff.post(f"{path}/hold").status_code == 409
    assert staff.post(f"{path}/release").location == path
    assert "zurückgehalten" not in words(staff.get(path).text)


def test_a_mail_that_bounced_goes_again_to_the_address_of_today(staff, session):
    path = one_mail(session)
    assert staff.post(f"{path}/again").status_code == 409
    set_state(session, MailState.BOUNCED, sent_to="old@a.example")

    asked = words(staff.get(f"{path}/again").text)

    assert "old@a.example" not in asked
    assert "an die Adresse, die jetzt bei der Person steht" in asked
    assert staff.post(f"{path}/again").location == path
    assert (
        session.scalars(select(OutgoingMail.state).where(OutgoingMail.sent_to == "old@a.example")).one()
        == "queued"
    )


def test_there_is_no_fourth_act(staff, session):
    assert staff.get(f"{one_mail(session)}/delete").status_code == 404
