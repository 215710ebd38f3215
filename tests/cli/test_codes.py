import time_machine

from tests.services.cast import FOLDER, TYPING

KINDS = ("--programme", "redes-de-leitura", "institution_types")


def run(shell, *words):
    with time_machine.travel(TYPING, tick=False):
        return shell.run(*words)


def test_lists_and_their_codes_are_printed(open_shell):
    lists = run(open_shell, "codes", "list", *KINDS[:2])
    codes = run(open_shell, "codes", "show", *KINDS, "--lang", "en")

    assert lists.stdout.splitlines()[1].split() == ["institution_types", "institution_types", "3", "0", "0"]
    assert codes.stdout.splitlines()[0].split("  ")[0] == "code"
    assert [line.split() for line in codes.stdout.splitlines()[2:]] == [
        ["escola", "School", "offered", "yes"],
        ["ong", "Civil", "organisation", "biblioteca", "offered", "yes"],
    ]


def test_a_code_is_added_ended_and_let_go_on(open_shell):
    labels = ("--label", "pt=Museu", "--label", "en=Museum")

    added = run(open_shell, "codes", "set", *KINDS, "museu", "--add", *labels, "--from", "2020-01-01")
    ended = run(open_shell, "codes", "set", *KINDS, "museu", "--last-day", "2025-12-31", "--successor", "ong")
    line = run(open_shell, "codes", "show", *KINDS).stdout.splitlines()[-1]
    going_on = run(
        open_shell, "codes", "set", *KINDS, "museu", "--last-day", "", "--successor", "", "--from", ""
    )

    assert [each.exit_code for each in (added, ended, going_on)] == [0, 0, 0]
    assert line.split() == ["museu", "Museu", "2020-01-01", "2025-12-31", "ong", "ended", "no"]
    assert run(open_shell, "codes", "show", *KINDS).stdout.splitlines()[-1].split() == [
        *("museu", "Museu", "offered", "no")
    ]


def test_what_cannot_be_kept_is_told_in_a_sentence(open_shell):
    unknown = run(open_shell, "codes", "set", *KINDS, "museu", "--label", "pt=Museu")
    column = run(open_shell, "codes", "set", *KINDS, "ong", "--hide")
    pair = run(open_shell, "codes", "set", *KINDS, "ong", "--label", "Museu")

    assert (unknown.exit_code, column.exit_code, pair.exit_code) == (1, 1, 2)
    assert unknown.stderr == "There is no entry “museu” in this code list.\n"
    assert column.stderr == "The list has no column “selectable”.\n"


def test_a_list_is_written_as_the_folder_has_it(open_shell, tmp_path):
    file = tmp_path / "tipos.csv"

    printed = run(open_shell, "codes", "export", *KINDS)
    run(open_shell, "codes", "export", *KINDS, "--to", str(file))

    assert printed.stdout == (FOLDER / "lists" / "tipos.csv").read_text("utf-8")
    assert file.read_text("utf-8") == printed.stdout
