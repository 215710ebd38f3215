"""Ratings of the rows of a roster, once more by a field of the roster."""

from decimal import Decimal

from forms.answers import Missing
from forms.questionnaire import Choice, RowsFrom
from forms.texts import Text
from tests.summaries.builders import cell, choices, compared, count, question, questionnaire, table

SCALE = tuple(
    Choice(code, Text({"de": code}), value=Decimal(value)) for code, value in (("always", 3), ("never", 1))
)
MEMBERS = question(
    "members",
    "roster",
    fields=(question("kind", codes=choices("school", "chamber", "club")), question("name", "text")),
)
ATTENDANCE = question(
    "attendance",
    "grid",
    codes=SCALE,
    rows=RowsFrom("members", "name"),
    compare=compared("ordinal_shift", group_by="kind", base="rows"),
)


def member(unit, row, kind, attended):
    return [
        cell(unit, "members.decision", "still", row),
        cell(unit, "members.kind", kind, row),
        cell(unit, "attendance", attended, row),
    ]


def test_attendance_is_told_as_a_whole_and_by_kind_of_institution_in_the_order_of_the_list():
    answers = table(
        "abc",
        member("a", "m1", "chamber", "always"),
        member("a", "m2", "school", "always"),
        member("b", "m3", "school", "never"),
        member("b", "m4", "school", Missing.EMPTY),
        member("b", "m5", "odd", "never"),
        member("b", "m6", Missing.EMPTY, "always"),
        member("c", "m7", "club", Missing.NOT_SHOWN),
    )

    (figure,) = count(questionnaire(MEMBERS, ATTENDANCE), answers)

    assert (figure.value, figure.base, figure.base_kind) == (5, 6, "rows")
    assert [(part.code, part.label.in_("de"), part.base, part.units) for part in figure.parts] == [
        ("school", "school", 2, ("a", "b")),
        ("chamber", "chamber", 1, ("a",)),
        ("odd", "odd", 1, ("b",)),
        ("", "keine Angabe", 1, ("b",)),
    ]
    school = figure.parts[0]
    assert [(row.code, row.n, str(row.share)) for row in school.details] == [
        ("always", 1, "50.0"),
        ("never", 1, "50.0"),
    ]
    assert school.measures == {"n": 2, "mean": Decimal("2.0")}


def test_rows_of_a_roster_are_the_base_whatever_is_declared():
    undeclared = question(
        "attendance", "grid", codes=SCALE, rows=RowsFrom("members", "name"), compare=compared("ordinal_shift")
    )

    (figure,) = count(questionnaire(MEMBERS, undeclared), table("a", member("a", "m1", "club", "always")))

    assert (figure.base, figure.base_kind, figure.parts) == (1, "rows", ())


def test_numbers_in_lists_are_those_of_standing_rows():
    people = question(
        "people", "roster", fields=(question("hours", "integer", compare=compared("numeric_change")),)
    )
    answers = table(
        "ab",
        [cell("a", "people.decision", "still", "p1"), cell("a", "people.hours", 10, "p1")],
        [cell("a", "people.decision", "new", "p2"), cell("a", "people.hours", 20, "p2")],
        [cell("b", "people.decision", "left", "p3"), cell("b", "people.hours", 90, "p3")],
        [cell("b", "people.decision", "still", "p4"), cell("b", "people.hours", Missing.EMPTY, "p4")],
    )

    (figure,) = count(questionnaire(people), answers)

    assert (figure.base, figure.base_kind, figure.respondents, figure.units) == (3, "rows", 1, ("a",))
    assert figure.measures == {"n": 2, "median": 15, "min": 10, "max": 20}
    assert figure.values == (("a", Decimal(10)), ("a", Decimal(20)))
    assert figure.missing[Missing.EMPTY] == ("b",)
