from uuid import uuid4

import pytest

from forms.answers import Address
from surveyapp.models import OutgoingMail
from surveyapp.services import review, review_notes
from surveyapp.services.ticks import operator
from tests.services.cast import MINUTE, TYPING
from workflows.refusals import Refused


@pytest.fixture
def asked(network):
    """The report of Campinas, handed in and given back with two questions."""
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)
    with network.work() as session:
        who = operator(session, TYPING)
        notes = {Address("livros"): " So few? ", Address("mudou"): "Really?", Address("formas"): " "}
        review.return_report(session, who, seat.programme_id, seat.report_id, "", None, TYPING, None, notes)
    return seat


def notes(network, seat):
    with network.work() as session:
        return review_notes.notes_of(session, seat.programme_id, seat.report_id)


def reply(network, seat, replies, now=TYPING + MINUTE):
    with network.work() as session:
        return review_notes.reply(session, *seat.place, replies, now)


def test_questions_about_single_answers_are_kept_with_the_revision_that_was_read(network, asked):
    found = notes(network, asked)

    assert [(note.address, note.text, note.revision) for note in found] == [
        (Address("livros"), "So few?", 1),
        (Address("mudou"), "Really?", 1),
    ]
    assert all(note.is_open and not note.reply for note in found)


def test_the_mail_names_each_question_and_needs_no_general_note(network, asked):
    with network.work() as session:
        (mail,) = session.query(OutgoingMail).filter(OutgoingMail.kind == "return").all()
        report = network.report(session, "campinas")

    assert report.return_note is None
    assert "→ So few?" in mail.body
    assert mail.body.index("→ So few?") < mail.body.index("→ Really?")


def test_a_reply_is_kept_and_the_same_once_more_changes_nothing(network, asked):
    first, second = notes(network, asked)

    changed = [
        reply(network, asked, {first.note_id: (" Yes,\r\nso few. ", ""), second.note_id: (" ", "")}),
        reply(network, asked, {first.note_id: ("Yes,\r\nso few.", "Yes,\nso few.")}, TYPING + 2 * MINUTE),
    ]

    kept, other = notes(network, asked)
    assert changed == [1, 0]
    assert (kept.reply, kept.replied_at) == ("Yes,\nso few.", TYPING + MINUTE)
    assert kept.replied_by.startswith("Célia")
    assert other.reply == ""


def test_what_two_people_reply_at_once_is_kept_of_both(network, asked):
    first, _ = notes(network, asked)
    reply(network, asked, {first.note_id: ("From one.", "")})

    reply(network, asked, {first.note_id: ("From another.", "")})
    reply(network, asked, {first.note_id: ("Better.", "From one.\n\nFrom another.")})

    with network.work() as session:
        assert review_notes.notes_of(session, asked.programme_id, asked.report_id)[0].reply == "Better."
    assert len(network.events("report.note_replied")) == 3


def test_a_reply_to_a_note_of_another_report_or_to_none_is_left_alone(network, asked):
    first, _ = notes(network, asked)
    other = network.seat("sorocaba", "p4")

    assert reply(network, other, {first.note_id: ("Mine!", ""), uuid4(): ("Whose?", "")}) == 0
    assert notes(network, asked)[0].reply == ""


def test_a_note_is_settled_once_and_by_its_own_report_only(network, asked):
    first, second = notes(network, asked)
    with network.work() as session:
        for _ in range(2):
            review_notes.settle(session, *asked.place, first.note_id, TYPING + MINUTE)
    other = network.seat("sorocaba", "p4")
    with network.work() as session, pytest.raises(Refused) as refused:
        review_notes.settle(session, *other.place, second.note_id, TYPING)

    assert [note.is_open for note in notes(network, asked)] == [False, True]
    assert len(network.events("report.note_settled")) == 1
    assert refused.value.code == "note.unknown"


def test_questions_stay_when_the_report_is_handed_in_again(network, asked):
    network.save(asked, {"livros": "20"}, TYPING + MINUTE)
    network.submit(asked, TYPING + MINUTE)

    assert [note.is_open for note in notes(network, asked)] == [True, True]
