"""The board of a round: what stands at each unit, and how many statements that takes. On both engines."""

from datetime import timedelta

from sqlalchemy import event, select

from surveyapp.models import Event, OutgoingMail, Person, ReviewNote, Term, new_id
from surveyapp.services import chases, response_curves
from surveyapp.services.boards import ToDo, board
from tests import schools
from tests.services.cast import CLOSED, OPENED, TYPING
from workflows.states import MailState, ReportState


def shown(network, now=TYPING):
    """The board's rows by unit."""
    with network.work() as session:
        found = board(session, network.programme(session), network.round(session), now)
    return {row.unit_id: row for row in found.rows}


def set_mail(network, key, state, kind="invitation"):
    """Say what became of a person's mails of one kind."""
    with network.work() as session:
        person = network.person(session, key)
        for mail in session.scalars(
            select(OutgoingMail).where(OutgoingMail.person_id == person.id, OutgoingMail.kind == kind)
        ):
            mail.state, mail.handed_over_at = state, mail.queued_at


def test_a_mail_that_bounced_waits_until_a_later_one_arrives(network):
    set_mail(network, "p3", MailState.BOUNCED)
    bounced = shown(network)["campinas"]
    with network.work() as session:
        first = session.scalars(
            select(OutgoingMail).where(OutgoingMail.person_id == network.person(session, "p3").id)
        ).one()
        values = {column.key: getattr(first, column.key) for column in OutgoingMail.__table__.columns}
        later = {"id": new_id(TYPING), "unique_key": "again", "kind": "link", "state": MailState.HANDED_OVER}
        session.add(OutgoingMail(**{**values, **later, "queued_at": TYPING, "handed_over_at": TYPING}))
    arrived = shown(network)["campinas"]

    assert ToDo.UNDELIVERED in bounced.to_do
    assert (bounced.people[0].undelivered, bounced.people[0].last_mail_at) == (True, None)
    assert ToDo.UNDELIVERED not in arrived.to_do
    assert (arrived.people[0].last_mail_at, arrived.people[0].last_mail_kind) == (TYPING, "link")


def test_a_mail_that_only_waits_says_nothing_yet(network):
    row = shown(network)["campinas"]

    assert (row.to_do, row.people[0].undelivered, row.people[0].last_mail_at) == (frozenset(), False, None)


def test_what_is_handed_in_waits_to_be_accepted_and_its_hints_with_it(network):
    network.hand_in(network.seat("campinas", "p3"))
    with network.work() as session:
        handed_in = session.scalars(select(Event).where(Event.action == "report.submitted")).one()
        handed_in.details = {**handed_in.details, "doubts": 2}

    row = shown(network)["campinas"]

    assert (row.doubts, row.to_do) == (2, {ToDo.TO_ACCEPT, ToDo.DOUBTS})


def test_a_note_that_was_replied_to_waits_until_it_is_settled(network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)
    with network.work() as session:
        note = ReviewNote(
            programme_id=seat.programme_id,
            id=new_id(TYPING),
            report_id=seat.report_id,
            revision_number=1,
            key="livros",
            row_id="",
            note="?",
            author_id=seat.actor_id,
            asked_at=TYPING,
        )
        session.add(note)
    asked = shown(network)["campinas"].replies
    with network.work() as session:
        note = session.scalars(select(ReviewNote)).one()
        note.reply, note.replied_at, note.reply_author_id = "Sim.", TYPING, seat.actor_id
    replied = shown(network)["campinas"]
    with network.work() as session:
        session.scalars(select(ReviewNote)).one().settled_at = TYPING
    settled = shown(network)["campinas"]

    assert (asked, replied.replies, settled.replies) == (0, 1, 0)
    assert ToDo.REPLIED in replied.to_do
    assert ToDo.REPLIED not in settled.to_do


def test_a_vacant_post_and_a_person_without_an_address_wait_as_long_as_something_can_come_in(network):
    with network.work() as session:
        network.person(session, "p3").email = ""
        person = network.person(session, "p4")
        session.scalars(select(Term).where(Term.person_id == person.id)).one().until_on = OPENED.date()

    rows, later = shown(network), shown(network, CLOSED + timedelta(days=1))

    assert rows["campinas"].to_do == {ToDo.NO_ADDRESS}
    assert rows["sorocaba"].to_do == {ToDo.VACANT}
    assert (later["campinas"].to_do, later["sorocaba"].to_do) == (frozenset(), frozenset())


def test_the_board_counts_what_waits_in_the_order_of_its_kinds(network):
    network.hand_in(network.seat("campinas", "p3"))
    with network.work() as session:
        session.scalars(select(Person).where(Person.key == "p4")).one().email = ""
        found = board(session, network.programme(session), network.round(session), TYPING)

    assert list(found.to_do.items()) == [(ToDo.VACANT, 1), (ToDo.NO_ADDRESS, 1), (ToDo.TO_ACCEPT, 1)]
    assert found.counts[ReportState.SUBMITTED] == 1
    assert found.counts[ReportState.NOT_STARTED] == 4


def statements_of(engine, work):
    """How many statements some work sends to the database."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)
    return len(sent)


def test_a_board_of_475_units_takes_as_many_statements_as_one_of_28(engine, session, tmp_path):
    counts = {}
    for n in (28, 475):
        programme, round_ = schools.with_round(session, tmp_path / str(n), n)

        def look(programme=programme, round_=round_):
            shown = board(session, programme, round_, schools.NOW)
            response_curves.curves_of(session, round_, schools.NOW)
            return chases.chased(session, round_, shown, schools.NOW)

        counts[n] = statements_of(engine, look)
        session.rollback()

    assert counts[475] == counts[28]
