import json

import pytest
import time_machine
from sqlalchemy import select

from surveyapp.models import OutgoingMail
from tests.services.cast import TYPING

PROGRAMME = ("--programme", "redes-de-leitura")


def run(shell, *words):
    with time_machine.travel(TYPING, tick=False):
        return shell.run(*words)


@pytest.fixture
def table(tmp_path):
    """Write a file of lines, in an encoding that a spreadsheet uses."""

    def write(name, *lines):
        file = tmp_path / name
        file.write_bytes("\r\n".join(lines).encode("cp1252"))
        return str(file)

    return write


def test_people_are_listed_with_their_posts(open_shell):
    listed = run(open_shell, "people", "list", *PROGRAMME, "--name", "celia")
    vacant = run(open_shell, "people", "list", *PROGRAMME, "--vacant", "--format", "json")

    assert [line.split("  ")[0] for line in listed.stdout.splitlines()] == ["name", "Célia Couto"]
    assert [gap["unit"] for gap in json.loads(vacant.stdout)] == ["Vale do Ribeira"]


def test_what_is_exported_changes_nothing_when_it_is_imported(open_shell, tmp_path):
    files = {}
    for name in ("people", "terms"):
        files[name] = tmp_path / f"{name}.csv"
        files[name].write_text(run(open_shell, "people", "export", *PROGRAMME, name).stdout, "utf-8")

    done = run(
        open_shell,
        *("people", "import", *PROGRAMME),
        *("--people", str(files["people"]), "--terms", str(files["terms"])),
    )

    assert "12 lines change nothing." in done.stdout
    assert "0 mails go out, 0 links stop working." in done.stdout


def test_a_newcomer_is_invited_and_a_dry_run_changes_nothing(open_shell, network, table):
    words = (
        *("people", "import", *PROGRAMME),
        *("--people", table("p.csv", "person;name;email", "p9;Zoé Zanetti;z@redes.example")),
        *("--terms", table("t.csv", "person;unit;role;valid_from;valid_to", "p9;registro;;10.02.2027;")),
    )
    before = network.counts()

    dry = run(open_shell, *words, "--dry-run")
    same = network.counts()
    done = run(open_shell, *words)

    assert "1 mails go out, 0 links stop working." in dry.stdout
    assert dry.stdout.endswith("Dry run: nothing was changed.\n")
    assert same == before
    assert done.exit_code == 0
    assert network.counts()["outgoing_mail"] == before["outgoing_mail"] + 1


def test_every_fault_of_a_table_is_named_and_nothing_is_imported(open_shell, network, table):
    before = network.counts()

    done = run(
        open_shell, "people", "import", *PROGRAMME, "--people", table("p.csv", "person;name;email", "p 9;;x")
    )

    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == "3 faults; nothing was changed."
    assert "people.csv:2: “name” is empty" in done.stderr
    assert network.counts() == before


def test_a_post_is_handed_over(open_shell, network):
    words = ("people", "hand-over", *PROGRAMME, "--unit", "campinas", "--on", "2027-02-10")

    dry = run(open_shell, *words, "--from", "p3", "--to", "p6", "--dry-run")
    untouched = network.events("term.handed_over")
    done = run(open_shell, *words, "--from", "p3", "--to", "p6")
    again = run(open_shell, *words, "--from", "p3", "--to", "p6")

    assert "campinas: Célia Couto until 2027-02-10 (not included), then Fábio Fontes." in dry.stdout
    assert untouched == []
    assert done.exit_code == 0
    assert len(network.events("term.handed_over")) == 1
    assert (again.exit_code, again.stderr) == (1, "There is no such term.\n")


def test_a_mail_that_did_not_arrive_goes_again(open_shell, network):
    with network.work() as session:
        mail = session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).first()
        mail.state, mail.reason, mail_id = "failed", "no_address", str(mail.id)

    listed = run(open_shell, "mail", "list", *PROGRAMME, "--state", "failed", "--format", "json")
    shown = run(open_shell, "mail", "show", *PROGRAMME, mail_id)
    again = run(open_shell, "mail", "requeue", *PROGRAMME, mail_id)
    twice = run(open_shell, "mail", "requeue", *PROGRAMME, mail_id)

    assert [each["id"] for each in json.loads(listed.stdout)] == [mail_id]
    assert "State: failed (no_address)" in shown.stdout
    assert "[personal link]" in shown.stdout
    assert again.stdout.endswith("1 wait to be sent.\n")
    assert twice.exit_code == 1


def test_a_text_of_a_mail_is_set_from_a_file_and_taken_back(open_shell, tmp_path):
    one = ("--kind", "invitation", "--lang", "pt")
    own = tmp_path / "text.txt"
    own.write_text("Relatório: {unit}\n\nBom dia {person},\n\n{link}\n", "utf-8")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("Relatório\n\nBom dia {nome}\n", "utf-8")

    faulty = run(open_shell, "mail", "text", "set", *PROGRAMME, *one, str(wrong))
    done = run(open_shell, "mail", "text", "set", *PROGRAMME, *one, str(own))
    shown = run(open_shell, "mail", "text", "show", *PROGRAMME, *one)
    back = run(open_shell, "mail", "text", "set", *PROGRAMME, *one, "--shipped")
    listed = run(open_shell, "mail", "text", "list", *PROGRAMME)

    assert faulty.stderr.splitlines() == [
        "body:1: unknown {nome}",
        "body:1: missing {link}",
        "2 faults; nothing was changed.",
    ]
    assert (done.exit_code, back.exit_code) == (0, 0)
    assert shown.stdout == own.read_text("utf-8")
    assert "own" not in listed.stdout.replace("overdue", "")


def test_an_import_needs_a_table_and_a_text_needs_its_words(open_shell):
    nothing = run(open_shell, "people", "import", *PROGRAMME)
    neither = run(open_shell, "mail", "text", "set", *PROGRAMME, "--kind", "link", "--lang", "pt")

    assert (nothing.exit_code, nothing.stderr) == (1, "Give --people, --terms or both.\n")
    assert (neither.exit_code, neither.stderr) == (1, "Give either a FILE or --shipped.\n")
