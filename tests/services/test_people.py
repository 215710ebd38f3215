import pytest

from surveyapp.services import people
from surveyapp.services.people import Details
from surveyapp.services.ticks import operator
from tests.services.cast import TYPING
from workflows.refusals import Refused

NEW = Details(" Gabriela  Gomes ", "gabriela@redes.example", "+55 11 123", "pt")


def added(network, details=NEW, key=""):
    with network.work() as session:
        programme = network.programme(session)
        return people.add_person(session, operator(session, TYPING), programme, details, TYPING, key).id


def corrected(network, key, details, mark=None):
    with network.work() as session:
        person = network.person(session, key)
        return people.correct_person(
            session, operator(session, TYPING), network.programme(session), person.id, details, TYPING, mark
        )


def details(network, key):
    with network.work() as session:
        return people.details_of(network.person(session, key))


def test_a_new_person_stands_in_the_register_with_tidy_spaces_and_a_key_that_names_nobody(network):
    person_id = added(network)

    with network.work() as session:
        person = people.person_at(session, network.programme(session), person_id)
        assert people.details_of(person) == Details(
            "Gabriela Gomes", "gabriela@redes.example", "+55 11 123", "pt"
        )
        assert person.key == f"p-{person_id.hex[-10:]}"
    assert network.events("person.added") == [{}]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Details("  "), "person.no_name"),
        (Details("x" * 201), "person.too_long"),
        (Details("Ana", phone="1" * 201), "person.too_long"),
        (Details("Ana", "ana@nowhere"), "person.address"),
        (Details("Ana", "ana@a.example\nBcc: b@b.example"), "person.address"),
        (Details("Ana", language="de"), "language.unknown"),
    ],
)
def test_what_cannot_be_kept_is_refused(network, wrong, code):
    with pytest.raises(Refused) as refused:
        added(network, wrong)

    assert refused.value.code == code


def test_a_correction_names_the_fields_and_puts_no_address_on_record(network):
    before = details(network, "p3")

    changed = corrected(network, "p3", Details(before.name, "celia@new.example", "11 9", before.language))

    assert changed == ("email", "phone")
    assert network.events("person.corrected") == [{"fields": ["email", "phone"]}]


def test_a_correction_that_changes_nothing_is_no_event(network):
    assert corrected(network, "p3", details(network, "p3")) == ()
    assert network.events("person.corrected") == []


def test_who_read_older_details_is_told(network):
    with network.work() as session:
        mark = people.mark_of(network.person(session, "p3"))
    corrected(network, "p3", Details("Célia Couto", "celia@new.example"), mark)

    with pytest.raises(Refused) as refused:
        corrected(network, "p3", Details("Célia Couto", "celia@other.example"), mark)

    assert refused.value.code == "person.changed"
    assert details(network, "p3").email == "celia@new.example"


@pytest.mark.one_engine
def test_namesakes_are_found_before_somebody_is_added_twice(network):
    with network.work() as session:
        programme = network.programme(session)
        names = [
            [person.key for person in people.namesakes(session, programme, asked)]
            for asked in (
                Details("Couto, Celia"),
                Details("Somebody Else", "DARIO@redes.example"),
                Details("Nobody Known"),
            )
        ]

    assert names == [["p3"], ["p4"], []]


@pytest.mark.parametrize("asked", ["müller", "Mueller jörg", "JOERG", "mul", ""])
def test_a_name_is_found_however_it_is_spelled(asked):
    assert people.is_named("Dr. Jörg Müller", asked)


def test_a_name_that_lacks_a_part_is_not_found():
    assert not people.is_named("Dr. Jörg Müller", "Jörg Maier")
