"""Two files of a questionnaire compared on the command line."""

import shutil
from pathlib import Path

from click.testing import CliRunner

from surveyapp.cli.main import cli

FOLDER = Path(__file__).parents[1] / "programmes" / "bund"


def compared(tmp_path, before, after):
    folder = tmp_path / "bund"
    shutil.copytree(FOLDER, folder)
    (earlier,) = (folder / "questionnaires").glob("*.yaml")
    later = earlier.with_name("later.yaml")
    text = earlier.read_text(encoding="utf-8")
    assert before in text
    later.write_text(text.replace(before, after), encoding="utf-8")
    return CliRunner().invoke(cli, ["questionnaire", "compare", str(earlier), str(later)])


def test_what_the_later_file_asks_differently_is_told_with_both_wordings(tmp_path):
    result = compared(tmp_path, "Gab es einen Wechsel?", "Hat jemand gewechselt?")

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "reworded: people_changed (text)",
        "  - Gab es einen Wechsel?",
        "  + Hat jemand gewechselt?",
        "1 differences.",
    ]


def test_a_file_with_faults_is_refused_with_their_place(tmp_path):
    result = compared(tmp_path, "choices: yn", "choices: unknown_list")

    assert result.exit_code == 1
    assert "later.yaml:" in result.output
