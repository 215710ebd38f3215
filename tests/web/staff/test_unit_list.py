"""The list of all units, each layer under what the programme calls it."""

import re

import pytest

from tests.web.staff.test_board import words

pytestmark = pytest.mark.one_engine

UNITS = "/staff/olov-hessen/units"


def headings(page):
    return [words(each).strip() for each in re.findall(r"<h[12][^>]*>.*?</h[12]>", page, re.DOTALL)]


def test_regions_and_authorities_stand_under_words_of_their_own(staff):
    german = headings(staff.get(UNITS).text)
    staff.post("/staff/language", {"language": "en", "next": UNITS})
    page = staff.get(UNITS).text
    regions, authorities = re.findall(r"<tbody.*?</tbody>", page, re.DOTALL)

    assert german == ["Regionen und Staatliche Schulämter", "Regionen", "Staatliche Schulämter"]
    assert headings(page) == [
        "Regions and state school authorities",
        "Regions",
        "State school authorities",
    ]
    assert (regions.count("<tr"), authorities.count("<tr")) == (28, 15)
