import pytest

from surveyapp.web.typed import TypedText, typed_texts
from tests.support.web import BASE_URL

pytestmark = pytest.mark.one_engine


def test_texts_come_back_in_their_order_without_secrets_and_machinery(app):
    fields = [
        ("csrf_token", "abc"),
        ("q:second", "zwei"),
        ("q:first", "eins"),
        ("q:first", "noch eins"),
        ("q:empty", " \r\n"),
        ("password", "geheim"),
        ("_version", "3"),
        ("note", "eine Notiz"),
    ]
    body = "&".join(f"{name}={text}".replace(" ", "+") for name, text in fields)

    with app.test_request_context(
        "/", method="POST", base_url=BASE_URL, data=body, content_type="application/x-www-form-urlencoded"
    ):
        assert typed_texts() == (
            TypedText("second", "zwei"),
            TypedText("first", "eins"),
            TypedText("first", "noch eins"),
            TypedText("note", "eine Notiz"),
        )


def test_an_address_is_nothing_that_was_typed(app):
    with app.test_request_context("/?q:first=eins", base_url=BASE_URL):
        assert typed_texts() == ()


@pytest.mark.parametrize(
    ("text", "lines"), [("kurz", 1), ("a" * 60, 2), ("eins\nzwei\n\nvier", 4), ("a" * 6000, 20)]
)
def test_a_box_is_as_high_as_its_text_up_to_twenty_lines(text, lines):
    assert TypedText("x", text).lines == lines
