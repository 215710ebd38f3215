import json

from surveyapp.services.register_tables import TABLES
from tests.cli.league import PROGRAMME, refused, run


def columns(line):
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def test_what_stood_on_a_day_is_shown_in_words(league_shell):
    now = run(league_shell, "register", "show", "nord", *PROGRAMME)
    then = run(league_shell, "register", "show", "nord", *PROGRAMME, "--on", "2020-06-01", "--format", "json")

    assert now.stdout.splitlines()[0] == "Nordstadt (nord) on 2027-03-01"
    assert [
        "membership",
        "Stadtbücherei",
        "seat: Gast, institution_type: Bücherei",
        "2021-01-01",
        "import",
    ] in map(columns, now.stdout.splitlines())
    shown = json.loads(then.stdout)
    assert (shown["unit"], shown["on"]) == ("nord", "2020-06-01")
    assert [(line["what"], line["valid_from"], line["valid_to"]) for line in shown["lines"]] == [
        ("Nord", "", "2024-12-31"),
        ("Süd", "", ""),
        ("Süd", "", ""),
        ("Anna Ahorn", "2020-01-01", ""),
        ("Alte Schule", "2020-01-01", ""),
    ]


def test_the_history_of_a_unit_tells_who_changed_what(league_shell, tmp_path):
    file = tmp_path / "seats.csv"
    file.write_text(
        "institution,unit,seat,level,valid_from,valid_to\nbuch,nord,guest,,2021-01-01,2025-12-31\n"
    )
    run(league_shell, "register", "import", *PROGRAMME, "--memberships", str(file))

    text = run(league_shell, "register", "history", "nord", *PROGRAMME).stdout
    lines = json.loads(
        run(league_shell, "register", "history", "nord", *PROGRAMME, "--format", "json").stdout
    )

    assert "until_on: 9999-12-31 → 2026-01-01" in text
    (library,) = [line for line in lines["lines"] if line["what"] == "Stadtbücherei"]
    assert (library["valid_to"], library["source"]) == ("2025-12-31", "import")
    assert library["changes"][-1]["columns"] == {"until_on": ["9999-12-31", "2026-01-01"]}


def test_what_is_exported_changes_nothing_when_it_is_imported(league_shell, tmp_path):
    words = []
    for name in TABLES:
        file = tmp_path / f"{name}.csv"
        file.write_text(run(league_shell, "register", "export", *PROGRAMME, name).stdout, "utf-8")
        words += [f"--{name}", str(file)]

    done = run(league_shell, "register", "import", *PROGRAMME, *words)

    assert done.stdout.splitlines()[-1] == "9 lines change nothing."
    assert "Öfter treffen" in (tmp_path / "recommendations.csv").read_text("utf-8")


def test_an_import_is_shown_first_and_then_done(league_shell, league, tmp_path):
    file = tmp_path / "institutions.csv"
    file.write_bytes("institution;name;type;unit\r\nschule;Große Schule;school;nord\r\n".encode("cp1252"))
    words = ("register", "import", *PROGRAMME, "--institutions", str(file))

    dry = run(league_shell, *words, "--dry-run")
    before = league.institutions()["schule"]
    done = run(league_shell, *words)

    assert columns(dry.stdout.splitlines()[1]) == [
        "changed",
        "institutions:2",
        "Große Schule",
        "Nordstadt",
        "name",
    ]
    assert dry.stdout.endswith("Dry run: nothing was changed.\n")
    assert (before, league.institutions()["schule"]) == ("Alte Schule", "Große Schule")
    assert done.stdout.splitlines()[-1] == "0 lines change nothing."


def test_every_fault_and_every_refused_line_is_named_and_nothing_is_imported(league_shell, league, tmp_path):
    trace, file, wrong = league.trace(), tmp_path / "seats.csv", tmp_path / "wrong.csv"
    head = "institution,unit,seat,level,valid_from,valid_to\n"
    file.write_text(f"{head}schule,sued,throne,,,\nverein,nord,member,,,\n")
    wrong.write_text(f"{head}niemand,sued,,,,\n")

    assert refused(league_shell, "register", "import", *PROGRAMME, "--memberships", str(file)) == [
        "memberships.csv:2: “throne” is no kind of seat that reports ask about.",
        "1 faults; nothing was changed.",
    ]
    assert refused(league_shell, "register", "import", *PROGRAMME, "--memberships", str(wrong)) == [
        "memberships.csv:2: “institution” names “niemand”, which is not known here",
        "1 faults; nothing was changed.",
    ]
    assert refused(league_shell, "register", "import", *PROGRAMME)[0].startswith("Give at least one file")
    assert league.trace() == trace


def test_institutions_are_listed_with_their_keys_and_what_may_be_the_same(league_shell, tmp_path):
    file = tmp_path / "institutions.csv"
    file.write_text("institution,name,type,unit\nbuch-2,Stadtbuecherei,library,nord\n")
    run(league_shell, "register", "import", *PROGRAMME, "--institutions", str(file))

    alike = run(league_shell, "register", "institutions", *PROGRAMME, "--alike", "--format", "json")
    club = run(league_shell, "register", "institutions", *PROGRAMME, "--type", "club")

    assert [(each["key"], each["may be the same as"]) for each in json.loads(alike.stdout)] == [
        ("buch-2", "Stadtbücherei (buch)"),
        ("buch", "Stadtbuecherei (buch-2)"),
    ]
    assert [line.split("  ")[0] for line in club.stdout.splitlines()] == ["key", "verein"]


def test_two_institutions_become_one_after_a_look(league_shell, league):
    words = ("register", "merge", "institutions", "schule", "verein", *PROGRAMME, "--reason", "dieselbe")

    dry = run(league_shell, *words, "--dry-run")
    untouched = league.events("institution.merged")
    run(league_shell, *words)

    assert dry.stdout.splitlines() == [
        "Turnverein (verein) becomes part of Alte Schule (schule).",
        "Posts and seats pass over at: sued.",
        "Dry run: nothing was changed.",
    ]
    assert untouched == []
    assert league.events("institution.merged") == [
        {"kept": "schule", "merged": "verein", "reason": "dieselbe"}
    ]
    assert refused(league_shell, *words) == ["There is no such entry, or it has become part of another one."]


def test_two_people_become_one(league_shell, league):
    run(league_shell, "register", "merge", "people", "anna", "cora", *PROGRAMME, "--reason", "geheiratet")

    assert league.merged() == {"cora": "anna"}


def test_a_unit_that_is_not_known_is_refused(league_shell):
    (said,) = refused(league_shell, "register", "show", "west", *PROGRAMME)

    assert "west" in said
