"""`surveyapp demo build`: what it refuses, and that it gives the same data for the same day."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from surveyapp.cli.main import cli
from surveyapp.db import make_engine
from tests.one_row_each import contents
from tests.support.databases import Database

CHANCE = {"account": ["password_hash"]}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SURVEYAPP_INSTANCE_FOLDER", str(tmp_path / "instance"))
    monkeypatch.setenv("SURVEYAPP_MODE", "")  # the command sets it; the test's end puts it back


def build(url: str, *options: str) -> Result:
    return CliRunner().invoke(cli, ["demo", "build", "--database", url, "--as-of", "2026-11-22", *options])


def test_a_database_with_a_programme_is_not_built_into(demo: Database) -> None:
    said = build(demo.url)

    assert said.exit_code == 1
    assert said.output.splitlines() == [
        "There is a programme in this database already. Say --fresh to build the demo anew."
    ]


def test_a_programme_that_is_not_the_demo_is_never_thrown_away(demo: Database) -> None:
    engine = make_engine(demo.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE programme SET slug = 'real'"))
    engine.dispose()

    said = build(demo.url, "--fresh")

    assert said.exit_code == 1
    assert said.output.splitlines() == [
        "This database holds programmes that are not the demo; nothing was changed."
    ]


@pytest.mark.long
def test_the_same_day_gives_the_same_rows(demo: Database, tmp_path: Path) -> None:
    again = f"sqlite:///{tmp_path / 'again.sqlite3'}"

    said = build(again)

    assert said.exit_code == 0, said.output
    assert rows(again) == rows(demo.url)


def rows(url: str) -> dict[str, dict[str, list[object]]]:
    """All columns of the database without those that are left to chance on purpose."""
    engine = make_engine(url)
    with engine.connect() as connection:
        found = contents(connection)
    engine.dispose()
    return {
        table: {name: values for name, values in columns.items() if name not in CHANCE.get(table, [])}
        for table, columns in found.items()
    }
