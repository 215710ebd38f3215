"""Plans on the command line."""

import json

import pytest
import time_machine

from tests.services.cast import BEFORE_7, TYPING

IN_2026 = ("--programme", "redes-de-leitura", "--round", "2026")
LIKE = ("round", "plan", "--programme", "redes-de-leitura", "--like", "2026")


@pytest.fixture(autouse=True)
def _in_february():
    with time_machine.travel(TYPING, tick=False):
        yield


def rounds(shell):
    listed = shell.run("round", "list", "--programme", "redes-de-leitura")
    return [line.split()[0] for line in listed.stdout.splitlines()[1:]]


def test_the_next_round_is_looked_at_before_it_is_planned(open_shell):
    looked = open_shell.run(*LIKE, "--dry-run")
    before = rounds(open_shell)
    planned = open_shell.run(*LIKE)

    assert looked.exit_code == 0
    assert looked.stdout.splitlines()[0].split() == ["round", "2026-2"]
    assert "reports about  2027-01-01 to 2027-06-30" in looked.stdout
    assert (
        "Against 2026: 0 questions added, 0 dropped, 0 changed; 0 units new, 0 gone, 0 renamed."
        in looked.stdout
    )
    assert "Vacant: Vale do Ribeira" in looked.stdout
    assert looked.stdout.splitlines()[-1] == "Nothing was planned."
    assert before == ["2026"]
    assert (planned.exit_code, planned.stdout.splitlines()[-1]) == (0, "Planned round 2026-2.")
    assert rounds(open_shell) == ["2026-2", "2026"]


def test_what_is_named_replaces_what_is_taken_over(open_shell):
    said = open_shell.run(
        *LIKE,
        *("--round", "spring", "--due", "2027-09-20T12:00", "--remind", "-5", "--remind", "+3d"),
        *("--remind-at", "10:30", "--dry-run", "--format", "json"),
    )

    told = json.loads(said.stdout)
    assert (told["round"], told["due"], told["opens"]) == ("spring", "2027-09-20T12:00", "2027-08-02T08:00")
    assert [each["mail"] for each in told["mails"]] == [
        "invitation",
        "reminder before-5",
        "reminder overdue-3-any",
    ]
    assert told["mails"][0]["unreached"] == [{"unit": "Vale do Ribeira", "name": "", "reason": "vacant"}]
    assert told["leaving"] == []


def test_a_new_series_is_made_with_its_round(open_shell):
    made = open_shell.run(*LIKE, "--round", "once", "--series", "uma-vez", "--new-series", "Uma vez")
    again = open_shell.run(*LIKE, "--round", "twice", "--series", "uma-vez", "--new-series", "Uma vez")

    assert made.exit_code == 0
    assert (again.exit_code, "“uma-vez”" in again.stderr) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (LIKE[:-2], 2, "Missing: --round, --name, --series"),
        ((*LIKE, "--remind", "soon"), 2, "expected a number of days"),
        ((*LIKE, "--remind-at", "23:00"), 1, "Reminders go out between 8:00 and 20:00 only."),
        ((*LIKE, "--remind", "-7", "--remind", "-7"), 1, "Two reminders have the same name."),
        ((*LIKE[:-1], "1999"), 1, "There is no round “1999”."),
    ],
)
def test_what_cannot_be_planned_is_said(open_shell, words, code, sentence):
    result = open_shell.run(*words)

    assert (result.exit_code, result.stdout, sentence in result.stderr) == (code, "", True)


def test_an_open_round_is_rehearsed_from_now_on(open_shell):
    result = open_shell.run("round", "rehearse", *IN_2026)

    assert result.exit_code == 0
    assert [line.split()[:3] for line in result.stdout.splitlines()[1:5]] == [
        ["2027-03-04", "reminder", "before-7"],
        ["2027-03-11", "reminder", "before-2"],
        ["2027-03-15", "reminder", "due"],
        ["2027-03-19", "reminder", "overdue-3"],
    ]
    assert json.loads(open_shell.run("round", "rehearse", *IN_2026, "--format", "json").stdout)["vacant"] == [
        "Vale do Ribeira"
    ]


def test_dates_are_moved_and_it_is_said_whom_that_touches(open_shell):
    move = ("round", "move", *IN_2026, "--due", "2027-03-29T23:59", "--closes", "2027-04-09T23:59")
    with time_machine.travel(BEFORE_7.replace(day=5), tick=False):
        looked = open_shell.run(*move, "--dry-run")
        moved = open_shell.run(*move)

    assert "The due is later for 5: Baixada Santista" in looked.stdout
    assert "Reminders that go out once more: 1" in looked.stdout
    assert looked.stdout.splitlines()[-1] == "Nothing was moved."
    assert moved.stdout.splitlines()[-1] == "Round 2026 has its new plan."
    listed = open_shell.run("round", "list", "--programme", "redes-de-leitura").stdout
    assert "2027-03-29 23:59" in listed


def test_a_move_that_cannot_be_is_refused_with_a_sentence(open_shell):
    result = open_shell.run("round", "move", *IN_2026, "--cutoff", "2026-11-30")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "The round is open already" in result.stderr


def test_a_planned_round_is_withdrawn_and_an_open_one_is_not(open_shell):
    open_shell.run(*LIKE)

    withdrawn = open_shell.run("round", "withdraw", "--programme", "redes-de-leitura", "--round", "2026-2")
    refused = open_shell.run("round", "withdraw", *IN_2026)

    assert (withdrawn.exit_code, withdrawn.stdout) == (0, "Round 2026-2 is withdrawn.\n")
    assert (refused.exit_code, "already" in refused.stderr) == (1, True)
    assert rounds(open_shell) == ["2026"]
