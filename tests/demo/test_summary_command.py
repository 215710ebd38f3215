"""What `surveyapp summary show` says about 2010: the paragraph of the slides, word for word."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from surveyapp.cli.main import cli
from tests.support.databases import Database

GOLDEN = Path(__file__).parent / "golden"


def paragraph(language: str) -> str:
    """The paragraph as it has to read."""
    return (GOLDEN / f"paragraph_2010.{language}.txt").read_text(encoding="utf-8").rstrip("\n")


def show(demo: Database, *options: str) -> str:
    said = CliRunner().invoke(
        cli,
        [
            "summary",
            "show",
            "--programme",
            "olov-hessen",
            "--round",
            "2010",
            "--database",
            demo.url,
            *options,
        ],
    )
    assert said.exit_code == 0, said.output
    return said.output


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_paragraph_is_the_one_of_the_slides(demo: Database, language: str) -> None:
    said = show(demo, "--lang", language)

    assert said.splitlines()[0] == paragraph(language)


def test_the_institutions_stand_with_their_date_shares_and_rounding_rule(demo: Database) -> None:
    said = show(demo, "--lang", "de")

    table = said[said.index("Stand: Februar 2010") :]
    figures = [" ".join(line.split()[-3:]) for line in table.splitlines() if line.strip().endswith("%")]
    assert [figure.split(" ", 1)[1] if not figure[0].isdigit() else figure for figure in figures] == [
        "19 59,4 %",
        "6 18,8 %",
        "3 9,4 %",
        "2 6,3 %",
        "1 3,1 %",
        "1 3,1 %",
        "32 100 %",
    ]
    assert "kaufmännisch auf eine Nachkommastelle gerundet; Abweichungen durch Rundung" in said


def test_the_json_names_base_figures_units_and_sentences(demo: Database) -> None:
    said = json.loads(show(demo, "--format", "json", "--lang", "en"))

    flags = {
        figure["key"]: (figure["value"], figure["base"], len(figure["units"]))
        for figure in said["figures"]
        if figure["kind"] in {"flag_count", "union_count"}
    }
    assert said["round"] == "2010"
    assert said["base"] == {"owing": 28, "reported": 28}
    assert flags["coordinator_changed"] == (2, 28, 2)
    assert flags["composition_changed"] == (10, 28, 10)
    assert flags["practice_changed"] == (5, 28, 5)
    assert flags["plans_any"] == (8, 28, 8)
    assert " ".join(said["sentences"][:5]) == paragraph("en")


def test_the_round_before_is_named_only_when_asked_for(demo: Database) -> None:
    alone, compared = show(demo, "--lang", "de"), show(demo, "--lang", "de", "--compare", "2009")

    assert "Vorrunde" not in alone
    assert "In zehn Regionen (Vorrunde: sieben) gab es Veränderungen" in compared
