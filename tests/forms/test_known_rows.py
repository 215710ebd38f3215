"""A roster that belongs to a register shows whom the register holds, and asks for a decision about each."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from forms.answer_set import RowSource
from forms.answers import Address, Answer, Decision, Month, Origin
from forms.assessment import assess
from forms.browser import report_state
from forms.definition import load, read_document
from forms.facts import Facts, KnownRow, RegisterRow
from forms.findings import UNDECIDED_ROW, WORDINGS
from forms.texts import Text

DOCUMENT = Path(__file__).parents[1] / "programmes" / "bund" / "questionnaires" / "registers.yaml"
BUND = load(read_document(DOCUMENT.read_text(encoding="utf-8"), {}))
MEMBERS = BUND.question_by_key["members"]
LONG_AGO, LAST_ON, SINCE_THEN = date(2020, 1, 1), date(2025, 12, 31), date(2026, 5, 1)


def known(row, from_on=LONG_AGO, **values):
    return KnownRow(row, from_on, {"institution": row.title(), **values})


def facts(*rows, previous_cutoff_on=LAST_ON, **registers):
    return Facts(
        period_from=date(2026, 1, 1),
        cutoff_on=date(2026, 12, 31),
        previous_cutoff_on=previous_cutoff_on,
        unit="nord",
        registers=registers,
        known={"members": rows},
    )


def said(**rows):
    """Answers about members: row -> {field: text}."""
    return {
        Address(f"members.{name}", row): Answer(text, text)
        for row, values in rows.items()
        for name, text in values.items()
    }


def listed(assessment):
    return [(row.id, row.source, row.decision) for row in assessment.rows(MEMBERS)]


def test_in_a_first_report_the_list_is_the_register_and_nothing_is_decided():
    found = assess(BUND, {}, None, facts(known("schule", seat="member"), previous_cutoff_on=None))

    assert listed(found) == [("schule", RowSource.REGISTER, None)]
    assert [finding.address.row for finding in found.findings if finding.code == UNDECIDED_ROW] == ["schule"]
    assert found.answer("members.seat", "schule") is None
    assert found.before("members.seat", "schule") == Answer("member", "member", origin=Origin.COPIED)


def test_only_rows_of_the_last_report_are_said_to_be_of_the_last_round():
    of_last_round = Text({"de": "Jede Zeile der letzten Runde!"})
    asked = replace(BUND, undecided_row_message=of_last_round)
    last = said(schule={"institution": "Schule"})

    found = assess(asked, {}, last, facts(known("schule"), known("buch", SINCE_THEN)))

    told = {each.address.row: each.message for each in found.findings if each.code == UNDECIDED_ROW}
    assert told == {"schule": of_last_round, "buch": WORDINGS[UNDECIDED_ROW]}


@pytest.mark.parametrize("decision", list(Decision))
def test_any_decision_about_a_row_of_the_register_takes_over_what_is_known(decision):
    answers = said(schule={"decision": decision.value})

    found = assess(BUND, answers, None, facts(known("schule", seat="member"), previous_cutoff_on=None))

    assert listed(found) == [("schule", RowSource.REGISTER, decision)]
    assert found.answer("members.seat", "schule") == Answer("member", "member", origin=Origin.CONFIRMED)


def test_rows_of_the_last_report_come_first_and_those_of_the_register_behind():
    last = said(b={"institution": "B"}, a={"institution": "A"})

    found = assess(BUND, {}, last, facts(known("c"), known("a")))

    assert [row[:2] for row in listed(found)] == [
        ("a", RowSource.PREVIOUS),
        ("b", RowSource.PREVIOUS),
        ("c", RowSource.REGISTER),
    ]


def test_who_left_in_the_last_report_comes_back_only_by_a_new_beginning():
    last = said(a={"decision": "left", "institution": "A"}, b={"decision": "left", "institution": "B"})

    found = assess(BUND, {}, last, facts(known("a"), known("b", SINCE_THEN)))

    assert [row[0] for row in listed(found)] == ["b"]


def test_what_the_last_report_said_stands_before_an_older_register():
    last = said(a={"institution": "A", "seat": "guest"})

    found = assess(BUND, said(a={"decision": "still"}), last, facts(known("a", seat="member")))

    assert found.answer("members.seat", "a").value == "guest"


def test_news_of_the_register_stand_before_the_last_report_but_not_its_months():
    last = said(a={"institution": "A", "seat": "guest"}) | {
        Address("members.since", "a"): Answer("2020-01", Month(2020, 1))
    }
    news = known("a", SINCE_THEN, seat="member", since="2026-05")

    found = assess(BUND, said(a={"decision": "still"}), last, facts(news))

    assert found.answer("members.seat", "a").value == "member"
    assert found.answer("members.since", "a").value == Month(2020, 1)
    assert found.answer("members.kind", "a") is None


def test_a_row_that_the_register_has_from_a_month_tells_it():
    found = assess(
        BUND, said(c={"decision": "still"}), said(), facts(known("c", SINCE_THEN, since="2026-05"))
    )

    assert found.answer("members.since", "c").value == Month(2026, 5)


def test_the_browser_is_told_what_a_decision_takes_over():
    assessment = assess(BUND, {}, None, facts(known("schule", seat="member"), previous_cutoff_on=None))

    (row,) = report_state(BUND, "a", assessment)["rows"]["members"]

    assert (row["id"], row["source"], row["filled"]) == ("schule", "register", {})
    assert row["carried"]["members.seat"]["value"] == "member"


def test_a_register_may_know_its_words_in_every_language():
    advice = RegisterRow("r1", {"text": Text({"de": "Öfter treffen", "en": "Meet more often"})})

    found = assess(BUND, {}, None, facts(recommendations=(advice,)))

    (row,) = found.rows(BUND.question_by_key["followup"])
    assert row.filled["recommendation"] == Text({"de": "Öfter treffen", "en": "Meet more often"})


def test_a_code_that_the_round_does_not_offer_is_asked_for_anew():
    rows = facts(known("schule", seat="throne"), previous_cutoff_on=None)

    found = assess(BUND, said(schule={"decision": "still"}), None, rows)

    assert found.answer("members.seat", "schule") is None
    assert found.answer("members.institution", "schule").value == "Schule"
