import pytest

from forms.answers import Decision, Missing
from surveyapp.summaries.answers_table import ReportRow, build
from tests.summaries.builders import absent, cell, cells, table


def test_the_units_keep_the_order_of_the_reports():
    answers = table("cab", cells("q", {"a": "yes", "b": "no", "c": "yes"}), without="a")

    assert answers.owing == ("c", "a", "b")
    assert answers.reported == ("c", "b")
    assert answers.column("q").answered == ("c", "b")
    assert answers.names == {"a": "A", "b": "B", "c": "C"}


def test_an_exempt_unit_is_named_apart_and_not_counted_even_if_it_handed_in():
    answers = build(
        cells("q", {"a": "yes", "b": "yes"}),
        [
            ReportRow("a", "A", "submitted", owing=True, handed_in=True),
            ReportRow("b", "B", "exempt", False, True),
        ],
    )

    assert (answers.owing, answers.reported, answers.exempt) == (("a",), ("a",), ("b",))
    assert answers.column("q").answered == ("a",)
    assert answers.column("q").missing == absent()


def test_the_five_kinds_of_missing_stay_apart():
    given = {
        "a": Missing.NOT_SHOWN,
        "b": Missing.NOT_IN_VERSION,
        "c": Missing.CANNOT_JUDGE,
        "d": Missing.EMPTY,
    }
    answers = table("abcdef", cells("q", given), cells("q", {"f": "yes"}), without="e")

    column = answers.column("q")

    assert column.missing == absent(
        not_shown="a", not_in_version="b", cannot_judge="c", empty="d", no_report="e"
    )
    assert column.answered == ("f",)
    assert column.shown == 2  # d and f: who cannot judge is in no base


def test_a_report_that_does_not_know_a_variable_misses_it_as_not_in_version():
    assert table("ab", cells("q", {"a": "yes"})).column("q").missing == absent(not_in_version="b")


def test_a_code_beside_a_kind_of_missing_is_no_answer():
    judged = cell("a", "q", "cannot_judge")._replace(missing=Missing.CANNOT_JUDGE)
    answers = table("a", [judged])

    assert answers.column("q").answered == ()
    assert answers.codes("q") == {}


def test_kinds_of_missing_are_read_as_words_too():
    answers = table("a", [cell("a", "q")._replace(missing="empty")])

    assert answers.column("q").missing == absent(empty="a")


def test_rows_that_left_do_not_stand():
    answers = table(
        "ab",
        cells("list.decision", {"a": "still", "b": "left"}, "r1"),
        cells("list.type", {"a": "x", "b": "y"}, "r1"),
        cells("list.type", {"a": "y"}, "r2"),
    )

    assert answers.standing("list") == (("a", "r1"), ("a", "r2"))
    assert answers.decisions("list") == {("a", "r1"): Decision.STILL, ("b", "r1"): Decision.LEFT}


def test_an_empty_list_is_an_answer_and_a_list_that_was_not_shown_is_none():
    answers = table(
        "abcd",
        cells("list.type", {"a": "x"}, "r1"),
        cells("list", {"b": Missing.EMPTY, "c": Missing.NOT_SHOWN}),
        without="d",
    )

    column = answers.list_column("list")

    assert column.answered == ("a", "b")
    assert column.missing == absent(not_shown="c", no_report="d")


def test_a_list_that_no_report_knows_is_missing_as_not_in_version():
    assert table("ab", cells("q", {"a": "x"})).list_column("list").missing == absent(not_in_version="ab")


def test_a_round_without_any_cell_can_be_asked_everything():
    answers = table("ab", without="ab")

    assert answers.column("q").missing == absent(no_report="ab")
    assert answers.list_column("list").answered == ()
    assert answers.standing("list") == ()
    assert answers.codes("q") == {}


def test_two_reports_of_one_unit_are_refused():
    with pytest.raises(ValueError, match="more than one report"):
        table("aa")
