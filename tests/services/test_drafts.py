import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from forms.answer_types.normalising import keepable
from forms.answers import Address
from surveyapp.models import DraftAnswer, LateNote
from surveyapp.services import drafts, report_views
from tests.services.cast import CLOSED, OPENED, SECOND, TYPING
from workflows.refusals import Refused

pytestmark = pytest.mark.one_engine


def rows(network):
    with network.work() as session:
        found = session.scalars(select(DraftAnswer).order_by(DraftAnswer.key, DraftAnswer.row_id)).all()
        return {(row.key, row.row_id): row for row in found}


def test_what_is_typed_is_kept_with_its_value_its_author_and_its_time(network):
    seat = network.seat("campinas", "p3")

    saved = network.save(seat, {"livros": " 12 ", "horas": "1,5"})

    kept = rows(network)
    assert saved.changed == (Address("livros"), Address("horas"))
    assert (kept["livros", ""].raw, kept["livros", ""].value) == (" 12 ", 12)
    assert (kept["horas", ""].value, kept["horas", ""].origin) == ("1.5", "typed")
    assert (kept["livros", ""].author_id, kept["livros", ""].saved_at) == (seat.actor_id, TYPING)


def test_what_cannot_be_read_is_kept_as_typed_with_a_finding(network):
    seat = network.seat("campinas", "p3")

    saved = network.save(seat, {"livros": "uma dúzia", "encontro": "31.02.2026"})

    kept = rows(network)
    assert {key: (row.raw, row.value) for key, row in kept.items()} == {
        ("encontro", ""): ("31.02.2026", None),
        ("livros", ""): ("uma dúzia", None),
    }
    assert all(row.finding for row in kept.values())
    assert {finding.code for finding in saved.view.assessment.findings} >= {"unreadable"}


def test_an_empty_field_that_nobody_touched_leaves_no_row_and_starts_nothing(network):
    seat = network.seat("campinas", "p3")

    saved = network.save(seat, {"livros": "", "nota": ""})

    assert (saved.changed, saved.view.state, rows(network)) == ((), "not_started", {})


def test_a_field_that_is_emptied_keeps_its_row_as_empty(network):
    seat = network.seat("campinas", "p3")
    network.save(seat, {"livros": "12"})

    network.save(seat, {"livros": ""})

    row = rows(network)["livros", ""]
    assert (row.raw, row.value, row.missing, row.revision) == ("", None, "empty", 2)


def test_saving_the_same_again_changes_nothing(network):
    seat = network.seat("campinas", "p3")
    network.save(seat, {"livros": "12"})
    before = network.counts()

    saved = network.save(seat, {"livros": "12"}, TYPING + SECOND)

    assert (saved.changed, network.counts()) == ((), before)
    assert rows(network)["livros", ""].saved_at == TYPING


def test_the_first_save_starts_the_report_and_later_ones_do_not(network):
    seat = network.seat("campinas", "p3")

    network.save(seat, {"livros": "1"})
    saved = network.save(seat, {"livros": "2"})

    assert (saved.view.state, saved.view.edited_at) == ("in_progress", TYPING)
    assert len(network.events("report.started")) == 1


def test_two_people_in_different_fields_merge(network):
    first, second = network.seat("santos", "p1"), network.seat("santos", "p2")

    network.save(first, {"livros": "12"}, seen=0)
    saved = network.save(second, {"nota": "Tudo bem"}, seen=0)

    kept = rows(network)
    assert saved.conflicts == ()
    assert (kept["livros", ""].author_id, kept["nota", ""].author_id) == (first.actor_id, second.actor_id)


def test_two_people_in_one_field_see_both_texts_and_nothing_is_overwritten(network):
    first, second = network.seat("santos", "p1"), network.seat("santos", "p2")
    network.save(first, {"nota": "de Alícia"}, seen=0)

    saved = network.save(second, {"nota": "de Bento", "livros": "3"}, seen=0)

    assert saved.conflicts == (drafts.Conflict(Address("nota"), "de Bento", "de Alícia", 1),)
    assert saved.changed == (Address("livros"),)
    assert rows(network)["nota", ""].raw == "de Alícia"


