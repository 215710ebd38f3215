"""What became of plans and goals stands on a page of its own, beside the last round."""

import re

import pytest

from tests.web.staff.cast import OPEN

pytestmark = pytest.mark.one_engine

PAGE = f"/staff/olov-hessen/rounds/{OPEN}/summary/follow-up"


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_first_round_has_nothing_to_follow_up_and_says_so(staff):
    page = words(staff.get(PAGE).text)

    assert "Was aus Plänen und Empfehlungen wurde" in page
    assert "Noch nichts zu verfolgen" in page


def test_readers_do_not_come_here(reader):
    assert reader.get(PAGE).status_code == 403
