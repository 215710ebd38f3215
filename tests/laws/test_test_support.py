"""The ground that other tests stand on is itself tested."""

import shutil
import smtplib
import socket
import sqlite3
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect
from werkzeug.wrappers import Response

from tests.support.guards import Forbidden, is_pure, is_this_machine
from tests.support.postgres import running_postgres

TESTS = Path(__file__).resolve().parent.parent


def test_each_database_from_a_template_is_a_copy_of_its_own(postgres_server):
    def fill(url):
        calls.append(url)
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")

    calls = []

    first, second = (postgres_server.create_filled("kept", fill) for _ in range(2))
    with psycopg.connect(postgres_server.url(first).replace("+psycopg", "")) as connection:
        connection.execute("DELETE FROM kept")
    with psycopg.connect(postgres_server.url(second).replace("+psycopg", "")) as connection:
        rows = connection.execute("SELECT one FROM kept").fetchall()

    assert (len(calls), rows) == (1, [(1,)])


def test_the_postgres_of_the_tests_listens_on_no_port(postgres_server):
    with psycopg.connect(host=str(postgres_server.folder), user="postgres", dbname="postgres") as connection:
        listened = connection.execute("SHOW listen_addresses").fetchone()

    assert listened == ("",)
    assert postgres_server.data_directory() == postgres_server.folder / "data"


def test_a_stopped_postgres_leaves_nothing_behind():
    with running_postgres() as server:
        folder = server.folder
        assert (folder / "data" / "postmaster.pid").exists()

    assert not folder.exists()


def test_a_filled_sqlite_database_is_copied_from_one_template(filled_database, tmp_path):
    def fill(url):
        calls.append(url)
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.execute("CREATE TABLE kept (one)")
        connection.close()

    calls = []
    (tmp_path / "a").mkdir()

    first = filled_database("sqlite", "law", fill, tmp_path)
    second = filled_database("sqlite", "law", fill, tmp_path / "a")

    assert len(calls) == 1
    assert first.url != second.url
    assert Path(second.url.removeprefix("sqlite:///")).read_bytes() == Path(calls[0][10:]).read_bytes()


def test_the_smtp_server_keeps_what_it_was_given(smtp_server):
    mail = EmailMessage()
    mail["Subject"] = "Grüße"
    mail.set_content("Guten Tag")

    with smtplib.SMTP(smtp_server.host, smtp_server.port) as client:
        client.send_message(mail, "from@example.org", ["to@example.org"])

    (received,) = smtp_server.sent_to("to@example.org")
    assert (received.sender, received.message["Subject"], received.text) == (
        "from@example.org",
        "Grüße",
        "Guten Tag\n",
    )


def test_the_smtp_server_refuses_as_told(smtp_server):
    smtp_server.refusals.append("451 try again later")

    with (
        smtplib.SMTP(smtp_server.host, smtp_server.port) as client,
        pytest.raises(smtplib.SMTPDataError) as no,
    ):
        client.sendmail("from@example.org", ["to@example.org"], "Subject: x\r\n\r\nx")

    assert no.value.smtp_code == 451
    assert smtp_server.received == []


@pytest.mark.journey
def test_the_browser_shows_a_page_of_a_live_server(page, live_server):
    address = live_server(Response("<title>Turnus</title><p>Guten Tag", mimetype="text/html"))

    page.goto(address)

    assert page.title() == "Turnus"
    assert page.inner_text("p") == "Guten Tag"


@pytest.mark.journey
def test_axe_finds_a_planted_fault(page, axe_script):
    page.set_content("<html lang=de><title>x</title><main><h1>x</h1><input></main>")

    page.evaluate(axe_script)
    found = page.evaluate("axe.run(document).then(result => result.violations.map(fault => fault.id))")

    assert "label" in found


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("/run/socket", True),
        (("127.0.0.1", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        (("192.0.2.1", 80), False),
        (("example.org", 80), False),
    ],
)
def test_only_files_and_the_loopback_are_this_machine(address, here):
    assert is_this_machine(address) is here


def test_a_connection_beyond_this_machine_is_refused():
    with socket.socket() as client, pytest.raises(Forbidden):
        client.connect(("192.0.2.1", 9))


def test_pure_tests_are_those_of_rules_questionnaires_and_summaries():
    places = [
        "workflows/test_x.py",
        "forms/answer_types/test_x.py",
        "summaries/test_x.py",
        "laws/test_x.py",
    ]

    assert [is_pure(TESTS / place) for place in places] == [True, True, True, False]


def test_pure_tests_that_reach_out_fail(tmp_path):
    shutil.copytree(TESTS / "support", tmp_path / "tests" / "support")
    shutil.copytree(TESTS.parent / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("node_modules"))
    for name in ("__init__.py", "conftest.py"):
        shutil.copyfile(TESTS / name, tmp_path / "tests" / name)
    shutil.copyfile(TESTS.parent / "pyproject.toml", tmp_path / "pyproject.toml")
    planted = tmp_path / "tests" / "workflows" / "test_planted.py"
    planted.parent.mkdir()
    planted.write_text(
        "import psycopg, socket, sqlite3\n"
        "def test_file(): sqlite3.connect(':memory:')\n"
        "def test_server(): psycopg.connect('')\n"
        "def test_socket(): socket.create_connection(('127.0.0.1', 9))\n"
        "def test_nothing(): pass\n"
    )

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.count("FAILED tests/workflows/test_planted.py") == 3, done.stdout
    assert done.stdout.count("Forbidden: a test of pure rules") >= 3
    assert "3 failed, 1 passed" in done.stdout


def test_a_test_finds_its_database_migrated(engine, database_kind):
    tables = inspect(engine).get_table_names()

    assert engine.dialect.name == database_kind
    assert {"alembic_version", "programme", "report"} <= set(tables)


@pytest.mark.one_engine
def test_a_test_marked_for_one_engine_runs_on_sqlite(database):
    assert database.kind == "sqlite"
