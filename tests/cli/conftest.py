"""The command line over a migrated database of this test's own."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from surveyapp.cli.main import cli
from surveyapp.db import make_engine, make_session_factory
from tests.services.cast import FOLDER, Network, import_and_open
from tests.support.databases import migrate


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
    return _shell(tmp_path, monkeypatch, migrate)


@pytest.fixture
def open_shell(tmp_path, monkeypatch):
    """A shell on the reading networks with their open round."""
    return _shell(tmp_path, monkeypatch, import_and_open)


@pytest.fixture
def network(open_shell):
    """The same database, to act in."""
    engine = make_engine(open_shell.url)
    yield Network(make_session_factory(engine))
    engine.dispose()


@pytest.fixture
def folder(tmp_path):
    """A copy of the programme's folder."""
    return shutil.copytree(FOLDER, tmp_path / "folder")


def _shell(tmp_path: Path, monkeypatch, fill) -> Shell:
    for name in ("SURVEYAPP_DATABASE_URL", "SURVEYAPP_MODE"):
        monkeypatch.delenv(name, raising=False)
    url = f"sqlite:///{tmp_path / 'shell.sqlite3'}"
    fill(url)
    return Shell(url)
