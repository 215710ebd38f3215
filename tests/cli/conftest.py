"""The command line over a migrated database of this test's own."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from surveyapp.cli.main import cli
from surveyapp.db import make_engine, make_session_factory
from tests.services.cast import FOLDER, Network, import_and_open
from tests.services.register_cast import League
from tests.support.databases import migrate
from tests.web.staff.registers import cast


@dataclass(frozen=True)
class Shell:
    """Runs `surveyapp ...` on one database."""

    url: str

    def run(self, *words: str, on_database: bool = True, typed: str | None = None) -> Result:
        """What the command answers; `result.stdout`, `result.stderr`, `result.exit_code`."""
        more = ("--database", self.url) if on_database else ()
        return CliRunner().invoke(cli, [*words, *more], input=typed)


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """A shell on an empty, migrated database."""
    return _filled_shell(tmp_path, monkeypatch, migrate)


@pytest.fixture
def open_shell(tmp_path, monkeypatch):
    """A shell on the reading networks with their open round."""
    return _filled_shell(tmp_path, monkeypatch, import_and_open)


@pytest.fixture
def network(open_shell):
    """The same database, to act in."""
    engine = make_engine(open_shell.url)
    yield Network(make_session_factory(engine))
    engine.dispose()


@pytest.fixture
def league_shell(tmp_path, monkeypatch, filled_database):
    """A shell on the league's office."""
    database = filled_database("sqlite", "league-office", cast.fill, tmp_path)
    return _shell(monkeypatch, database.url)


@pytest.fixture
def league(league_shell):
    """The same database, to look at."""
    engine = make_engine(league_shell.url)
    yield League(make_session_factory(engine))
    engine.dispose()


@pytest.fixture
def folder(tmp_path):
    """A copy of the programme's folder."""
    return shutil.copytree(FOLDER, tmp_path / "folder")


def _filled_shell(tmp_path: Path, monkeypatch, fill) -> Shell:
    url = f"sqlite:///{tmp_path / 'shell.sqlite3'}"
    fill(url)
    return _shell(monkeypatch, url)


def _shell(monkeypatch, url: str) -> Shell:
    for name in ("SURVEYAPP_DATABASE_URL", "SURVEYAPP_MODE"):
        monkeypatch.delenv(name, raising=False)
    return Shell(url)
