from tests.cli.league import PROGRAMME, refused, run

ROUND = (*PROGRAMME, "--round", "2024")


def test_a_summary_is_released_after_a_look_at_who_may_read_it(league_shell, league):
    dry = run(league_shell, "summary", "release", *ROUND, "--dry-run")
    untouched = league.events("round.summary_released")
    run(league_shell, "summary", "release", *ROUND)
    again = run(league_shell, "summary", "release", *ROUND)

    assert dry.stdout == "May read it now: Reader.\nDry run: nothing was changed.\n"
    assert untouched == []
    assert league.events("round.summary_released") == [{}]
    assert again.stdout == "Released already, on 2027-03-01.\nMay read it now: Reader.\n"


def test_a_release_is_taken_back_by_the_person_who_is_named(league_shell, league):
    run(league_shell, "summary", "release", *ROUND)

    done = run(league_shell, "summary", "take-back", *ROUND, "--as", "staff@example.org")
    again = run(league_shell, "summary", "take-back", *ROUND)

    assert done.stdout == "May read it no longer: Reader.\n"
    assert again.stdout == "It is not released.\nMay read it no longer: Reader.\n"
    assert league.events("round.release_taken_back") == [{}]


def test_a_round_that_is_not_known_is_refused(league_shell):
    (said,) = refused(league_shell, "summary", "release", *PROGRAMME, "--round", "1999")

    assert "1999" in said
