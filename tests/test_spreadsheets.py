import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.spreadsheets import OFFICE, PLAIN, Sheet, write_csv, write_xlsx

MADE_AT = datetime(2027, 6, 24, 7, 30, tzinfo=UTC)
FORMULAS = ["=1+1", "+49 611 555", "-3", "@SUM(A1)", "\t=1", "＝1+1"]


def read(book):
    return openpyxl.load_workbook(io.BytesIO(book))


def one_sheet(header, *rows, **further):
    return read(write_xlsx([Sheet("Regionen", header, rows, **further)], MADE_AT)).worksheets[0]


def test_a_workbook_holds_each_kind_of_cell_as_its_kind():
    sheet = one_sheet(
        ["Name", "Zahl", "Anteil", "Tag", "Zeitpunkt", "leer"],
        ["Fulda", 3, Decimal("12.5"), date(2027, 6, 30), datetime(2027, 6, 24, 9, 5, tzinfo=UTC), None],
    )

    assert [cell.value for cell in sheet[2]] == [
        "Fulda",
        3,
        12.5,
        datetime(2027, 6, 30),  # noqa: DTZ001 - a sheet knows no zones
        datetime(2027, 6, 24, 9, 5),  # noqa: DTZ001 - a sheet knows no zones
        None,
    ]
    assert [cell.data_type for cell in sheet[2]][:3] == ["s", "n", "n"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_text_in_a_workbook(text):
    cell = one_sheet(["Name"], [text])["A2"]

    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("text", ["https://turnus.example/", "mailto:a@b.example", "007"])
def test_addresses_and_digits_stay_text_in_a_workbook(text):
    cell = one_sheet(["Name"], [text])["A2"]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_the_header_stays_in_view_and_filters():
    sheet = one_sheet(["Name", "Zahl"], ["Fulda", 1], ["Kassel", 2])

    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")


def test_a_sheet_without_rows_has_its_header_and_no_filter():
    sheet = one_sheet(["Name", "Zahl"])

    assert [[cell.value for cell in row] for row in sheet.rows] == [["Name", "Zahl"]]
    assert sheet.auto_filter.ref is None


def test_columns_are_as_wide_as_their_content_within_bounds_or_as_told():
    sheet = one_sheet(["A", "B", "C"], ["x", "y" * 20, "z" * 500])
    told = one_sheet(["A"], ["x"], widths=[33])

    assert [round(sheet.column_dimensions[name].width) for name in "ABC"] == [9, 23, 61]
    assert round(told.column_dimensions["A"].width) == 34


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    value = one_sheet(["Text"], ["a" * 40_000])["A2"].value

    assert (len(value), value[-2:]) == (32_767, "a…")


def test_names_of_sheets_are_made_fit_and_kept_apart():
    names = ["Region: A/B", "x" * 40, "X" * 40, "'", "regionen", "Regionen"]

    book = read(write_xlsx([Sheet(name, ["A"], []) for name in names], MADE_AT))

    assert book.sheetnames == ["Region  A B", "x" * 31, "X" * 29 + " 2", "–", "regionen", "Regionen 2"]


def test_the_same_sheets_and_instant_give_the_same_bytes():
    sheets = [Sheet("Regionen", ["Name"], [["Fulda"]])]

    assert write_xlsx(sheets, MADE_AT) == write_xlsx(sheets, MADE_AT)
    assert read(write_xlsx(sheets, MADE_AT)).properties.created.isoformat() == "2027-06-24T07:30:00"


def test_a_csv_for_an_office_is_what_a_german_excel_opens():
    written = write_csv(
        ["Name", "Anteil", "Tag", "Zeitpunkt", "leer"],
        [
            [
                "Groß-Gerau; Kreis",
                Decimal("12.5"),
                date(2027, 6, 30),
                datetime(2027, 6, 24, 9, 5, tzinfo=UTC),
                None,
            ]
        ],
    )

    assert written == (
        '\ufeffName;Anteil;Tag;Zeitpunkt;leer\r\n"Groß-Gerau; Kreis";12,5;2027-06-30;2027-06-24 09:05;\r\n'
    )


def test_a_plain_csv_is_what_programs_read():
    written = write_csv(["Name", "Anteil"], [["Fulda, Stadt", Decimal("12.50")]], PLAIN)

    assert written == 'Name,Anteil\r\n"Fulda, Stadt",12.50\r\n'


@pytest.mark.parametrize("spelling", [OFFICE, PLAIN])
@pytest.mark.parametrize("text", [*FORMULAS, "06115551234"])
def test_a_text_that_a_spreadsheet_would_reckon_with_gets_an_apostrophe(text, spelling):
    written = write_csv(["Name"], [[text]], spelling)

    assert [row[0] for row in csv.reader(io.StringIO(written))][1] == f"'{text}"


def test_negative_numbers_are_numbers_and_telephone_numbers_with_a_space_are_text():
    assert (
        write_csv(["Zahl", "Telefon"], [[-3, "0611 5551234"]]) == "\ufeffZahl;Telefon\r\n-3;0611 5551234\r\n"
    )


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1), min_size=1))
def test_no_text_of_a_csv_begins_like_a_formula_and_every_text_is_found_again(texts):
    written = write_csv(["Text"], [[text] for text in texts], PLAIN)

    cells = [row[0] for row in csv.reader(io.StringIO(written, newline=""))][1:]
    assert [
        cell.removeprefix("'") if not text.startswith("'") else cell
        for cell, text in zip(cells, texts, strict=True)
    ] == texts
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\n")) for cell in cells)
