import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
import time_machine
from click.testing import CliRunner

from surveyapp.cli.main import cli
from tests.services.cast import FOLDER, TYPING

IN_2026 = ("--programme", "redes-de-leitura", "--round", "2026")


def commands(group=cli, path=()):
    """Every command as the words one types."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


PLAN = {
    "--name": "Relatório 2026",
    "--series": "anual",
    "--questionnaire": "leitura",
    "--layer": "rede",
    "--period-from": "2026-01-01",
    "--cutoff": "2026-12-31",
    "--opens": "2027-02-01T08:00",
    "--due": "2027-03-15T23:59",
    "--closes": "2027-03-31T23:59",
}


def plan(shell, **changes):
    said = {**PLAN, **{f"--{name}": value for name, value in changes.items()}}
    words = [word for pair in said.items() for word in pair]
    with time_machine.travel("2027-01-10T12:00:00Z", tick=False):
        return shell.run("round", "plan", *IN_2026, *words)


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_each_command_says_what_it_is_for(words):
    result = CliRunner().invoke(cli, [*words, "--help"])

    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:")
    assert len(result.stdout.split("\n\n")[1].strip()) > 15


@pytest.mark.parametrize(
    "words",
    [
        ("summary", "show"),
        ("round", "plan", "--programme", "x"),
        ("round", "board", "--programme", "x", "--round", "y", "--format", "xml"),
        ("programme", "import", "no-such-folder"),
        ("nonsense",),
    ],
    ids=" ".join,
)
def test_wrong_words_end_with_2_and_say_what_is_wrong(words):
    result = CliRunner().invoke(cli, words)

    assert result.exit_code == 2
    assert "Error:" in result.stderr


def test_a_folder_is_imported_once_and_a_second_time_changes_nothing(shell):
    first = shell.run("programme", "import", str(FOLDER))
    second = shell.run("programme", "import", str(FOLDER))

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert ["unit", "5", "0", "0"] in [line.split() for line in first.stdout.splitlines()]
    assert second.stdout.endswith("Nothing changed.\n")
    assert shell.run("programme", "list").stdout.splitlines()[1].startswith("redes-de-leitura")


def test_a_dry_run_counts_and_changes_nothing(shell):
    result = shell.run("programme", "import", str(FOLDER), "--dry-run")

    assert result.stdout.endswith("Dry run: nothing was changed.\n")
    assert ["unit", "5", "0", "0"] in [line.split() for line in result.stdout.splitlines()]
    assert shell.run("programme", "list").stdout.splitlines()[1:] == []


def test_a_folder_with_faults_is_not_imported_and_all_are_named(shell, folder):
    for file, before, after in (
        ("units.csv", "campinas,rede", "campinas,x"),
        ("people.csv", "Célia Couto", ""),
    ):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_text(text.replace(before, after), "utf-8")

    result = shell.run("programme", "import", str(folder))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "people.csv:4: “name” is empty",
        "units.csv:3: “layer” is “x”, expected one of: rede",
        "2 faults; nothing was imported.",
    ]
    assert shell.run("programme", "list").stdout.splitlines()[1:] == []


def test_a_round_is_planned_opened_watched_and_closed(shell):
    shell.run("programme", "import", str(FOLDER))

    planned = plan(shell)
    with time_machine.travel(TYPING, tick=False):
        listed = shell.run("round", "list", "--programme", "redes-de-leitura")
        board = shell.run("round", "board", *IN_2026)
        mails = shell.run("mail", "list", "--programme", "redes-de-leitura")
        again = shell.run("round", "open", *IN_2026)
        closed = shell.run("round", "close", *IN_2026)

    assert (planned.exit_code, planned.stdout) == (0, "Planned round 2026.\n")
    assert listed.stdout.splitlines()[1].split() == [
        "2026",
        "open",
        "2026-12-31",
        "2027-03-15",
        "23:59",
        "0/5",
    ]
    assert board.stdout.splitlines()[-1] == "0 of 5 handed in; 0 exempt."
    assert mails.exit_code == 0
    assert (again.exit_code, "already" in again.stderr) == (1, True)
    assert (closed.exit_code, closed.stdout) == (0, "Round 2026 is closed.\n")


def test_a_plan_with_faults_is_refused_with_a_sentence_for_each(shell):
    shell.run("programme", "import", str(FOLDER))

    result = plan(shell, due="2027-04-30T12:00", layer="region")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "The due date must not be after the close." in result.stderr
    assert "“region”" in result.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("round", "list", "--programme", "other"), "There is no programme “other”."),
        (("summary", "show", "--programme", "redes-de-leitura", "--round", "1"), "There is no round “1”."),
        (
            ("round", "open", *IN_2026, "--as", "x@y.example"),
            "There is no account for the address x@y.example.",
        ),
    ],
)
def test_a_refusal_is_a_sentence_and_exit_code_1(open_shell, words, sentence):
    result = open_shell.run(*words)

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{sentence}\n")


def test_the_summary_as_json_has_its_agreed_shape(open_shell, network):
    network.hand_in(network.seat("santos", "p1"), mudou="yes", quando="11/2026")
    network.hand_in(network.seat("campinas", "p3"))

    result = open_shell.run(
        "summary",
        "show",
        "--programme",
        "redes-de-leitura",
        "--round",
        "2026",
        "--lang",
        "en",
        "--format",
        "json",
    )

    said = json.loads(result.stdout)
    assert set(said) == {"round", "base", "figures", "sentences"}
    assert (said["round"], said["base"]) == ("2026", {"owing": 5, "reported": 2})
    assert all(set(figure) >= {"key", "kind", "value", "base", "units"} for figure in said["figures"])
    (changed,) = [figure for figure in said["figures"] if figure["key"] == "mudou"]
    assert (changed["kind"], changed["value"], changed["base"]) == ("flag_count", 1, 2)
    assert changed["units"] == ["santos"]
    assert "In one of the 2 networks that reported the mediator changed." in said["sentences"]


def test_the_summary_speaks_the_programmes_first_language_unless_told(open_shell, network):
    network.hand_in(network.seat("campinas", "p3"))

    spoken = [open_shell.run("summary", "show", *IN_2026, *more).stdout for more in ((), ("--lang", "en"))]

    assert ["nenhuma mudou" in spoken[0], "did the mediator change" in spoken[1]] == [True, True]


def test_a_language_that_the_summary_has_not_is_told(open_shell):
    result = open_shell.run("summary", "show", *IN_2026, "--lang", "xx")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "“xx”" in result.stderr


def test_cells_are_laid_out_anew(open_shell, network):
    network.hand_in(network.seat("campinas", "p3"))

    result = open_shell.run("round", "recount", *IN_2026)

    assert result.stdout == "1 reports laid out anew.\n"


def test_staff_are_added_with_a_password_that_is_asked_for(open_shell):
    words = (
        "staff",
        "add",
        "--programme",
        "redes-de-leitura",
        "--email",
        "Ines@Redes.example",
        "--name",
        "Inês",
    )
    good = "a long enough password"

    added = open_shell.run(*words, typed=f"{good}\n{good}\n")
    again = open_shell.run(*words, "--password", good)
    short = open_shell.run(*words[:5], "n@redes.example", *words[6:], "--password", "short")
    closed = open_shell.run("round", "close", *IN_2026, "--as", "ines@redes.example")

    assert (added.exit_code, "Inês can sign in as ines@redes.example." in added.stdout) == (0, True)
    assert (again.exit_code, short.exit_code) == (1, 1)
    assert good not in added.output
    assert closed.exit_code in {0, 1}
    assert "account" not in closed.stderr


@pytest.mark.parametrize(
    ("before", "after", "exit_code"), [("", "", 0), ("type: integer", "type: integre", 1)]
)
def test_a_questionnaire_is_checked_with_its_lists(folder, before, after, exit_code):
    path = folder / "questionnaires" / "leitura.yaml"
    path.write_text(
        path.read_text("utf-8").replace(before, after) if before else path.read_text("utf-8"), "utf-8"
    )

    result = CliRunner().invoke(cli, ["questionnaire", "check", str(path)])

    assert result.exit_code == exit_code
    if exit_code:
        assert result.stderr.splitlines()[0].startswith(f"{path}:128: ")
        assert "faults." in result.stderr.splitlines()[-1]
    else:
        assert result.stdout == "leitura, version 1: 13 questions in 2 sections, no faults.\n"


def test_a_questionnaire_that_is_not_utf_8_is_told(tmp_path):
    path = tmp_path / "q.yaml"
    path.write_bytes("title: ä".encode("latin-1"))

    result = CliRunner().invoke(cli, ["questionnaire", "check", str(path)])

    assert (result.exit_code, "not UTF-8" in result.stderr) == (1, True)


def test_a_database_that_is_not_migrated_ends_the_command_with_what_to_do(tmp_path):
    url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"

    before = CliRunner().invoke(cli, ["programme", "list", "--database", url])
    upgraded = CliRunner().invoke(cli, ["db", "upgrade", "--database", url])
    after = CliRunner().invoke(cli, ["db", "check", "--database", url])

    assert (before.exit_code, "surveyapp db upgrade" in before.stderr) == (1, True)
    assert (upgraded.exit_code, after.exit_code) == (0, 0)


def script(*words):
    """The console script itself, as a process."""
    program = Path(sys.executable).with_name("surveyapp")
    return subprocess.run([program, *words], capture_output=True, text=True, check=False, timeout=120)


def test_the_console_script_answers():
    answer = script("--version")

    assert (answer.returncode, answer.stdout.startswith("surveyapp, version ")) == (0, True)


def test_the_console_script_imports_and_fails_as_told(tmp_path):
    url = f"sqlite:///{tmp_path / 'script.sqlite3'}"

    codes = [
        script("db", "upgrade", "--database", url).returncode,
        script("programme", "import", str(FOLDER), "--database", url).returncode,
        script("round", "list", "--programme", "other", "--database", url).returncode,
        script("round", "nonsense").returncode,
    ]

    assert codes == [0, 0, 1, 2]
