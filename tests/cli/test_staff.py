"""Accounts added at the command line: of the office, and of those who read of single units."""

import pytest
from sqlalchemy import select

from surveyapp.models import AccountRole, AccountScope

PASSWORD = "uma senha bastante longa"


def added(open_shell, *more):
    words = ("--programme", "redes-de-leitura", "--email", "ana@redes.example", "--name", "Ana")
    return open_shell.run("staff", "add", *words, "--password", PASSWORD, *more)


def test_a_member_is_added_with_the_unit(open_shell, network):
    result = added(open_shell, "--role", "member", "--unit", "campinas")

    with network.work() as session:
        (scope,) = session.scalars(select(AccountScope))
        roles = session.scalars(select(AccountRole)).all()
    assert result.exit_code == 0
    assert (scope.role, scope.unit_id, roles) == ("member", "campinas", [])


def test_the_controlling_body_is_added_for_the_whole_programme(open_shell, network):
    result = added(open_shell, "--role", "oversight")

    with network.work() as session:
        (role,) = session.scalars(select(AccountRole))
    assert (result.exit_code, role.role) == (0, "oversight")


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("more", "exit_code"),
    [
        (("--role", "contact"), 2),
        (("--role", "staff", "--unit", "campinas"), 2),
        (("--role", "contact", "--unit", "atlantis"), 1),
    ],
)
def test_a_unit_is_named_exactly_where_it_is_needed_and_is_one(open_shell, network, more, exit_code):
    before = network.counts()

    assert added(open_shell, *more).exit_code == exit_code
    assert network.counts() == before
