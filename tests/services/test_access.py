from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from surveyapp.models import Base, ReportSession, Term
from surveyapp.services import access
from surveyapp.services.posts import end_post
from surveyapp.services.ticks import operator
from tests.services.cast import IMPORTED, KEY, OPENED, TYPING
from workflows.refusals import Refused

pytestmark = pytest.mark.one_engine


def refusal(act, *arguments):
    with pytest.raises(Refused) as refused:
        act(*arguments)
    return refused.value.code, refused.value.facts


def opened(network, unit="campinas", key="p3", now=TYPING):
    with network.work() as session:
        return access.start_session(session, network.token(session, unit, key), KEY, now)


def test_a_token_has_43_characters_and_leads_to_its_person_and_report(network):
    with network.work() as session:
        token = network.token(session, "santos", "p2")

        respondent = access.check_token(session, token, KEY, TYPING)

        assert len(token) == access.TOKEN_LENGTH == 43
        assert respondent.report_id == network.report(session, "santos").id
        assert (respondent.name, respondent.language) == ("Bento Brandão", "en")


def test_opening_writes_nothing_however_often(network):
    def rows():
        with network.work() as session:
            return {
                table.name: session.scalar(select(func.count()).select_from(table))
                for table in Base.metadata.sorted_tables
            }

    before = rows()
    for _ in range(5):
        with network.work() as session:
            access.check_token(session, network.token(session, "santos", "p1"), KEY, TYPING)
            assert not session.dirty
            assert not session.new

    assert rows() == before


def test_every_token_that_does_not_hold_is_refused_alike(network):
    with network.work() as session:
        token = network.token(session, "bauru", "p5")
        revoked = network.token(session, "santos", "p1")
        access.revoke(
            session, operator(session, TYPING), network.link(session, "santos", "p1"), "staff", TYPING
        )
        renewed = network.token(session, "santos", "p2")
        access.renew(session, operator(session, TYPING), network.link(session, "santos", "p2"), TYPING)
        after_term = TYPING.replace(month=3, day=2)
        tokens = {
            "cut": token[:-1],
            "longer": token + "A",
            "lower": token.lower(),
            "unknown": access.token_of(network.report(session, "bauru").id, 1, KEY),
            "other key": access.token_of(network.link(session, "bauru", "p5").id, 1, b"another"),
            "other version": access.token_of(network.link(session, "bauru", "p5").id, 2, KEY),
            "revoked": revoked,
            "renewed": renewed,
            "empty": "",
            "foreign signs": "!" * 40 + "AAA",
            "a space for a sign": " " + token[1:],
            "another alphabet": "ä" * 43,
        }

        refused = {
            name: refusal(access.check_token, session, made, KEY, TYPING) for name, made in tokens.items()
        }
        refused["former holder"] = refusal(access.check_token, session, token, KEY, after_term)

    assert refused == {name: ("link.unknown", {}) for name in refused}


def test_one_link_has_one_token(network):
    """The last of 43 signs carries two spare bits, which the decoder would not look at."""
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    with network.work() as session:
        token = network.token(session, "santos", "p1")
        good = []
        for sign in signs:
            try:
                access.check_token(session, token[:-1] + sign, KEY, TYPING)
                good.append(sign)
            except Refused:
                pass

    assert good == [token[-1]]


@given(text=st.text(max_size=60) | st.text("AB-_=%./", min_size=43, max_size=43))
def test_no_text_breaks_the_check(network_for_all_examples, text):
    with network_for_all_examples.work() as session:
        assert refusal(access.check_token, session, text, KEY, TYPING)[0] == "link.unknown"


def test_no_token_and_no_session_key_stands_in_the_database_file(network, tmp_path):
    key = opened(network)
    with network.work() as session:
        tokens = [network.token(session, unit, who) for unit, who in (("santos", "p1"), ("campinas", "p3"))]
    network.tick(OPENED)

    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())

    assert len(kept) > 100_000
    assert [secret for secret in [key, *tokens] if secret.encode() in kept] == []


