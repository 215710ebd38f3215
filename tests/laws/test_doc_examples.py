"""The examples of the pages work: commands exist, files are read, the smallest folder becomes a round."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import time_machine
from click.testing import CliRunner

from forms.definition import check
from surveyapp.cli.main import cli
from surveyapp.variables import PREFIX, VARIABLES
from tests.laws.pages import PAGES, blocks, files_in, missing_words, read
from tests.laws.tracked import ROOT, shown

TOOLS = {"export", "pg_dump", "pg_restore", "pip", "python", "python3", "sudo"}
MAKE_TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def commands(group=cli, name="surveyapp"):
    """Every command by its whole name: {"surveyapp round plan": the command}."""
    context = click.Context(group)
    found = {}
    for inner_name in group.list_commands(context):
        inner, whole = group.get_command(context, inner_name), f"{name} {inner_name}"
        found |= commands(inner, whole) if isinstance(inner, click.Group) else {whole: inner}
    return found


def options(command):
    """The long options of a command, but for those that every command has."""
    return [name for each in command.params for name in each.opts if name.startswith("--")]


def shell_lines(text):
    """The lines of a page's shell examples, continued ones joined."""
    joined = "".join(block.text for block in blocks(text, "sh")).replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def wrong_lines(text):
    """The lines of shell examples that name a command, an option or a target that does not exist."""
    return [line for line in shell_lines(text) if not is_right(shlex.split(line, comments=True))]


def is_right(words):
    tool = words[0].rpartition("/")[2]
    if tool == "make":
        return {word for word in words[1:] if "=" not in word} <= MAKE_TARGETS
    if tool != "surveyapp":
        return tool in TOOLS
    known, said = commands(), " ".join(["surveyapp", *words[1:], ""])
    name = next((name for name in known if said.startswith(f"{name} ")), None)
    given = {word for word in words if word.startswith("--")}
    return name is not None and given <= set(options(known[name]))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_the_shell_examples_of_a_page_name_what_exists(page):
    assert wrong_lines(page.read_text(encoding="utf-8")) == []


def test_shell_lines_that_name_what_does_not_exist_are_found():
    text = (
        "```sh\nmake run PORT=8080  # a port\nmake coffee\n.venv/bin/surveyapp round board --round 1 \\\n"
        "  --programme x\nsurveyapp round burn\nsurveyapp worker --twice\nturnus serve\n```\n"
    )

    assert wrong_lines(text) == [
        "make coffee",
        "surveyapp round burn",
        "surveyapp worker --twice",
        "turnus serve",
    ]


def test_the_page_of_the_command_line_names_every_command_and_option():
    text = read("docs/command-line.md")
    words = [*commands(), *(option for command in commands().values() for option in options(command))]

    assert missing_words(text, words) == []


def test_a_command_or_option_that_the_page_forgets_is_found():
    text = read("docs/command-line.md").replace("`surveyapp mail list`", "").replace("`--fresh`", "")

    assert missing_words(text, ["surveyapp mail list", "--fresh", "--as-of"]) == [
        "surveyapp mail list",
        "--fresh",
    ]


def unknown_settings(text):
    """Names of settings that there are not."""
    known = {variable.full_name for variable in VARIABLES.values()} | {PREFIX}
    return sorted(set(re.findall(rf"\b{PREFIX}[A-Z_]*", text)) - known)


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_a_page_names_no_setting_that_there_is_not(page):
    assert unknown_settings(page.read_text(encoding="utf-8")) == []


def test_a_setting_that_there_is_not_is_found():
    assert unknown_settings("`SURVEYAPP_PORT`, SURVEYAPP_SMPT_HOST, SURVEYAPP_...") == ["SURVEYAPP_SMPT_HOST"]


def test_the_small_questionnaire_of_its_page_has_no_fault():
    assert check(files_in(read("docs/questionnaire.md"))["short.yaml"], {}) == ()


def write_folder(text: str, folder: Path) -> Path:
    """Put the files that a page shows into a folder."""
    for name, content in files_in(text).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def run(*words):
    """What a command prints."""
    outcome = CliRunner().invoke(cli, list(words), catch_exceptions=False)
    assert outcome.exit_code == 0, outcome.output
    return outcome.output


@pytest.mark.one_engine
@time_machine.travel("2027-01-04T09:00+01:00", tick=False)
def test_the_smallest_folder_is_imported_once_and_its_round_opens(database, tmp_path, monkeypatch):
    text = read("docs/programme-folder.md")
    write_folder(text, tmp_path / "my-programme")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYAPP_DATABASE_URL", database.url)

    printed = [run(*shlex.split(line)[1:]) for line in shell_lines(text)]
    again = run("programme", "import", "my-programme")
    opened = run("round", "open", "--programme", "example", "--round", "2026")
    mails = run("mail", "list", "--programme", "example")

    assert printed[0].endswith("Dry run: nothing was changed.\n")
    assert printed[-1].endswith("0 of 2 handed in; 0 exempt.\n")
    assert again.endswith("Nothing changed.\n")
    assert opened == "Round 2026 is open.\n"
    assert ["Anna Nord" in mails, "Sven Süd" in mails] == [True, False]


@pytest.mark.one_engine
def test_a_folder_with_a_planted_fault_is_refused_with_file_and_line(database, tmp_path):
    text = read("docs/programme-folder.md").replace("anna,north,", "anna,west,")
    folder = write_folder(text, tmp_path / "planted")

    outcome = CliRunner().invoke(cli, ["programme", "import", str(folder), "--database", database.url])

    assert outcome.exit_code == 1
    assert outcome.stderr.splitlines()[0] == "terms.csv:2: “unit” names “west”, which is not known here"


@pytest.mark.one_engine
def test_the_backup_of_the_page_is_a_whole_copy_of_a_database_in_use(database, session, tmp_path):
    folder = write_folder(read("docs/programme-folder.md"), tmp_path / "my-programme")
    script = tmp_path / "backup.py"
    script.write_text(files_in(read("docs/operators/running.md"))["backup.py"])
    live, copy = Path(database.url.removeprefix("sqlite:///")), tmp_path / "copy.sqlite3"
    run("programme", "import", str(folder), "--database", database.url)

    subprocess.run([sys.executable, str(script), str(live), str(copy)], cwd=ROOT, check=True)

    again = run("programme", "import", str(folder), "--database", f"sqlite:///{copy}")
    assert again.endswith("Nothing changed.\n")
