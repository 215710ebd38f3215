"""The board and the list of whom to phone on the command line."""

import csv
import io
import json

import time_machine

from tests.cli.test_commands import IN_2026
from tests.services.cast import CLOSED, TYPING


def lines(result):
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


def run(shell, *words, now=TYPING):
    with time_machine.travel(now, tick=False):
        return shell.run("round", *words, *IN_2026)


def test_the_board_reads_as_a_table_with_what_waits(open_shell, network):
    network.hand_in(network.seat("campinas", "p3"))

    result = run(open_shell, "board")

    campinas = next(line for line in result.stdout.splitlines() if line.startswith("Campinas"))
    assert "submitted" in campinas
    assert "to_accept" in campinas
    assert result.stdout.splitlines()[-1] == "1 of 5 handed in; 0 exempt."


def test_the_board_as_json_names_each_report(open_shell, network):
    network.hand_in(network.seat("campinas", "p3"))

    shown = json.loads(run(open_shell, "board", "--format", "json", now=CLOSED).stdout)

    assert (shown["state"], shown["base"]) == ("closed", {"owing": 5, "reported": 1, "exempt": 0})
    assert shown["to_do"] == {"to_accept": 1}
    assert [report["state"] for report in shown["reports"] if report["unit"] == "campinas"] == ["submitted"]
    assert {report["late"] for report in shown["reports"] if report["unit"] != "campinas"} == {True}


def test_the_board_is_filtered_and_sorted_as_on_its_page(open_shell):
    def units(*words):
        return [line["unit"] for line in lines(run(open_shell, "board", "--format", "csv", *words))]

    assert units("--only", "vacant") == ["Vale do Ribeira"]
    assert units("--text", "campi") == ["Campinas"]
    assert units("--state", "submitted") == []
    assert units("--sort", "unit")[0] == "Baixada Santista"
    assert units("--sort", "-unit")[0] == "Vale do Ribeira"


def test_a_filter_that_there_is_not_is_told(open_shell):
    result = run(open_shell, "board", "--only", "purple")

    assert (result.exit_code, "purple" in result.stderr) == (2, True)


def test_whom_to_phone_reads_as_a_table(open_shell, network):
    network.hand_in(network.seat("campinas", "p3"))

    result = run(open_shell, "chase")

    shown = result.stdout.splitlines()
    assert shown[0].split()[:3] == ["unit", "state", "late"]
    assert not any(line.startswith("Campinas") for line in shown)
    assert shown[-1] == "4 outstanding."


def test_whom_to_phone_as_csv_has_a_line_for_each_person(open_shell):
    found = lines(run(open_shell, "chase", "--format", "csv"))

    assert [line["person"] != "" for line in found] == [True, True, True, True, True, False]
    assert {line["due"] for line in found} == {"2027-03-15 23:59"}


def test_whom_to_phone_as_json_has_the_people_of_each_unit(open_shell):
    found = json.loads(run(open_shell, "chase", "--format", "json").stdout)

    assert [len(unit["people"]) for unit in found] == [2, 1, 1, 1, 0]
    assert set(found[0]["people"][0]) == {"name", "telephone", "mail", "last_mail", "undelivered"}