def test_revoking_ends_the_sessions_at_their_next_call(network):
    first, second = opened(network), opened(network)
    with network.work() as session:
        link = network.link(session, "campinas", "p3")
        assert access.resume(session, first, TYPING).link_id == link.id
        access.revoke(session, operator(session, TYPING), link, "staff", TYPING)
        access.revoke(session, operator(session, TYPING), link, "again", TYPING)

    with network.work() as session:
        assert [refusal(access.resume, session, key, TYPING)[0] for key in (first, second)] == [
            "link.unknown"
        ] * 2
        assert network.link(session, "campinas", "p3").revoked_why == "staff"


def test_renewing_kills_the_old_token_and_its_sessions_and_the_new_one_works(network):
    old = opened(network)
    with network.work() as session:
        before = network.token(session, "campinas", "p3")
        access.renew(session, operator(session, TYPING), network.link(session, "campinas", "p3"), TYPING)
        after = network.token(session, "campinas", "p3")

    with network.work() as session:
        assert refusal(access.check_token, session, before, KEY, TYPING)[0] == "link.unknown"
        assert refusal(access.resume, session, old, TYPING)[0] == "link.unknown"
        assert access.check_token(session, after, KEY, TYPING).name == "Célia Couto"


def test_ending_a_post_revokes_the_link_and_ends_the_session(network):
    key = opened(network)
    with network.work() as session:
        (term,) = terms(session, network, "p3")
        end_post(session, operator(session, TYPING), term.programme_id, term.id, TYPING.date(), TYPING)

    with network.work() as session:
        assert refusal(access.resume, session, key, TYPING)[0] == "link.unknown"
        assert network.link(session, "campinas", "p3").revoked_why == "term_ended"
        assert terms(session, network, "p3")[0].source == "staff"


@pytest.mark.parametrize("days", [0, -1])
def test_a_post_does_not_end_before_it_began(network, days):
    with network.work() as session:
        (term,) = terms(session, network, "p3")
        day = term.from_on + timedelta(days=days)
        actor_id = operator(session, TYPING)
        assert refusal(end_post, session, actor_id, term.programme_id, term.id, day, TYPING) == (
            "term.ends_before_start",
            {},
        )
        assert refusal(end_post, session, actor_id, term.programme_id, term.person_id, day, TYPING) == (
            "term.unknown",
            {},
        )


def terms(session, network, key):
    return session.scalars(select(Term).where(Term.person_id == network.person(session, key).id)).all()


def test_leaving_ends_this_browser_only(network):
    first, second = opened(network), opened(network)
    with network.work() as session:
        access.end_session(session, first, TYPING)

    with network.work() as session:
        assert refusal(access.resume, session, first, TYPING)[0] == "session.gone"
        assert refusal(access.resume, session, "never given", TYPING)[0] == "session.gone"
        assert access.resume(session, second, TYPING).name == "Célia Couto"


def test_a_language_is_remembered_in_the_session_and_with_the_person(network):
    key = opened(network)
    with network.work() as session:
        access.choose_language(session, key, "en", TYPING)
        assert refusal(access.choose_language, session, key, "de", TYPING) == (
            "language.unknown",
            {"language": "de"},
        )

    with network.work() as session:
        assert access.resume(session, key, TYPING).language == "en"
        assert network.person(session, "p3").language == "en"


def test_a_session_is_stored_under_the_hash_of_its_key(network):
    key = opened(network)

    with network.work() as session:
        assert session.scalars(select(ReportSession.id)).all() == [access.session_id(key)]


def test_a_second_ask_for_a_link_gives_the_first(network):
    seat = network.seat("campinas", "p3")
    with network.work() as session:
        link = network.link(session, "campinas", "p3")
        person_id = network.person(session, "p3").id
        again = access.link_for(
            session, seat.actor_id, seat.programme_id, seat.report_id, person_id, IMPORTED
        )

    assert again.id == link.id
