import io
import json
import re

import openpyxl
import pytest

from surveyapp.services import boards, evaluations
from surveyapp.summaries.text import as_text
from tests import builders
from tests.support.web import NOW
from tests.web.staff.cast import LINK_KEY, OPEN, PLANNED, UNTOUCHED, report_row
from tests.web.staff.test_board import words

pytestmark = pytest.mark.one_engine

SUMMARY = f"/staff/olov-hessen/rounds/{OPEN}/summary"


@pytest.fixture
def reader_of_released(staff):
    """A browser in which somebody is signed in who only reads, after the office released the open round."""
    assert staff.post(f"{SUMMARY}/release", {"act": "release"}).status_code == 303
    assert staff.sign_in("reader").status_code == 303
    return staff


def summary_of(session):
    programme = boards.programme_at(session, "olov-hessen")
    return evaluations.summary_of(session, boards.round_at(session, programme, OPEN))


def a_second_report(session):
    writer = builders.writer_at(session, report_row(session, UNTOUCHED), LINK_KEY)
    answers = {**builders.REPORT_2009, "turnus": "monthly", "coordinator_changed": "no"}
    builders.hand_in(session, writer, answers, NOW)
    session.commit()


def test_readers_see_the_figures_as_released_until_they_are_released_anew(staff, session):
    assert staff.post(f"{SUMMARY}/release", {"act": "release"}).status_code == 303
    a_second_report(session)
    at_the_office = words(staff.get(SUMMARY).text)
    base = [base_of(staff)]

    staff.sign_in("reader")
    base.append(base_of(staff))
    assert "Stand der Freigabe:" in words(staff.get(SUMMARY).text)
    staff.sign_in("staff")
    assert staff.post(f"{SUMMARY}/release", {"act": "release"}).status_code == 303
    assert "Seit der Freigabe" not in words(staff.get(SUMMARY).text)
    staff.sign_in("reader")
    base.append(base_of(staff))

    assert base == [2, 1, 2]
    assert "Seit der Freigabe hat sich ein Bericht geändert" in at_the_office
    assert "Mit heutigem Stand neu freigeben" in at_the_office


def base_of(browser):
    return json.loads(browser.get(f"{SUMMARY}.json").text)["base"]["reported"]


def test_a_round_that_was_never_open_cannot_be_released(staff):
    page = f"/staff/olov-hessen/rounds/{PLANNED}/summary"

    assert staff.post(f"{page}/release", {"act": "release"}).status_code == 409
    assert "nichts freizugeben" in words(staff.get(page).text)


def test_the_base_comes_first_then_the_paragraph(staff, session):
    page = words(staff.get(SUMMARY).text)

    base = page.index("1 von 28 Regionen haben berichtet.")
    places = [page.index(words(said.text)) for said in summary_of(session).paragraph["de"]]
    assert [base, *places] == sorted([base, *places])
    assert "Zwischenstand" in page
    assert "Bis sie schließt (Mi, 7. Juli 2027, 23:59 Uhr), können sich alle Zahlen ändern." in page


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_and_files_say_the_same_in_the_pages_language(staff, session, language):
    a_second_report(session)
    staff.post("/staff/language", {"language": language})
    summary = summary_of(session)

    text, data = staff.get(f"{SUMMARY}.txt"), staff.get(f"{SUMMARY}.json")

    assert text.text == as_text(summary, language, tables=True)
    assert json.loads(data.text) == summary.as_json(language)
    page = staff.get(SUMMARY).text
    assert all(said.text in page for said in summary.paragraph[language])


def test_every_share_and_base_of_the_json_stands_on_the_page(staff, session):
    a_second_report(session)
    page = words(staff.get(SUMMARY).text)
    figures = json.loads(staff.get(f"{SUMMARY}.json").text)["figures"]

    missing = [cells for figure in figures for cells in expected_on_page(figure) if cells not in page]

    assert len(figures) > 20
    assert missing == []


def expected_on_page(figure):
    """What the page must say of a figure of the JSON: "n of base" of a flag, n and share of each row."""
    if not figure["base"]:
        return
    if figure["kind"] in {"flag_count", "union_count"}:
        yield f"{figure['value']} von {figure['base']} = "
    for detail in figure["details"]:
        shown = f"{detail['share'].replace('.', ',')} %" if detail["share"] else "–"
        yield f"{words(detail['label'])} Anzahl {detail['n']} Anteil {shown} "


def test_each_figure_leads_to_the_names_of_the_units_behind_it(staff, session):
    a_second_report(session)

    behind = re.findall(
        r'<details class="staff-behind"><summary>(.*?)<span.*?</summary><p>(.*?)</p>', staff.get(SUMMARY).text
    )

    named = [(count, re.sub(r"<[^>]+>", "", names)) for count, names in behind]
    assert ("2 Regionen", "Vogelsbergkreis, Kassel") in named
    assert f'href="{SUMMARY}/units/vogelsbergkreis"' in behind[0][1]


