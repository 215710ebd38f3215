from datetime import timedelta

import pytest
from sqlalchemy import select

from surveyapp.models import Term
from surveyapp.services import access, people, posts
from surveyapp.services.people import Details
from surveyapp.services.posts import Post
from surveyapp.services.ticks import operator
from tests.services.cast import CLOSED, KEY, OPENED, REPORT, TYPING
from workflows.refusals import Refused
from workflows.states import Role, Share

TODAY = TYPING.date()
TOMORROW = TODAY + timedelta(days=1)
NEXT_WEEK = TODAY + timedelta(days=7)


def newcomer(network, name="Gabriela Gomes"):
    """The id of somebody new in the register."""
    with network.work() as session:
        details = Details(name, "gabriela@redes.example")
        programme = network.programme(session)
        return people.add_person(session, operator(session, TYPING), programme, details, TYPING, "new").id


def term_of(session, network, key):
    person = network.person(session, key)
    return session.scalars(select(Term).where(Term.person_id == person.id).order_by(Term.from_on)).first()


def hand_over(network, key, to, on=TODAY, now=TYPING):
    with network.work() as session:
        term = term_of(session, network, key)
        programme = network.programme(session)
        return posts.hand_post_over(session, operator(session, now), programme, term.id, to, on, now).id


def add(network, person_id, unit, role=Role.COORDINATOR, from_on=TODAY, now=TYPING):
    with network.work() as session:
        post = Post(unit, role, Share.ALL, from_on)
        posts.add_post(session, operator(session, now), network.programme(session), person_id, post, now)


def opens(network, token, now=TYPING):
    """Whether a link still leads to its report."""
    with network.work() as session:
        try:
            access.check_token(session, token, KEY, now)
        except Refused:
            return False
        return True


def token(network, unit, key):
    with network.work() as session:
        return network.token(session, unit, key)


def went(network, now):
    return [(sent.to.name, sent.subject.split(":")[0]) for sent in network.tick(now)]


def invited(network, now):
    return [to for to, subject in went(network, now) if subject.startswith("Invitation")]


def test_the_links_of_the_leaver_die_the_draft_stays_and_the_successor_is_invited(network):
    went(network, OPENED)
    network.save(network.seat("campinas", "p3"), REPORT)
    old = token(network, "campinas", "p3")
    assert opens(network, old)

    hand_over(network, "p3", newcomer(network))

    assert not opens(network, old)
    assert opens(network, token(network, "campinas", "new"))
    assert invited(network, TYPING) == ["Gabriela Gomes"]
    assert network.submit(network.seat("campinas", "new")) == ()
    assert network.events("link.revoked")[-1]["why"] == "term_ended"


def test_a_post_that_is_handed_over_next_week_is_the_leavers_until_then(network):
    went(network, OPENED)
    old = token(network, "campinas", "p3")

    hand_over(network, "p3", newcomer(network), NEXT_WEEK)

    new = token(network, "campinas", "new")
    day_before, first_day = TYPING + timedelta(days=6), TYPING + timedelta(days=7)
    assert (opens(network, old, day_before), opens(network, new, day_before)) == (True, False)
    assert (opens(network, old, first_day), opens(network, new, first_day)) == (False, True)
    assert invited(network, day_before) == []
    assert invited(network, first_day) == ["Gabriela Gomes"]


def test_what_was_handed_in_is_not_asked_for_again_the_successor_gets_the_link(network):
    network.hand_in(network.seat("campinas", "p3"))
    went(network, TYPING)

    hand_over(network, "p3", newcomer(network))

    assert [subject.split()[0] for to, subject in went(network, TYPING) if to == "Gabriela Gomes"] == ["New"]
    assert opens(network, token(network, "campinas", "new"))


