from datetime import timedelta

import pytest
from sqlalchemy import select

from surveyapp.models import Account, StaffSession
from surveyapp.services import accounts
from tests.services.cast import TYPING
from workflows.refusals import Refused
from workflows.states import StaffRole

pytestmark = pytest.mark.one_engine

GOOD = "a long enough password"
ADDRESS = "ines@redes.example"


@pytest.fixture
def office(planned_network):
    """The programme with one account."""
    with planned_network.work() as session:
        accounts.add_account(session, f" {ADDRESS.upper()} ", " Inês ", GOOD, "en", TYPING)
    return planned_network


def tried(office, password, now=TYPING, address=ADDRESS):
    with office.work() as session:
        return accounts.sign_in(session, address, password, now)


def refusal(act, *arguments):
    with pytest.raises(Refused) as refused:
        act(*arguments)
    return refused.value.code, refused.value.facts


def test_an_address_is_kept_in_lower_case_and_the_password_as_its_hash(office):
    with office.work() as session:
        account = session.scalars(select(Account)).one()

    assert (account.email, account.name) == (ADDRESS, "Inês")
    assert account.password_hash.startswith("$argon2id$")


def test_whoever_signs_in_has_a_session_under_its_hash(office):
    signed_in = tried(office, GOOD, address=" INES@redes.example")

    with office.work() as session:
        member = accounts.resume(session, signed_in.key, TYPING)
        assert session.scalars(select(StaffSession.id)).all() == [accounts.session_id(signed_in.key)]
    assert (member.name, member.language, dict(member.roles)) == ("Inês", "en", {})


def test_a_wrong_address_a_wrong_password_and_a_disabled_account_are_answered_alike(office):
    wrong = [tried(office, "wrong"), tried(office, GOOD, address="nobody@redes.example")]
    with office.work() as session:
        session.scalars(select(Account)).one().disabled_at = TYPING

    wrong.append(tried(office, GOOD))

    assert wrong == [accounts.SignIn(None, "wrong")] * 3


def test_every_way_to_be_turned_away_hashes_once(office, monkeypatch):
    asked = []
    matches = accounts._matches
    monkeypatch.setattr(accounts, "_matches", lambda *words: asked.append(words) or matches(*words))

    for number in range(5):
        tried(office, f"wrong {number}")
    tried(office, GOOD)
    tried(office, GOOD, address="nobody@redes.example")

    assert len(asked) == 7


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(office):
    turned_away = [tried(office, "wrong").why_not for _ in range(5)]
    at_once = tried(office, GOOD)
    just_before = tried(office, GOOD, TYPING + timedelta(minutes=15, seconds=-1))
    then = tried(office, GOOD, TYPING + timedelta(minutes=15))

    assert turned_away == ["wrong"] * 5
    assert (at_once.why_not, just_before.why_not) == ("locked", "locked")
    assert then.key is not None


def test_a_right_password_forgets_the_wrong_ones(office):
    for _ in range(3):
        for _ in range(4):
            tried(office, "wrong")
        assert tried(office, GOOD).key is not None


@pytest.mark.parametrize(("hours", "gone"), [(11.99, False), (12, True)])
def test_a_session_lasts_twelve_hours(office, hours, gone):
    key = tried(office, GOOD).key
    now = TYPING + timedelta(hours=hours)

    with office.work() as session:
        if gone:
            assert refusal(accounts.resume, session, key, now) == ("session.gone", {})
        else:
            assert accounts.resume(session, key, now).name == "Inês"


def test_a_session_ends_when_somebody_signs_out_and_when_the_account_is_disabled(office):
    first, second, third = (tried(office, GOOD).key for _ in range(3))
    with office.work() as session:
        accounts.sign_out(session, first, TYPING)
        assert refusal(accounts.resume, session, first, TYPING) == ("session.gone", {})
        assert accounts.resume(session, second, TYPING).name == "Inês"
        session.scalars(select(Account)).one().disabled_at = TYPING
        assert refusal(accounts.resume, session, third, TYPING) == ("session.gone", {})
        assert refusal(accounts.resume, session, "no such key", TYPING) == ("session.gone", {})
        assert refusal(accounts.actor_of, session, ADDRESS) == ("account.unknown", {"email": ADDRESS})


def test_an_address_has_one_account_and_a_password_twelve_characters(office):
    with office.work() as session:
        again = refusal(accounts.add_account, session, ADDRESS.upper(), "I", GOOD, "en", TYPING)
        short = refusal(accounts.add_account, session, "new@redes.example", "N", "elevensigns", "en", TYPING)

    assert again == ("account.exists", {"email": ADDRESS})
    assert short == ("password.short", {"least": 12})


@pytest.mark.parametrize(
    ("role", "enters", "acts"),
    [
        (None, False, False),
        (StaffRole.READER, True, False),
        (StaffRole.STAFF, True, True),
        (StaffRole.ADMIN, True, True),
    ],
)
def test_a_role_opens_its_programme_and_no_other(office, role, enters, acts):
    with office.work() as session:
        programme = office.programme(session)
        account = session.scalars(select(Account)).one()
        for _ in range(2 if role else 0):
            accounts.grant(session, account, programme, role)
        session.flush()
        key = accounts.sign_in(session, ADDRESS, GOOD, TYPING).key
        member = accounts.resume(session, key, TYPING)

    assert (member.may_enter(programme.id), member.may_act(programme.id)) == (enters, acts)
    assert not member.may_enter(account.id)
