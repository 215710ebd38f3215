import json

import pytest
from sqlalchemy import select

from surveyapp import clock
from surveyapp.models import Account
from surveyapp.services.accounts import add_account, grant
from tests.services.cast import OPENED, TYPING
from workflows.states import StaffRole

PLACE = ("--programme", "redes-de-leitura", "--round", "2026")
PASSWORD = "uma senha bastante longa"


@pytest.fixture(autouse=True)
def while_the_round_is_open(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: TYPING)


def test_a_dry_run_says_whom_an_act_touches_and_changes_nothing(open_shell, network):
    before = network.counts()

    told = open_shell.run("report", "exempt", *PLACE, "campinas", "--reason", "flood", "--dry-run")

    assert told.exit_code == 0, told.stderr
    assert "campinas  not_started" in told.stdout
    assert "Nothing was done (--dry-run)." in told.stdout
    assert network.counts() == before


def test_several_units_are_exempted_and_taken_back(open_shell, network):
    done = open_shell.run("report", "exempt", *PLACE, "campinas", "sorocaba", "--reason", "flood")
    back = open_shell.run("report", "exempt", *PLACE, "--all", "--lift", "--format", "json")

    assert "2 reports, 0 mails." in done.stdout
    said = json.loads(back.stdout)
    assert (said["act"], said["done"]) == ("unexempt", True)
    assert {each["unit"] for each in said["touched"]} == {"campinas", "sorocaba"}
    assert said["left_out"]["santos"] == "not_started"


def test_an_act_without_units_or_that_fits_none_ends_with_1(open_shell):
    nobody = open_shell.run("report", "accept", *PLACE)
    none_fits = open_shell.run("report", "accept", *PLACE, "--all")

    assert (nobody.exit_code, nobody.stderr) == (1, "Name at least one unit, or --all.\n")
    assert none_fits.exit_code == 1
    assert "possible for none" in none_fits.stderr


def test_who_acts_must_be_allowed_to(open_shell, network):
    with network.work() as session:
        account = add_account(session, "lena@example.org", "Lena", PASSWORD, "en", OPENED)
        grant(session, account, network.programme(session), StaffRole.READER)

    refused = open_shell.run(
        "report", "exempt", *PLACE, "campinas", "--reason", "flood", "--as", "lena@example.org"
    )

    assert refused.exit_code == 1
    with network.work() as session:
        assert network.report(session, "campinas").state == "not_started"
        assert session.scalars(select(Account)).one().name == "Lena"


def test_links_are_sent_replaced_and_revoked(open_shell, network):
    again = open_shell.run("report", "resend", *PLACE, "campinas")
    new = open_shell.run("report", "resend", *PLACE, "campinas", "--new", "--dry-run", "--format", "json")
    ended = open_shell.run("report", "revoke", *PLACE, "campinas", "--reason", "left")

    assert (again.exit_code, new.exit_code, ended.exit_code) == (0, 0, 0)
    assert len(network.mails("link")) == 1
    assert json.loads(new.stdout)["touched"][0]["mails_to"] == ["celia@redes.example"]
    assert len(network.events("link.revoked")) == 1


def test_a_report_is_returned_with_a_question_shown_and_compared(open_shell, network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)

    wrong = open_shell.run("report", "return", *PLACE, "campinas", "--ask", "nothing=Why?")
    shown = open_shell.run("report", "show", *PLACE, "campinas", "--lang", "en", "--format", "json")
    alone = open_shell.run("report", "changes", *PLACE, "campinas")

    assert (wrong.exit_code, wrong.stderr) == (1, "Not a question with a text: nothing=Why?\n")
    said = json.loads(shown.stdout)
    assert (said["state"], said["revision"], said["questions"]) == ("submitted", 1, [])
    assert {"key": "livros", "answer": "12"}.items() <= {
        **next(each for each in said["answers"] if each["key"] == "livros")
    }.items()
    assert alone.exit_code == 1
