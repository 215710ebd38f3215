"""Which rows of a board are shown and in which order; without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.services.board_choices import ONLY, STATES, Choice, Column, chosen, folded, read_choice
from surveyapp.services.boards import BoardRow, Contact
from workflows.states import Phase, ReportState

DUE = datetime(2027, 6, 30, 21, 59, tzinfo=UTC)


def contact(name, email="a@example.org"):
    return Contact(name, email, "", "all")


PLAIN = BoardRow(
    report_id=UUID(int=0),
    unit_id="fulda",
    unit_name="Fulda",
    short_label="FD",
    tile=None,
    state=ReportState.NOT_STARTED,
    phase=Phase.OPEN,
    late=False,
    draft_open=False,
    answered=0,
    askable=0,
    edited_at=None,
    submitted_at=None,
    due=DUE,
    extended=False,
    exemption_reason=None,
    people=(contact("Jens Walnusstal"),),
    actions=(),
    doubts=0,
    replies=0,
)
ROWS = (
    PLAIN,
    replace(
        PLAIN,
        unit_id="gross-gerau",
        unit_name="Landkreis Groß-Gerau",
        state=ReportState.IN_PROGRESS,
        answered=5,
        askable=30,
        edited_at=DUE - timedelta(days=3),
        people=(contact("Änne Weide"), contact("Uwe Ulmenrode")),
    ),
    replace(
        PLAIN,
        unit_id="hanau",
        unit_name="Hanau",
        state=ReportState.SUBMITTED,
        answered=30,
        askable=30,
        submitted_at=DUE - timedelta(days=9),
        late=True,
        doubts=1,
    ),
    replace(PLAIN, unit_id="ahnatal", unit_name="Ahnatal", people=(), due=DUE + timedelta(days=4)),
    replace(PLAIN, unit_id="exempt", unit_name="Äppelwoi", state=ReportState.EXEMPT, people=()),
)


def units(query):
    given_parts = dict(part.split("=") for part in query.split("&")) if query else {}
    return [row.unit_id for row in chosen(ROWS, read_choice(given_parts))]


ALL = ["fulda", "gross-gerau", "hanau", "ahnatal", "exempt"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ALL),
        ("state=outstanding", ["fulda", "gross-gerau", "ahnatal"]),
        ("state=submitted", ["hanau"]),
        ("state=unheard", ALL),
        ("only=late", ["hanau"]),
        ("only=doubts", ["hanau"]),
        ("only=to_accept", ["hanau"]),
        ("only=vacant", ["ahnatal"]),
        ("only=undelivered", []),
        ("only=unheard", ALL),
        ("text=GROSS", ["gross-gerau"]),
        ("text=anne ulmen", ["gross-gerau"]),
        ("text=fd", ALL),
        ("text=walnuss", ["fulda", "hanau"]),
        ("state=outstanding&only=vacant", ["ahnatal"]),
        ("sort=unit", ["ahnatal", "exempt", "fulda", "hanau", "gross-gerau"]),
        ("sort=-unit", ["gross-gerau", "hanau", "fulda", "exempt", "ahnatal"]),
        ("sort=state", ["fulda", "ahnatal", "gross-gerau", "hanau", "exempt"]),
        ("sort=progress", ["gross-gerau", "hanau", "fulda", "ahnatal", "exempt"]),
        ("sort=-progress", ["hanau", "gross-gerau", "fulda", "ahnatal", "exempt"]),
        ("sort=last", ["hanau", "gross-gerau", "fulda", "ahnatal", "exempt"]),
        ("sort=-due", ["ahnatal", "fulda", "gross-gerau", "hanau", "exempt"]),
        ("sort=people", ["gross-gerau", "fulda", "hanau", "ahnatal", "exempt"]),
        ("sort=unheard", ALL),
        ("sort=-", ALL),
    ],
)
def test_a_choice_picks_and_orders_rows(query, expected):
    assert units(query) == expected


def test_a_search_forgives_capitals_marks_and_sharp_s():
    assert folded("Groß-Gerau ÄÖÜ é") == "gross-gerau aou e"


def test_a_column_sorts_upwards_first_and_downwards_when_pressed_again():
    up = Choice(state="returned").sorted_by(Column.DUE)
    down = up.sorted_by(Column.DUE)

    assert (up.query, down.query) == ("state=returned&sort=due", "state=returned&sort=-due")
    assert down.sorted_by(Column.DUE) == up
    assert down.sorted_by(Column.UNIT).query == "state=returned&sort=unit"


def test_long_texts_are_cut_and_spaces_folded():
    assert read_choice({"text": "  Bad \n Homburg "}).text == "Bad Homburg"
    assert len(read_choice({"text": "x" * 500}).text) == 100


CHOICES = st.builds(
    Choice,
    state=st.sampled_from(["", *map(str, STATES)]),
    only=st.sampled_from(["", *map(str, ONLY)]),
    text=st.sampled_from(["", "fulda", "a b", "%&=?"]),
    sort=st.sampled_from(["", *map(str, Column)]),
    down=st.booleans(),
).map(lambda choice: replace(choice, down=choice.down and bool(choice.sort)))


@given(CHOICES)
def test_a_choice_comes_back_from_its_address(choice):
    assert read_choice(dict(parse_qsl(choice.query))) == choice


@given(CHOICES)
def test_a_choice_adds_no_row_and_doubles_none(choice):
    found = [row.unit_id for row in chosen(ROWS, choice)]

    assert len(set(found)) == len(found)
    assert set(found) <= set(ALL)


@given(CHOICES)
def test_filters_and_order_do_not_get_into_each_others_way(choice):
    unsorted = replace(choice, sort="", down=False)

    assert {row.unit_id for row in chosen(ROWS, choice)} == {row.unit_id for row in chosen(ROWS, unsorted)}
