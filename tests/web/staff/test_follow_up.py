"""What became of plans, recommendations and goals stands on a page of its own, beside the last round."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from surveyapp.models import Programme
from surveyapp.services import recommendations
from surveyapp.services.ticks import operator
from tests import builders
from tests.web.staff.cast import LINK_KEY, OPEN, ZONE, round_row

pytestmark = pytest.mark.one_engine

PAGE = f"/staff/olov-hessen/rounds/{OPEN}/summary/follow-up"
LATER = "2027-3"
LATER_PAGE = f"/staff/olov-hessen/rounds/{LATER}/summary/follow-up"
OPENED_LATER = datetime(2027, 12, 1, 9, tzinfo=UTC)
UNIT = "fulda-kreis"
THEN = {
    **builders.REPORT_2009,
    "plans_composition": "yes",
    "plans_composition_text": "Die Kammern einladen",
    "plans_practice": "yes",
    "plans_practice_kinds": "W1\nW4",
    "agreement_status": "signed",
    "goals.goal:goal1": "Praktikumsbörse",
    "goals.status:goal1": "on_track",
}
NOW = {
    **builders.REPORT_2009,
    "agreement_status": "signed",
    "plan_followup.fate:composition": "done",
    "plan_followup.fate:practice_W1": "postponed",
    "plan_followup.fate:practice_W4": "not_known",
    "goals.decision:goal1": "changed",
    "goals.status:goal1": "achieved",
    "goals.evidence:goal1": "Die Börse läuft.",
}


@pytest.fixture
def two_rounds(session):
    """A region that planned in the open round, and in the next one says what came of it."""
    programme = session.scalars(select(Programme).where(Programme.slug == "olov-hessen")).one()
    first = round_row(session, OPEN)
    report(session, first, THEN, datetime(2027, 6, 20, 9, tzinfo=UTC))
    texts = {"de": "Öfter treffen", "en": "Meet more often"}
    actor_id = operator(session, OPENED_LATER)
    advice = recommendations.recommend(session, actor_id, programme, first, None, texts, OPENED_LATER)
    plan = builders.plan(date(2027, 10, 31), date(2027, 12, 1), date(2027, 12, 15), date(2027, 12, 20), ZONE)
    then = builders.opened_round(session, programme, LATER, plan, OPENED_LATER)
    said = {**NOW, f"recommendation_followup.fate:{advice.key}": "in_progress"}
    report(session, then, said, OPENED_LATER)
    session.commit()


def report(session, round_, said, now):
    writer = builders.writer_at(session, builders.report_of(session, round_, UNIT), LINK_KEY)
    mine = {name: text for name, text in said.items() if not name.startswith(("rekos.", "members."))}
    body = {name: text for name, text in builders.ROSTERS.items() if name.rpartition(":")[2] in ("v1", "v2")}
    builders.hand_in(session, writer, {**body, **mine}, now)


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def table(page, caption):
    """The rows of a table as texts of their cells, the head first."""
    (found,) = [each for each in re.findall(r"<table.*?</table>", page, re.DOTALL) if caption in each]
    head, *rows = re.findall(r"<tr.*?</tr>", found, re.DOTALL)
    columns = [words(each).strip() for each in re.findall(r"<th[^>]*>(.*?)</th>", head, re.DOTALL)]
    cell = re.compile(r'<th[^>]*>(.*?)</th>|turnus-table__value">(.*?)</span>', re.DOTALL)
    return [columns, *(["".join(each).strip() for each in cell.findall(row)] for row in rows)]


def test_a_first_round_has_nothing_to_follow_up_and_says_so(staff):
    page = words(staff.get(PAGE).text)

    assert "Was aus Plänen und Empfehlungen wurde" in page
    assert "Noch nichts zu verfolgen" in page


@pytest.mark.usefixtures("two_rounds")
def test_plans_and_recommendations_stand_against_what_became_of_them(staff):
    page = staff.get(LATER_PAGE).text

    plans = table(page, "D6: Vorhaben der letzten Runde und was daraus wurde")
    assert [(row[0], dict(zip(plans[0], row, strict=True))["Angaben"]) for row in plans[1:]] == [
        ("Veränderung der Zusammensetzung (eigene Worte zu D2)", "1"),
        ("Erhöhung der Frequenz der Treffen", "1"),
        ("Einladung anderer Akteure zur Berichterstattung in der Steuerungsgruppe", "1"),
    ]
    told = [dict(zip(plans[0], row, strict=True)) for row in plans[1:]]
    counted = [(row["umgesetzt"], row["verschoben"], row["nicht bekannt (Personalwechsel)"]) for row in told]
    assert counted == [("1", "0", "0"), ("0", "1", "0"), ("0", "0", "1")]
    advice = table(page, "G3: Vorhaben der letzten Runde und was daraus wurde")
    assert [(row[0], row[2]) for row in advice[1:]] == [("Öfter treffen", "1")]
    assert "Basis: 3 Angaben; Berichte, die dazu etwas sagen: 1." in words(page)


@pytest.mark.usefixtures("two_rounds")
def test_goals_are_counted_from_state_to_state(staff):
    moves = table(staff.get(LATER_PAGE).text, "letzte Runde (Zeilen) und jetzt (Spalten)")

    counted = {row[0]: dict(zip(moves[0][1:], row[1:], strict=True)) for row in moves[1:]}
    (moved,) = [(then, now) for then, row in counted.items() for now, n in row.items() if n == "1"]
    assert moved == ("im Plan", "erreicht")


@pytest.mark.usefixtures("two_rounds")
def test_the_page_speaks_english_throughout(staff):
    staff.post("/staff/language", {"language": "en", "next": LATER_PAGE})

    page = staff.get(LATER_PAGE).text

    assert (
        table(page, "D6: what was intended last round, and what became of it")[1][0]
        == "change of composition (own words under D2)"
    )
    assert table(page, "G3: what was intended last round")[1][0] == "Meet more often"
    said = words(page)
    assert "E4 State of each goal in the target agreement: last round (rows) and now (columns)" in said
    assert "Base: 1 row that stands in both rounds. Newly added: 0; no longer named: 0." in said


def test_readers_do_not_come_here(reader):
    assert reader.get(PAGE).status_code == 403
