"""The tables of a round: what stands in them, and that files read back hold the same numbers."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest

from forms.answers import Missing
from forms.texts import Text
from surveyapp.spreadsheets import PLAIN, Sheet, write_csv, write_xlsx
from surveyapp.summaries.charts.speech import Speech
from surveyapp.summaries.exports.tables import answers_table, codebook_table, matrix_table, summary_table
from surveyapp.summaries.summary import summarise
from surveyapp.summaries.wordings import KINDS
from tests.summaries.builders import ROUND, cell, cells, choices, compared, question, questionnaire, table
from tests.summaries.scenario import ROUND_2010
from tests.summaries.scenario import questionnaire as olov
from tests.summaries.scenario import table as scenario

SAID = Speech("en", Text({"de": "{value_comma} %", "en": "{value_point}%"}))
ASKED = questionnaire(
    question(
        "flag",
        section="a",
        codes=choices("yes", "no"),
        compare=compared("flag_count", yes=["yes"]),
        label_code="A1",
    ),
    question("hours", "decimal", section="a", compare=compared("numeric_change"), label_code="A2"),
    question("why", "long_text", section="a", compare=compared("coded_text", frame="open"), label_code="A3"),
    question("people", "roster", section="a", fields=(question("name", "text"),), label_code="A4"),
)
ANSWERS = table(
    "abc",
    cells("flag", {"a": "yes", "b": "no"}),
    cells("hours", {"a": Decimal("12.5"), "b": Missing.EMPTY}),
    cells("why", {"a": "text:=1+1", "b": "text:0049"}),
    [cell("a", "people.decision", "still", "p1"), cell("a", "people.name", "text:Ada", "p1")],
    without="c",
)
MADE_AT = datetime(2026, 11, 22, tzinfo=UTC)


def summary():
    return summarise(ASKED, ANSWERS, round=ROUND)


def test_every_number_of_the_summary_has_a_row_with_its_base_and_its_units():
    rows = [row for row in summary_table(summary(), SAID).rows if row[1] == "flag"]

    about = ("A1", "flag", "question flag", "", "Yes answers")
    assert rows[:3] == [
        (*about, "value", "", "", "", 1, 2, "that answered", None, "A"),
        (*about, "answer", "", "yes", "yes", 1, 2, "that answered", Decimal("50.0"), "A"),
        (*about, "answer", "", "no", "no", 1, 2, "that answered", Decimal("50.0"), "B"),
    ]
    assert rows[-1] == (*about, "without an answer", "", "no_report", "no report", 1, None, "", None, "C")


def test_measures_and_texts_have_rows_of_their_own():
    rows = summary_table(summary(), SAID).rows

    assert ("measure", "", "median", "median", Decimal("12.5"), 1, "that answered", None, "") in [
        row[5:] for row in rows if row[1] == "hours"
    ]
    assert [row[8] for row in rows if row[5] == "text"] == ["=1+1", "0049"]


def test_the_matrix_has_a_row_for_each_unit_in_words_and_kinds_of_missing_in_brackets():
    found = matrix_table(ASKED, ANSWERS, SAID)

    assert found.header == (
        "id",
        "name",
        "A1 question flag",
        "A2 question hours",
        "A3 question why",
        "A4 question people",
    )
    assert found.rows == (
        ("a", "A", "yes", "12.5", "=1+1", "1"),
        ("b", "B", "no", "<left empty>", "0049", "0"),
        ("c", "C", *["<no report>"] * 4),
    )


def test_the_long_table_holds_every_cell():
    found = answers_table(ANSWERS, SAID)

    assert len(found.rows) == len(ANSWERS.cells)
    assert found.rows[0] == ("a", "A", "flag", "", 0, "yes", None, None, None, None, "typed")


def test_the_codebook_tells_every_variable_and_each_of_its_codes():
    rows = codebook_table(ASKED, SAID).rows

    assert [(row[0], row[6]) for row in rows if row[0] == "flag"] == [
        ("flag", ""),
        ("flag", "yes"),
        ("flag", "no"),
    ]
    assert {row[0] for row in rows} == {"flag", "hours", "why", "people", "people.decision", "people.name"}


@pytest.fixture(scope="module")
def round_2010():
    return summarise(olov(), scenario("2010"), round=ROUND_2010)


def all_tables(counted):
    return [
        summary_table(counted, SAID),
        matrix_table(olov(), scenario("2010"), SAID),
        answers_table(scenario("2010"), SAID),
        codebook_table(olov(), SAID),
    ]


def test_a_workbook_read_back_holds_the_same_numbers_and_texts(round_2010):
    tables = all_tables(round_2010)

    book = openpyxl.load_workbook(
        io.BytesIO(write_xlsx([Sheet(one.name, one.header, one.rows) for one in tables], MADE_AT))
    )

    assert book.sheetnames == ["Summary", "Matrix", "Answers", "Codebook"]
    for found in tables:
        read = list(book[found.name].iter_rows(min_row=2, values_only=True))
        assert [[plain(value) for value in row] for row in found.rows] == [list(row) for row in read]


def test_a_csv_read_back_holds_the_same_numbers(round_2010):
    found = summary_table(round_2010, SAID)

    read = list(csv.DictReader(io.StringIO(write_csv(found.header, found.rows, PLAIN))))

    for figure in round_2010.figures:
        own = [row for row in read if (row["variable"], row["count"]) == named(figure)]
        values = [(row["n"], row["base"]) for row in own if row["row"] == "value"]
        answers = [(row["code"], row["n"], row["share in %"]) for row in own if row["row"] == "answer"]
        assert values == [(written(figure.value), str(figure.base))]
        assert answers == [(row.code, str(row.n), written(row.share)) for row in figure.details]


def named(figure):
    return figure.key, KINDS[figure.kind].in_("en")


def written(number):
    return "" if number is None else str(number)


def plain(value):
    """What a sheet gives back: nothing for an empty text, a number for a Decimal."""
    if value == "":
        return None
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    return value
