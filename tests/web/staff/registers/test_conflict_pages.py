import re

from tests.web.staff.registers.cast import BOARD, HOME
from tests.web.staff.test_board import words

CONFLICTS = f"{BOARD}/conflicts"
REPORT = f"{BOARD}/reports/nord"
SENTENCE = "Die Antwort ist „nein“. Die Liste zeigt: Stadtbücherei ausgeschieden, Ruderverein hinzugekommen."


def form(page):
    """What the first form that settles something holds, without its reason."""
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("mark", "anchor")}


def test_a_conflict_is_told_with_the_answer_the_rows_and_the_question(staff):
    page = words(staff.get(CONFLICTS).text)

    assert "1 Widerspruch ist noch zu klären." in page
    assert SENTENCE in page
    assert "A4 Hat sich daran etwas geändert?" in page
    assert "Nordstadt" in page


def test_the_board_leads_to_open_conflicts_until_they_are_settled(staff):
    before = words(staff.get(BOARD).text)
    fields = form(staff.get(CONFLICTS).text)

    answer = staff.post(f"{REPORT}/conflicts", {**fields, f"reason:{fields['anchor']}": "Nachgefragt"})

    assert "1 Widerspruch klären" in before
    assert (answer.status_code, answer.location) == (303, CONFLICTS)
    assert "Widerspruch klären" not in words(staff.get(BOARD).text)
    page = words(staff.get(CONFLICTS).text)
    assert "Alle Widersprüche dieser Runde sind geklärt." in page
    assert "Nachgefragt" in page
    assert "Geklärt von Staff, Do, 24. Juni 2027, 14:00 Uhr" in page


def test_settling_takes_a_reason_and_keeps_the_page(staff):
    fields = form(staff.get(CONFLICTS).text)

    answer = staff.post(f"{REPORT}/conflicts", fields)

    assert answer.status_code == 422
    assert "Bitte schreiben Sie, wie der Widerspruch geklärt wurde." in words(answer.text)


def test_one_that_is_gone_says_so(staff):
    fields = {"mark": "unsaid:members:no:x", "anchor": "x", "reason:x": "Nachgefragt"}

    answer = staff.post(f"{REPORT}/conflicts", fields)

    assert answer.status_code == 409
    assert "Diesen Widerspruch gibt es nicht mehr." in words(answer.text)


def test_the_report_shows_its_conflicts_and_is_led_back_to(staff):
    page = staff.get(REPORT).text
    fields = form(page)

    answer = staff.post(
        f"{REPORT}/conflicts", {**fields, "back": "report", f"reason:{fields['anchor']}": "Stimmt"}
    )

    assert SENTENCE in words(page)
    assert answer.location == f"{REPORT}#conflicts"


def test_a_round_without_conflicts_says_so(staff):
    page = words(staff.get(f"{HOME}/rounds/2024/conflicts").text)

    assert "Keine Widersprüche" in page
