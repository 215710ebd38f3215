from forms.answers import Missing
from forms.questionnaire import Comparison
from surveyapp.summaries.figures import Base
from tests.summaries.builders import absent, cell, cells, choices, count, question, questionnaire, table

TYPES = (
    *choices("town", "county", facts={"group": "local"}),
    *choices("chamber", facts={"group": "chamber"}),
    *choices("school", facts={"group": "rest"}),
    *choices("club"),
)
BY = {
    "by": "type",
    "group": "group",
    "order": ["local", "chamber", "rest"],
    "labels": {"local": {"de": "Kommune"}, "chamber": {"de": "Kammer"}},
    "labels_extra": {"rest": {"de": "Sonstige"}},
    "base": "persons",
}


def roster(comparison):
    return questionnaire(
        question("people", "roster", fields=(question("type", codes=TYPES),), compare=(comparison,))
    )


def person(unit, row, kind, decision="still"):
    return [cell(unit, "people.decision", decision, row), cell(unit, "people.type", kind, row)]


def rows_of(figure):
    return [(row.group, row.code, row.n, row.units) for row in figure.details]


def test_persons_are_counted_by_group_and_not_by_unit():
    answers = table(
        "abc",
        person("a", "p1", "town"),
        person("a", "p2", "county"),
        person("b", "p3", "chamber", "new"),
        person("b", "p4", "town", "left"),
    )

    (figure,) = count(roster(Comparison("persons_by", BY)), answers)

    assert (figure.value, figure.base, figure.base_kind, figure.respondents) == (3, 3, Base.PERSONS, 3)
    assert figure.units == ("a", "b")
    assert rows_of(figure) == [("", "local", 2, ("a",)), ("", "chamber", 1, ("b",))]
    assert [str(row.share) for row in figure.details] == ["66.7", "33.3"]
    assert [row.label.in_("de") for row in figure.details] == ["Kommune", "Kammer"]


def test_a_declared_group_without_a_person_is_shown_as_nought_and_an_extra_one_is_not():
    (figure,) = count(roster(Comparison("persons_by", BY)), table("a", person("a", "p1", "town")))

    assert [(row.code, row.n) for row in figure.details] == [("local", 1), ("chamber", 0)]


def test_extra_groups_types_without_a_group_and_persons_without_a_type_come_behind():
    answers = table(
        "ab",
        person("a", "p1", "school"),
        person("a", "p2", "club"),
        person("b", "p3", Missing.EMPTY),
        person("b", "p4", "town"),
    )

    (figure,) = count(roster(Comparison("persons_by", BY)), answers)

    assert [(row.code, row.label.in_("de"), row.n) for row in figure.details] == [
        ("local", "Kommune", 1),
        ("chamber", "Kammer", 0),
        ("rest", "Sonstige", 1),
        ("club", "club", 1),
        ("", "keine Angabe", 1),
    ]
    assert figure.base == 4


def test_joined_left_and_changed_rows_are_told_by_type():
    answers = table(
        "abcd",
        person("a", "p1", "town"),
        person("a", "p2", "chamber", "new"),
        person("b", "p3", "town", "left"),
        person("b", "p4", "county", "changed"),
        person("c", "p5", "town", "new"),
        without="d",
    )

    (figure,) = count(roster(Comparison("roster_diff", {"group_by": "type", "base": "answered"})), answers)

    assert (figure.value, figure.base, figure.units) == (2, 2, ("a", "b"))
    assert rows_of(figure) == [
        ("new", "chamber", 1, ("a",)),
        ("left", "town", 1, ("b",)),
        ("changed", "county", 1, ("b",)),
        ("still", "town", 1, ("a",)),
    ]
    assert figure.missing == absent(not_shown="c", no_report="d")  # every row of c is new


def test_in_base_persons_a_difference_is_one_of_persons_and_not_of_units():
    answers = table(
        "abc", person("a", "p1", "town"), person("a", "p2", "town", "left"), person("b", "p3", "club", "new")
    )

    (figure,) = count(roster(Comparison("roster_diff", {"group_by": "type", "base": "persons"})), answers)

    assert (figure.value, figure.base, figure.base_kind) == (1, 2, Base.PERSONS)
    assert figure.units == ("a",)


def test_without_a_field_to_group_by_the_moves_are_told_as_they_are():
    answers = table("a", person("a", "p1", "town"), person("a", "p2", "town", "left"))

    (figure,) = count(roster(Comparison("roster_diff", {})), answers)

    assert rows_of(figure) == [("left", "left", 1, ("a",)), ("still", "still", 1, ("a",))]
    assert [row.label.in_("de") for row in figure.details] == ["ausgeschieden", "weiterhin"]


def test_a_row_without_a_type_is_told_as_unanswered():
    answers = table("a", person("a", "p1", Missing.EMPTY, "left"), person("a", "p2", "odd", "left"))

    (figure,) = count(roster(Comparison("roster_diff", {"group_by": "type"})), answers)

    assert [(row.code, row.label.in_("de")) for row in figure.details] == [
        ("odd", "odd"),
        ("", "keine Angabe"),
    ]


def test_a_vacant_post_is_a_list_without_rows():
    answers = table("ab", person("a", "p1", "town"), cells("people", {"b": Missing.EMPTY}))

    (figure,) = count(roster(Comparison("persons_by", BY)), answers)

    assert (figure.value, figure.respondents, figure.units) == (1, 2, ("a",))


def test_a_row_that_the_last_report_did_not_have_is_new_whatever_the_register_knew_in_between():
    answers = table(
        "ab",
        person("a", "p1", "town"),
        person("a", "p2", "chamber"),
        person("a", "p3", "club", "changed"),
        person("a", "p4", "club", "left"),
        person("b", "p5", "town"),
        earlier={"people": {"a": frozenset({"p1"})}},
    )

    (figure,) = count(roster(Comparison("roster_diff", {"group_by": "type"})), answers)

    assert (figure.value, figure.base, figure.units) == (1, 2, ("a",))
    assert rows_of(figure) == [
        ("new", "chamber", 1, ("a",)),
        ("new", "club", 1, ("a",)),
        ("still", "town", 2, ("a", "b")),  # b has no last report: its register is what it starts from
    ]


def test_a_list_that_was_empty_last_time_is_one_to_differ_from():
    answers = table(
        "abc",
        person("a", "p1", "town", "new"),
        cells("people", {"b": Missing.EMPTY}),
        person("c", "p2", "town", "new"),
        earlier={"people": {"a": frozenset(), "b": frozenset()}},
    )

    (figure,) = count(roster(Comparison("roster_diff", {"group_by": "type"})), answers)

    assert (figure.value, figure.base, figure.units) == (1, 2, ("a",))
    assert rows_of(figure) == [("new", "town", 1, ("a",))]
    assert figure.missing == absent(not_shown="c")


def test_an_earlier_list_of_a_unit_that_was_not_asked_now_is_not_compared():
    answers = table(
        "ab",
        cells("people", {"a": Missing.NOT_SHOWN}),
        without="b",
        earlier={"people": {"a": frozenset({"p1"}), "b": frozenset({"p2"})}},
    )

    (figure,) = count(roster(Comparison("roster_diff", {})), answers)

    assert (figure.value, figure.base) == (0, 0)
    assert figure.missing == absent(not_shown="a", no_report="b")