def test_whoever_comes_back_gets_a_link_of_a_new_version(network):
    went(network, OPENED)
    old = token(network, "campinas", "p3")
    hand_over(network, "p3", newcomer(network))
    with network.work() as session:
        back = network.person(session, "p3").id

    hand_over(network, "new", back, TOMORROW, TYPING)

    tomorrow = TYPING + timedelta(days=1)
    assert not opens(network, old, tomorrow)
    assert opens(network, token(network, "campinas", "p3"), tomorrow)
    assert "Célia Couto" in invited(network, tomorrow)


def test_a_vacant_post_that_is_filled_while_the_round_is_open_is_invited(network):
    went(network, OPENED)

    add(network, newcomer(network), "registro")

    assert invited(network, TYPING) == ["Gabriela Gomes"]


@pytest.mark.parametrize("now", [CLOSED, CLOSED + timedelta(days=30)])
def test_nobody_is_invited_to_a_closed_round(network, now):
    network.tick(now)

    add(network, newcomer(network), "registro", from_on=now.date(), now=now)

    assert invited(network, now) == []


def test_a_deputy_is_not_invited(network):
    went(network, OPENED)

    add(network, newcomer(network), "registro", Role.DEPUTY)

    assert invited(network, TYPING) == []


def test_who_stays_at_the_unit_as_a_deputy_keeps_the_link(network):
    went(network, OPENED)
    with network.work() as session:
        person_id = network.person(session, "p3").id
    add(network, person_id, "campinas", Role.DEPUTY)
    old = token(network, "campinas", "p3")

    hand_over(network, "p3", newcomer(network))

    assert opens(network, old)


def test_a_link_that_staff_revoked_is_not_brought_back_by_another_share(network):
    went(network, OPENED)
    with network.work() as session:
        access.revoke(
            session, operator(session, TYPING), network.link(session, "campinas", "p3"), "x", TYPING
        )
        term = term_of(session, network, "p3")
        programme = network.programme(session)
        span = (term.from_on, term.until_on)
        posts.change_post(session, operator(session, TYPING), programme, term.id, Share.CONTENT, span, TYPING)

    assert not opens(network, token(network, "campinas", "p3"))
    assert [event["role"] for event in network.events("term.changed")] == ["coordinator"]


def test_a_term_that_is_shortened_to_the_past_takes_the_links(network):
    went(network, OPENED)
    with network.work() as session:
        term = term_of(session, network, "p3")
        programme = network.programme(session)
        span = (term.from_on, TODAY)
        posts.change_post(session, operator(session, TYPING), programme, term.id, Share.ALL, span, TYPING)

    assert not opens(network, token(network, "campinas", "p3"))


@pytest.mark.parametrize(
    ("key", "on", "code"),
    [("p3", TODAY.replace(year=2019), "term.not_held"), ("p5", NEXT_WEEK.replace(month=6), "term.not_held")],
)
def test_a_post_is_handed_over_on_a_day_on_which_it_is_held(network, key, on, code):
    to = newcomer(network)

    with pytest.raises(Refused) as refused:
        hand_over(network, key, to, on)

    assert refused.value.code == code


def test_nobody_hands_a_post_to_themselves_or_takes_it_twice(network):
    with network.work() as session:
        ids = {key: network.person(session, key).id for key in ("p1", "p2", "p3")}
    with pytest.raises(Refused) as himself:
        hand_over(network, "p3", ids["p3"])
    with pytest.raises(Refused) as twice:
        hand_over(network, "p1", ids["p2"])

    assert (himself.value.code, twice.value.code) == ("term.same_person", "term.overlap")


def test_an_unknown_unit_and_an_unknown_person_are_refused(network):
    person_id = newcomer(network)
    with network.work() as session:
        unit_id = network.programme(session).id
    with pytest.raises(Refused) as unit:
        add(network, person_id, "nowhere")
    with pytest.raises(Refused) as person:
        add(network, unit_id, "registro")

    assert (unit.value.code, person.value.code) == ("unit.unknown", "person.unknown")
