"""Accounts added at the command line: of the office, and of those who read of single units."""

import json

import pytest
from sqlalchemy import select

from surveyapp.models import AccountRole, AccountScope
from surveyapp.services import accounts
from tests.services.cast import TYPING
from workflows.refusals import Refused

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


def held(shell):
    listed = shell.run("staff", "list", "--programme", "redes-de-leitura", "--format", "json")
    return [(each["email"], each["role"], each["unit"]) for each in json.loads(listed.stdout)]


def kept(shell, act, *more):
    words = ("--programme", "redes-de-leitura", "--email", "ana@redes.example")
    return shell.run("staff", act, *words, *more)


@pytest.mark.one_engine
def test_roles_are_given_and_taken_back_and_every_change_is_on_record(open_shell, network):
    added(open_shell, "--role", "member", "--unit", "campinas")
    kept(open_shell, "appoint", "--role", "oversight")
    kept(open_shell, "appoint", "--role", "oversight")
    before = held(open_shell)
    tried = kept(open_shell, "withdraw", "--role", "member", "--unit", "campinas", "--dry-run")
    same = held(open_shell)
    done = kept(open_shell, "withdraw", "--role", "member", "--unit", "campinas")

    mail = "ana@redes.example"
    assert before == same == [(mail, "oversight", ""), (mail, "member", "campinas")]
    assert held(open_shell) == [(mail, "oversight", "")]
    assert [each.stdout for each in (tried, done)] == [
        "Ana: no longer member of campinas.\nDry run: nothing was changed.\n",
        "Ana: no longer member of campinas.\n",
    ]
    assert network.events("account.appointed") == [
        {"role": "member", "unit": "campinas"},
        {"role": "oversight", "unit": ""},
    ]
    assert network.events("account.withdrawn") == [{"role": "member", "unit": "campinas"}]


@pytest.mark.one_engine
def test_the_last_administrator_stays_and_nobody_loses_what_was_not_held(open_shell):
    added(open_shell, "--role", "admin")

    last = kept(open_shell, "withdraw", "--role", "admin")
    none = kept(open_shell, "withdraw", "--role", "reader")

    assert (last.exit_code, last.stderr) == (
        1,
        "This is the last administrator of the programme. Appoint somebody else first.\n",
    )
    assert (none.exit_code, none.stderr) == (1, "ana@redes.example has no such role in this programme.\n")
    assert held(open_shell) == [("ana@redes.example", "admin", "")]


@pytest.mark.one_engine
def test_a_new_password_opens_and_ends_what_the_old_one_had_opened(open_shell, network):
    added(open_shell, "--role", "staff")
    with network.work() as session:
        key = accounts.sign_in(session, "ana@redes.example", PASSWORD, TYPING).key

    short = kept(open_shell, "password", "--password", "curta")
    done = kept(open_shell, "password", "--password", "outra senha bem longa")

    assert (short.exit_code, done.exit_code) == (1, 0)
    with network.work() as session:
        with pytest.raises(Refused, match=r"session\.gone"):
            accounts.resume(session, key, TYPING)
        assert accounts.sign_in(session, "ana@redes.example", PASSWORD, TYPING).why_not == "wrong"
        assert accounts.sign_in(session, "ana@redes.example", "outra senha bem longa", TYPING).key
