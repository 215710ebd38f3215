"""The list of whom to phone, as a page and as files."""

import csv
import io
import re

import openpyxl
import pytest
from sqlalchemy import select

from surveyapp.models import Person
from tests.web.staff.cast import BEGUN, HANDED_IN, OPEN, PLANNED, UNTOUCHED, VACANT
from tests.web.staff.test_board import words

pytestmark = pytest.mark.one_engine

CHASE = f"/staff/olov-hessen/rounds/{OPEN}/chase"


def listed(page):
    """The units of the list, in their order."""
    return re.findall(r'scope="row"><a class="kern-link" href="[^"]*/reports/([^"]+)"', page)


def lines(answer):
    """A CSV as an office's spreadsheet reads it: each line by its header."""
    text = answer.data.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_the_list_has_all_who_owe_the_least_begun_first_with_telephone_and_mail(staff):
    page = staff.get(CHASE).text

    assert len(listed(page)) == 27
    assert HANDED_IN not in listed(page)
    assert listed(page)[-1] == BEGUN
    assert "27 Berichte stehen aus" in page
    assert re.search(r'href="tel:\+4969900\d+">\+49 69 90009 \d+</a>', page)
    assert re.search(r'href="mailto:[^"]+@kassel-stadt\.example\.org"', page)


def test_the_csv_has_a_line_for_each_person_and_one_for_a_vacant_post(staff):
    answer = staff.get(f"{CHASE}.csv")

    found = lines(answer)
    by_unit = {line["Einheit"]: line for line in found}
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="olov-hessen-{OPEN}-telefonliste.csv"'
    )
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(found) == 30 + 1  # 32 coordinators, less one who has handed in and one whose post is vacant
    assert by_unit["Frankfurt am Main"]["Person"] == "unbesetzt"
    assert by_unit["Kassel"]["Frist"] == "2027-06-30"
    assert by_unit["Kassel"]["Telefon"].startswith("'+49 69 90009")


def test_the_workbook_says_the_same_with_telephone_numbers_as_text(staff):
    answer = staff.get(f"{CHASE}.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    header, *rows = [[cell.value for cell in row] for row in sheet.rows]
    found = [dict(zip(header, row, strict=True)) for row in rows]
    kassel = next(row for row in found if row["Einheit"] == "Kassel")
    assert len(found) == len(lines(staff.get(f"{CHASE}.csv")))
    assert kassel["Telefon"].startswith("+49 69 90009")
    assert kassel["Frist"].isoformat() == "2027-06-30T00:00:00"
    assert sheet.title == "Wen anrufen  2027-1"


def test_names_that_look_like_formulas_stay_text(staff, session):
    person = session.scalars(select(Person).where(Person.email.contains("kassel-stadt"))).one()
    person.name = '=HYPERLINK("https://evil.example")'
    session.commit()

    names = [line["Person"] for line in lines(staff.get(f"{CHASE}.csv"))]

    assert '\'=HYPERLINK("https://evil.example")' in names


def test_a_round_that_is_not_open_yet_has_nobody_to_phone(staff):
    page = staff.get(f"/staff/olov-hessen/rounds/{PLANNED}/chase").text

    assert listed(page) == []
    assert "Die Runde ist noch nicht offen." in page
    assert lines(staff.get(f"/staff/olov-hessen/rounds/{PLANNED}/chase.csv")) == []


def test_the_exempt_are_left_alone(staff):
    staff.post(
        f"/staff/olov-hessen/rounds/{OPEN}/acts/exempt", {"unit": UNTOUCHED, "reason": "neu aufgebaut"}
    )

    assert UNTOUCHED not in listed(staff.get(CHASE).text)


def test_a_vacant_post_is_said_to_be_vacant(staff):
    page = staff.get(CHASE).text

    row = next(row for row in page.split("<tr") if f"/reports/{VACANT}" in row)
    assert "unbesetzt" in words(row)
