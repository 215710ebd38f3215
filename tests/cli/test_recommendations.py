import json

from tests.cli.league import PROGRAMME, refused, run


def listed(shell, *words):
    done = run(shell, "recommendation", "list", *PROGRAMME, *words, "--format", "json")
    return json.loads(done.stdout)


def test_recommendations_are_listed_with_every_answer(league_shell):
    (found,) = listed(league_shell)
    text = run(league_shell, "recommendation", "list", *PROGRAMME, "--round", "2024").stdout

    assert (found["key"], found["unit"], found["texts"]["de"]) == ("advice-2024-1", None, "Öfter treffen")
    assert found["answers"] == [{"unit": "nord", "rounds": {"2025": {"Was wurde daraus?": "begonnen"}}}]
    assert [line.split()[0] for line in text.splitlines()] == ["key", "advice-2024-1"]
    assert listed(league_shell, "--round", "2025") == []


def test_a_recommendation_is_given_reworded_and_withdrawn(league_shell):
    add = ("recommendation", "add", *PROGRAMME, "--round", "2025", "--unit", "sued", "--text", "de=Lüften")

    dry = run(league_shell, *add, "--dry-run")
    before = listed(league_shell, "--round", "2025")
    run(league_shell, *add)
    run(league_shell, "recommendation", "reword", "advice-2025-1", *PROGRAMME, "--text", "en=Air the rooms")
    done = run(league_shell, "recommendation", "withdraw", "advice-2025-1", *PROGRAMME)

    assert dry.stdout.splitlines() == [
        "advice-2025-1: to sued after 2025.",
        "Dry run: nothing was changed.",
    ]
    assert before == []
    (found,) = listed(league_shell, "--round", "2025")
    assert found["texts"] == {"de": "Lüften", "en": "Air the rooms"}
    assert found["withdrawn_on"] == "2027-03-01"
    assert done.stdout == "advice-2025-1: withdrawn on 2027-03-01.\n"


def test_what_cannot_be_is_refused(league_shell):
    reword = ("recommendation", "reword", *PROGRAMME, "--text", "de=Anders")

    assert refused(league_shell, *reword, "advice-2024-1") == [
        "This recommendation has been answered, so its words stand. You can withdraw it and give it anew."
    ]
    assert refused(league_shell, *reword, "advice-9") == ["There is no such recommendation."]
    add = ("recommendation", "add", *PROGRAMME, "--round", "2025", "--text")
    assert refused(league_shell, *add, "Lüften") == ["--text Lüften: expected LANG=TEXT, as de=..."]
    assert "fr" in refused(league_shell, *add, "fr=Aérer")[0]
    assert refused(league_shell, *add, "en=Air") == [
        "Please write the recommendation in the programme's first language at least."
    ]
