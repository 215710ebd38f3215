import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.likeness import Alike, Known, Why, near_duplicates, plain_name

NAMES = st.sampled_from(["Anke Ahornbach", "Jörg Eschenrod", "Martina Mispelrain", "Sabine Lindenau"])


def why(one, other, emails=("", "")):
    """What two people have in common; None where nothing."""
    people = [Known("one", one, emails[0]), Known("other", other, emails[1])]
    return next((pair.why for pair in near_duplicates(people)), None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jörg Müller", "Joerg Mueller"),
        ("Jörg Müller", "Jorg Muller"),
        ("Müller, Jörg", "Jörg Müller"),
        ("Prof. Dr. Jörg Müller", "jörg MÜLLER"),
        ("Frau Anne Groß", "Anne Gross"),
        ("Anne-Marie Groß", "Anne Marie Groß"),
    ],
)
def test_one_name_spelled_in_two_ways_is_the_same(one, other):
    assert why(one, other) is Why.SAME_NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Martina Mispelrain", "Martina Mispelrein"),
        ("Martina Mispelrain", "Martina Misplerain"),
        ("Martina Mispelrain", "Martina Mispelrainn"),
    ],
)
def test_a_long_name_with_one_wrong_letter_is_similar(one, other):
    assert why(one, other) is Why.SIMILAR_NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ina Rot", "Ida Rot"), ("Martina Mispelrain", "Martin Mispelbach"), ("Anke Ahorn", "Anke Birke")],
)
def test_other_names_are_not_alike(one, other):
    assert why(one, other) is None


def test_the_same_address_says_more_than_the_name():
    assert why("Anke Ahorn", "Anke Ahorn", ("A@one.example", " a@one.example")) is Why.SAME_ADDRESS


def test_people_without_an_address_have_none_in_common():
    assert why("Anke Ahorn", "Bodo Birke") is None


def test_a_name_of_nothing_but_a_title_stays_what_it_is():
    assert plain_name("Prof. Ma") == "ma prof"


def test_three_alike_are_three_pairs_in_the_order_of_the_people():
    people = [Known("c", "Anke Ahorn", ""), Known("a", "Ahorn, Anke", ""), Known("b", "Dr. Anke Ahorn", "")]

    assert near_duplicates(people) == (
        Alike("c", "a", Why.SAME_NAME),
        Alike("c", "b", Why.SAME_NAME),
        Alike("a", "b", Why.SAME_NAME),
    )


@given(NAMES, st.data())
def test_a_letter_left_out_anywhere_is_forgiven(name, data):
    at = data.draw(st.integers(0, len(name) - 1).filter(lambda place: name[place] != " "))

    assert why(name, name[:at] + name[at + 1 :]) in {Why.SIMILAR_NAME, Why.SAME_NAME}


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_does_not_depend_on_the_order(one, other):
    assert why(one, other) == why(other, one)
