"""The register of a unit of the OloV programme: codes in the words of its questionnaire."""

import pytest
from sqlalchemy import update

from surveyapp.models import Term
from tests.web.staff.test_board import words

pytestmark = pytest.mark.one_engine


def test_the_department_of_a_coordinator_is_told_in_words(staff, session):
    session.execute(update(Term).where(Term.unit_id == "hanau").values(department="economy_labour"))
    session.commit()

    german = words(staff.get("/staff/olov-hessen/units/hanau/register").text)
    staff.post("/staff/language", {"language": "en", "next": "/staff/olov-hessen"})
    english = words(staff.get("/staff/olov-hessen/units/hanau/register").text)

    assert "Wirtschaft und Arbeit oder Arbeitsförderung" in german
    assert "economy and labour, or employment promotion" in english
    assert "economy_labour" not in german + english
