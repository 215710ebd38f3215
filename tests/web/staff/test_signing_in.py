import pytest
from sqlalchemy import select

from surveyapp.models import Account
from tests.web.staff.cast import token_of

pytestmark = pytest.mark.one_engine


def without_token(page):
    return page.replace(token_of(page), "")


SORRY = "Adresse oder Kennwort stimmen nicht"


def test_signing_in_leads_to_the_programme(visitor):
    answer = visitor.sign_in("staff")

    assert (answer.status_code, answer.location) == (303, "/staff")
    assert visitor.get("/staff").location == "/staff/olov-hessen"


def test_the_cookie_is_for_this_host_and_unreadable_for_scripts(visitor):
    cookie = visitor.sign_in("staff").headers["Set-Cookie"]

    assert cookie.startswith("__Host-turnus-staff=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


def test_a_wrong_address_and_a_wrong_password_get_the_same_answer(visitor):
    address = visitor.sign_in("nobody")
    password = visitor.sign_in("staff", "falsch")

    assert (address.status_code, password.status_code) == (422, 422)
    assert SORRY in address.text
    assert without_token(address.text).replace("nobody@", "staff@") == without_token(password.text)


def test_the_address_is_kept_and_the_password_is_not(visitor):
    page = visitor.sign_in("staff", "falsches Kennwort").text

    assert 'value="staff@example.org"' in page
    assert "falsches Kennwort" not in page


def test_five_wrong_passwords_lock_the_account_and_the_page_says_so(visitor):
    for _ in range(5):
        visitor.sign_in("staff", "falsch")

    answer = visitor.sign_in("staff")

    assert answer.status_code == 422
    assert "Dieses Konto ist für kurze Zeit gesperrt" in answer.text


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_signing_in_never_leads_to_another_site(visitor, way):
    assert visitor.sign_in("staff", next=way).location == "/staff"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(visitor):
    assert visitor.sign_in("staff", next="/staff/olov-hessen/mails").location == "/staff/olov-hessen/mails"


def test_whoever_is_signed_in_goes_on(staff):
    assert staff.get("/staff/sign-in").status_code == 303


def test_after_signing_out_the_old_cookie_opens_nothing(staff):
    key = staff.client.get_cookie("__Host-turnus-staff", domain="turnus.example").value

    assert staff.post("/staff/sign-out").location == "/staff/sign-in"
    staff.client.set_cookie("__Host-turnus-staff", key, domain="turnus.example", secure=True)
    assert staff.get("/staff/olov-hessen").status_code == 303


def test_the_language_is_remembered_with_the_person(staff, session):
    answer = staff.post("/staff/language", {"language": "en", "next": "/staff/olov-hessen/mails"})

    assert answer.location == "/staff/olov-hessen/mails"
    assert session.scalar(select(Account.language).where(Account.email == "staff@example.org")) == "en"
    assert "Reporting rounds" in staff.get("/staff/olov-hessen").text


def test_a_language_that_is_not_there_changes_nothing(staff, session):
    staff.post("/staff/language", {"language": "xx", "next": "https://evil.example/"})

    assert session.scalar(select(Account.language).where(Account.email == "staff@example.org")) == "de"
