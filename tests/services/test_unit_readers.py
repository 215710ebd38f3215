"""Whom an account may read: by role, by unit, and by the links between units as they are today."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete

from surveyapp.models import UnitLink
from surveyapp.services import accounts, unit_readers
from tests import builders
from workflows.permissions import Action
from workflows.refusals import Refused
from workflows.states import StaffRole, UnitRole

NOW = datetime(2027, 6, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def programme(session):
    return builders.imported(session, NOW)


def account_of(session, name="ulla"):
    return accounts.add_account(session, f"{name}@example.org", name, "ein sehr langes Kennwort", "de", NOW)


def readable(session, programme, account, action=Action.READ_HANDED_IN):
    key = accounts.sign_in(session, account.email, "ein sehr langes Kennwort", NOW).key
    member = accounts.resume(session, key, NOW)
    units = ("fulda-stadt", "fulda-kreis", "hanau", "ssa-fd")
    return [unit for unit in units if member.may(programme.id, action, unit)]


def test_a_contact_person_reads_and_comments_what_the_authority_serves(session, programme):
    account = account_of(session)
    for _ in range(2):
        accounts.let_read(session, account, programme, UnitRole.CONTACT, "ssa-fd")

    assert readable(session, programme, account) == ["fulda-stadt", "fulda-kreis"]
    assert readable(session, programme, account, Action.COMMENT_REPORT) == ["fulda-stadt", "fulda-kreis"]
    assert readable(session, programme, account, Action.READ_REPORT) == []


def test_a_member_reads_the_own_unit_and_comments_nothing(session, programme):
    account = account_of(session)
    accounts.let_read(session, account, programme, UnitRole.MEMBER, "fulda-stadt")

    assert readable(session, programme, account) == ["fulda-stadt"]
    assert readable(session, programme, account, Action.COMMENT_REPORT) == []


def test_what_a_contact_person_reads_follows_the_links(session, programme):
    account = account_of(session)
    accounts.let_read(session, account, programme, UnitRole.CONTACT, "ssa-fd")
    session.execute(delete(UnitLink).where(UnitLink.unit_id == "fulda-kreis", UnitLink.other_id == "ssa-fd"))

    assert readable(session, programme, account) == ["fulda-stadt"]


def test_one_account_may_be_both_and_the_office_reads_by_its_own_pages(session, programme):
    account = account_of(session)
    accounts.let_read(session, account, programme, UnitRole.CONTACT, "ssa-fd")
    accounts.let_read(session, account, programme, UnitRole.MEMBER, "hanau")
    accounts.grant(session, account, programme, StaffRole.OVERSIGHT)
    reach = accounts.reach_of(session, account.id)[programme.id]

    assert readable(session, programme, account) == ["fulda-stadt", "fulda-kreis", "hanau"]
    assert [
        (unit.name, unit.is_member) for unit in unit_readers.own_units(session, programme, reach, NOW)
    ] == [("Fulda (Stadt)", False), ("Hanau", True), ("Landkreis Fulda", False)]


def test_nobody_reads_of_a_unit_that_there_is_not(session, programme):
    with pytest.raises(Refused) as refused:
        accounts.let_read(session, account_of(session), programme, UnitRole.MEMBER, "atlantis")

    assert (refused.value.code, refused.value.facts) == ("unit.unknown", {"unit": "atlantis"})