def test_the_same_text_from_two_people_is_no_conflict(network):
    first, second = network.seat("santos", "p1"), network.seat("santos", "p2")
    network.save(first, {"nota": "igual"}, seen=0)

    assert network.save(second, {"nota": "igual"}, seen=0).conflicts == ()


def test_whoever_has_seen_the_newest_write_may_replace_it(network):
    first, second = network.seat("santos", "p1"), network.seat("santos", "p2")
    network.save(first, {"nota": "de Alícia"}, seen=0)

    network.save(second, {"nota": "de Bento"}, seen=1)

    assert (rows(network)["nota", ""].raw, rows(network)["nota", ""].revision) == ("de Bento", 2)


@pytest.mark.parametrize("name", ["unknown", "livros.no", "livros:r1", "pessoas.pessoa", "aviso", "pessoas"])
def test_what_the_questionnaire_does_not_ask_there_is_named_and_ignored(network, name):
    seat = network.seat("campinas", "p3")

    saved = network.save(seat, {name: "x"})

    assert (saved.changed, saved.unknown, rows(network)) == ((), (name.partition(":")[0],), {})


@pytest.mark.parametrize(("now", "code"), [(OPENED - SECOND, "round.not_open"), (CLOSED, "round.closed")])
def test_outside_the_window_nothing_is_saved(network, now, code):
    seat = network.seat("campinas", "p3")

    with pytest.raises(Refused) as refused:
        network.save(seat, {"livros": "12"}, now)

    assert (refused.value.code, rows(network)) == (code, {})


def test_in_the_last_second_it_is_saved(network):
    seat = network.seat("campinas", "p3")

    saved = network.save(seat, {"livros": "12"}, CLOSED - SECOND)

    assert saved.changed == (Address("livros"),)


def test_a_post_to_a_closed_report_is_a_note_for_staff_and_never_an_answer(network):
    seat = network.seat("campinas", "p3")

    with network.work() as session:
        drafts.keep_late_note(session, *seat.place, {"livros": "12", "nota": " "}, CLOSED)
        drafts.keep_late_note(session, *seat.place, {"nota": "  "}, CLOSED)

    with network.work() as session:
        notes = session.scalars(select(LateNote)).all()
        assert [(note.answers, note.received_at) for note in notes] == [({"livros": "12"}, CLOSED)]
    assert rows(network) == {}


def test_what_another_session_saved_meanwhile_is_seen_after_the_lock(network):
    """A page that has loaded the report before it saves must not work on what it saw then."""
    first, second = network.seat("santos", "p1"), network.seat("santos", "p2")
    network.save(first, {"nota": "eins"})
    early = network.session_factory()
    network_view = report_views.view_of(early, network.report(early, "santos"), TYPING)
    early.commit()
    network.save(first, {"nota": "zwei"})

    posted = {Address("nota"): drafts.Posted("drei", seen=network_view.revisions[Address("nota")])}
    saved = drafts.save(early, *second.place, posted, "pt", TYPING)
    early.rollback()
    early.close()

    assert [conflict.theirs for conflict in saved.conflicts] == ["zwei"]


@given(
    texts=st.lists(
        st.tuples(
            st.sampled_from(["livros", "horas", "nota", "formas", "encontro", "mudou"]),
            st.text(st.characters(codec="utf-8"), max_size=40),
        ),
        max_size=6,
    )
)
def test_a_draft_is_never_refused(network_for_all_examples, texts):
    network = network_for_all_examples
    seat = network.seat("sorocaba", "p4")

    network.save(seat, dict(texts))

    kept = rows(network)
    assert {key: kept[key, ""].raw for key, text in dict(texts).items() if keepable(text)} == {
        key: keepable(text) for key, text in dict(texts).items() if keepable(text)
    }