def test_the_five_kinds_of_missing_stand_apart_with_their_units(staff):
    page = words(staff.get(SUMMARY).text)

    assert "keine Angabe: 0 kein Bericht: 27 " in page
    assert "nicht gestellt: 0 nicht in dieser Fassung: 0 kann ich nicht beurteilen: 0 keine Angabe: 0" in page


def test_the_table_of_persons_has_its_date_its_total_and_the_rule_of_rounding(staff):
    page = words(staff.get(SUMMARY).text)

    assert "(Stand: Fr, 30. April 2027)" in page
    assert re.search(r"Summe Anzahl 1 Anteil 100,0 %", page)
    assert "gerundet; Abweichungen durch Rundung." in page


def test_without_any_report_the_page_says_what_will_stand_there(staff):
    page = words(staff.get(f"/staff/olov-hessen/rounds/{PLANNED}/summary").text)

    assert "Noch kein Bericht abgegeben" in page
    assert "Sobald der erste Bericht abgegeben ist, stehen hier die Ergebnisse" in page


def test_after_the_close_nothing_is_called_interim(staff):
    staff.post(f"/staff/olov-hessen/rounds/{OPEN}/close")

    assert "Zwischenstand" not in staff.get(SUMMARY).text


def test_files_are_downloads_with_a_safe_name(staff):
    text, data = staff.get(f"{SUMMARY}.txt"), staff.get(f"{SUMMARY}.json")

    assert text.headers["Content-Disposition"] == 'attachment; filename="olov-hessen-2027-1-de.txt"'
    assert data.headers["Content-Disposition"] == 'attachment; filename="olov-hessen-2027-1-de.json"'
    assert (text.mimetype, data.mimetype) == ("text/plain", "application/json")


def test_what_is_for_the_office_alone_is_not_shown_to_readers(reader_of_released):
    figures = json.loads(reader_of_released.get(f"{SUMMARY}.json").text)["figures"]

    assert {figure["audience"] for figure in figures} == {""}
    assert "nur für die Geschäftsstelle" not in reader_of_released.get(SUMMARY).text


def test_the_office_sees_what_is_counted_for_it_alone(staff):
    figures = json.loads(staff.get(f"{SUMMARY}.json").text)["figures"]

    assert {figure["audience"] for figure in figures} == {"", "internal"}


def test_a_comparison_names_the_round_before_and_goes_into_the_files(staff):
    path = f"/staff/olov-hessen/rounds/{PLANNED}/summary?compare={OPEN}"
    page = staff.get(path).text

    assert f'<option value="{OPEN}" selected>' in page
    assert f'href="/staff/olov-hessen/rounds/{PLANNED}/summary.json?compare={OPEN}"' in page


def test_a_picture_is_a_file_to_take_along(staff):
    drawn = staff.get(f"{SUMMARY}/charts/chart-coordinator-changed-flag-count.svg")
    dots = staff.get(f"{SUMMARY}/charts/chart-coordinator-changed-flag-count.png")

    assert (drawn.mimetype, dots.mimetype) == ("image/svg+xml", "image/png")
    assert drawn.text.startswith("<svg")
    assert dots.data.startswith(b"\x89PNG")
    assert staff.get(f"{SUMMARY}/charts/chart-nothing.svg").status_code == 404


def test_a_unit_without_a_report_is_told_so_and_one_with_a_report_stands_beside_all(staff):
    untouched = words(staff.get(f"{SUMMARY}/units/{UNTOUCHED}").text)
    reported = words(staff.get(f"{SUMMARY}/units/vogelsbergkreis").text)

    assert "Noch kein Bericht abgegeben" in untouched
    assert "(hier geantwortet)" in reported


def test_the_matrix_shows_each_answer_or_why_there_is_none(staff):
    page = words(staff.get(f"{SUMMARY}/matrix?section=c").text)

    assert "Vogelsbergkreis" in page
    assert "× kein Bericht" in page
    assert staff.get(f"{SUMMARY}/matrix?section=nothing").status_code == 404


def sheets_of(visitor):
    return openpyxl.load_workbook(io.BytesIO(visitor.get(f"{SUMMARY}.xlsx").data)).sheetnames


def test_a_workbook_for_the_office_holds_the_answers(staff):
    assert sheets_of(staff) == ["Auswertung", "Matrix", "Antworten", "Codebuch"]


def test_a_workbook_for_readers_holds_none(reader_of_released):
    assert sheets_of(reader_of_released) == ["Auswertung", "Codebuch"]


def test_texts_in_peoples_own_words_are_not_for_readers(reader_of_released):
    figures = json.loads(reader_of_released.get(f"{SUMMARY}.json").text)["figures"]

    assert len(figures) > 20
    assert all(figure["texts"] == [] for figure in figures)
