"""A post of a section: which fields are read, and what they say."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.answers import Address, Answer
from forms.web_form import SectionForm, field_text, mark
from tests.forms.builders import choices, item, questionnaire, roster

QUESTIONS = (
    item("kinds", "multiple", choices=choices("a", "b", "other+")),
    item("n", "integer"),
    item("words", "long_text"),
    item("sum", "computed"),
    roster("people", item("name"), item("since", "month")),
)


def read(*fields: tuple[str, str], language: str = "de") -> SectionForm:
    return SectionForm(questionnaire(*QUESTIONS), "a", MultiDict(fields), language)


def test_only_fields_with_a_mark_are_read() -> None:
    form = read(("q:n", "4"), ("v:q:words", "0"), ("q:words", "Text"))

    assert {address: entry.text for address, entry in form.entries.items()} == {Address("words"): "Text"}


def test_a_box_that_nobody_ticked_is_an_empty_answer() -> None:
    form = read(("v:q:kinds", mark(2, "a b")))

    entry = form.entries[Address("kinds")]
    assert (entry.text, entry.seen.revision, entry.is_touched) == ("", 2, True)


def test_several_codes_are_one_text() -> None:
    form = read(("v:q:kinds", "0"), ("q:kinds", "a"), ("q:kinds", "b"))

    assert form.entries[Address("kinds")].text == "a b"


def test_a_field_that_comes_back_as_it_was_shown_is_not_touched() -> None:
    form = read(("v:q:words", mark(1, "one\ntwo")), ("q:words", "one\r\ntwo"))

    assert not form.entries[Address("words")].is_touched


@pytest.mark.parametrize(
    "name", ["sum", "people.name", "n:row1", "people.nothing:row1", "nothing", "kinds__nothing"]
)
def test_what_is_not_asked_there_is_not_read(name: str) -> None:
    assert read((f"v:q:{name}", "0"), (f"q:{name}", "1")).entries == {}


def test_rows_are_read_by_their_ids() -> None:
    form = read(("v:q:people.name:new-1", "0"), ("q:people.name:new-1", "Anna"))

    assert form.entries[Address("people.name", "new-1")].text == "Anna"


def test_what_cannot_be_read_is_said_in_the_words_of_its_type_and_kept() -> None:
    form = read(("v:q:n", "0"), ("q:n", "viele"))

    assert not form.validate()
    assert form.errors["q:n"] == [
        "„viele“ können wir nicht als Zahl lesen. Bitte schreiben Sie zum Beispiel 1234 oder 12,5."
    ]
    assert form.entries[Address("n")].text == "viele"


@holds_for(st.text(), st.sampled_from(["kinds", "n", "words", "people.since:r"]))
def test_no_text_breaks_the_form(text: str, name: str) -> None:
    form = read((f"v:q:{name}", text), (f"q:{name}", text))

    form.validate()

    assert len(form.entries) == 1


@pytest.mark.parametrize(
    ("kind", "answer", "text"),
    [
        ("decimal", Answer("12.5", Decimal("12.5")), "12,5"),
        ("date", Answer("2010-02-28", date(2010, 2, 28)), "28.02.2010"),
        ("integer", Answer("viele", finding="number.format"), "viele"),
        ("multiple", Answer("a b", ("a", "b")), "a b"),
        ("text", None, ""),
    ],
)
def test_a_field_holds_what_its_reader_would_type(kind: str, answer: Answer | None, text: str) -> None:
    assert field_text(item("x", kind), Address("x"), answer, "de") == text
