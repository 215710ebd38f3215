import json

from tests.cli.league import PROGRAMME, refused, run

ROUND = (*PROGRAMME, "--round", "2025")


def listed(shell, *words):
    return json.loads(run(shell, "conflict", "list", *ROUND, *words, "--format", "json").stdout)


def test_contradictions_are_listed_by_unit_with_what_was_said(league_shell):
    (found, *others) = listed(league_shell)
    text = run(league_shell, "conflict", "list", *ROUND)

    assert (found["unit"], found["kind"], found["said"], found["settled"]) == ("nord", "unsaid", "nein", None)
    assert {"name": "Ruderverein", "what": "joined"} in found["rows"]
    assert text.stdout.splitlines()[-1] == f"{1 + len(others)} open."
    assert listed(league_shell, "--unit", "sued") == []


def test_a_contradiction_is_settled_after_a_look(league_shell, league):
    key = listed(league_shell)[0]["key"]
    words = ("conflict", "settle", key, *ROUND, "--unit", "nord", "--reason", "Telefonat vom 1. März")

    dry = run(league_shell, *words, "--dry-run")
    untouched = league.events("conflict.settled")
    run(league_shell, *words)

    assert dry.stdout.splitlines()[-1] == "Dry run: nothing was changed."
    assert untouched == []
    assert listed(league_shell)[0]["settled"]["reason"] == "Telefonat vom 1. März"
    assert key not in [each["key"] for each in listed(league_shell, "--open")]
    assert "settled: Telefonat vom 1. März" in run(league_shell, "conflict", "list", *ROUND).stdout
    assert refused(league_shell, *words) == ["This conflict has been settled already."]


def test_a_key_that_names_no_contradiction_and_an_empty_reason_are_refused(league_shell):
    key, where = listed(league_shell)[0]["key"], (*ROUND, "--unit", "nord", "--reason")

    assert refused(league_shell, "conflict", "settle", "0000", *where, "x") == [
        "This conflict is no more. Perhaps the report has been corrected since."
    ]
    assert refused(league_shell, "conflict", "settle", key, *where, " ") == [
        "Please write how the conflict was settled."
    ]
