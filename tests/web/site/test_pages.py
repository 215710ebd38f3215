import pytest

from tests.support.web import BASE_URL

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("path", "german", "english"),
    [
        ("/", "Berichte der Koordination", "Coordinators’ reports"),
        ("/contact", "Kontakt und Impressum", "Contact and legal notice"),
        ("/accessibility", "Erklärung zur Barrierefreiheit", "Accessibility statement"),
    ],
)
def test_the_public_pages_stand_in_both_languages(client, path, german, english):
    for language, title in (("de", german), ("en", english)):
        page = client.get(path, base_url=BASE_URL, headers={"Accept-Language": language}).text

        assert f'<html lang="{language}">' in page
        assert f"<title>{title} – Turnus</title>" in page
        assert f">{title}</h1>" in page


@pytest.mark.parametrize("path", ["/", "/contact", "/accessibility", "/nothing-here"])
def test_the_statement_and_the_contact_are_one_step_from_each_page(client, path):
    page = client.get(path, base_url=BASE_URL).text

    assert 'href="/accessibility"' in page
    assert 'href="/contact"' in page


def test_the_start_page_leads_staff_to_signing_in(client):
    assert 'href="/staff/sign-in"' in client.get("/", base_url=BASE_URL).text


def test_the_start_page_names_no_sign_in_that_is_not_there(app, client):
    app.view_functions.pop("staff.sign_in", None)

    assert "Anmelden" not in client.get("/", base_url=BASE_URL).text
