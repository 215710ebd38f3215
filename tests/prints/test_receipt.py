"""The printed receipt says what was handed in: whole, in order, as text, and accessibly."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from surveyapp.prints.glyphs import printable
from surveyapp.prints.receipt import receipt_pdf
from surveyapp.prints.sheets import Answered, AnsweredSection, Masthead, ReceiptSheet, Table
from surveyapp.services.sheets import receipt_sheet
from tests.prints.conftest import HOSTILE, LONG_WORD, MEMBERS
from tests.prints.reading import facts_of, faults_of, squeezed, words_of

HEAD = Masthead(
    "Programm",
    "Region",
    "Kassel",
    "2010",
    date(2009, 3, 1),
    date(2010, 2, 28),
    ZoneInfo("Europe/Berlin"),
    "keine Angabe",
)


def receipt_of(*answers):
    """A receipt with one section of these answers."""
    section = AnsweredSection("A", "Abschnitt", tuple(answers))
    at = datetime(2010, 3, 31, 22, 30, tzinfo=UTC)
    return ReceiptSheet(
        HEAD, 2, at, "Doris Akazienrod", late=True, sha256="0123456789abcdef" * 4, sections=(section,)
    )


def places(text, *wanted):
    """Where each of the texts stands; a text that is there not exactly once is told instead."""
    found = [squeezed(each) for each in wanted]
    return [text.index(each) if text.count(each) == 1 else f"{each}: {text.count(each)}" for each in found]


def test_the_head_says_whose_report_came_when_and_from_whom():
    text = words_of(receipt_pdf(receipt_of(), "de"))

    assert squeezed("Do, 1. April 2010, 00:30 Uhr (nach der Frist)") in text
    assert squeezed("Berichtszeitraum 01.03.2009 bis 28.02.2010") in text
    assert squeezed("Stichtag So, 28. Februar 2010") in text
    assert squeezed("Abgegeben von Doris Akazienrod Fassung 2") in text
    assert squeezed("Prüfsumme (SHA-256) " + "0123456789abcdef" * 4) in text
    assert squeezed("Seite 1 von 1") in text


def test_a_name_that_is_no_longer_kept_leaves_no_line():
    assert "Abgegebenvon" not in words_of(receipt_pdf(replace(receipt_of(), submitted_by=""), "de"))


def test_each_answer_stands_once_and_in_order(filled):
    sheet = receipt_sheet(*filled, "de")
    plain = [each for section in sheet.sections for each in section.answers if isinstance(each.answer, str)]
    wanted = [
        f"{each.code} {each.question} {each.answer}".replace("👍", "[thumbs up sign]") for each in plain
    ]

    found = places(words_of(receipt_pdf(sheet, "de")), *(each for each in wanted if "שלום" not in each))

    assert len(found) > 15
    assert found == sorted(found)


def test_what_was_left_empty_says_so(filled):
    text = words_of(receipt_pdf(receipt_sheet(*filled, "de"), "de"))

    assert squeezed("C2 Welcher Turnus ist vereinbart? keine Angabe") in text


def test_a_list_of_twenty_rows_stands_whole_with_its_head_on_each_page(filled):
    text = words_of(receipt_pdf(receipt_sheet(*filled, "de"), "de"))

    rows = [f"Haus{place:02}Allgemeinbildende" for place in range(MEMBERS)]
    found = places(text, *rows)
    assert found == sorted(found)
    assert text.count(squeezed("Institution Art der Institution Status")) >= 2
    assert squeezed("In keiner Zeile ausgefüllt: vertretene Ebene, seit und bis") in text


def test_a_receipt_in_english_says_all_in_english(filled):
    pdf = receipt_pdf(receipt_sheet(*filled, "en"), "en")

    text = words_of(pdf)
    assert squeezed("A2 Has the regional coordination changed since the last report? no") in text
    assert squeezed("Handed in by") in text
    assert facts_of(pdf)[:2] == ("Receipt – Vogelsbergkreis, round 2010", "en-GB")


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_full_receipt_is_accessible(filled, language):
    pdf = receipt_pdf(receipt_sheet(*filled, language), language)

    assert faults_of(pdf) == []
    assert facts_of(pdf)[3]


def test_a_checker_that_is_given_a_fault_finds_it(filled):
    pdf = receipt_pdf(receipt_sheet(*filled, "de"), "de")

    assert faults_of(pdf.replace(b"/Marked true", b"/Marked null")) != []


def test_equal_receipts_give_equal_bytes(filled):
    sheet = receipt_sheet(*filled, "de")

    assert receipt_pdf(sheet, "de") == receipt_pdf(receipt_sheet(*filled, "de"), "de")
    assert b"CreationDate" not in receipt_pdf(sheet, "de")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (HOSTILE.removesuffix(" שלום"), HOSTILE.removesuffix(" שלום").replace("👍", "[thumbs up sign]")),
        ('#import "x.typ": * #read("/etc/passwd")', '#import "x.typ": * #read("/etc/passwd")'),
        ("= Titel\n- Punkt\n+ 1\n/ a: b", "= Titel - Punkt + 1 / a: b"),
        ("„deutsch“ 'a' \"b\" -- --- ... ~", "„deutsch“ 'a' \"b\" -- --- ... ~"),
        ("\x00\x07\u202etxt", "[U+0000][U+0007][right-to-left override]txt"),
        ("中", "[cjk unified ideograph-4e2d]"),
        (LONG_WORD, LONG_WORD),
    ],
)
def test_an_answer_is_printed_as_the_text_it_is(typed, printed):
    cell = Table(("eins", "zwei", "drei"), ((typed, "x", None),))
    pdf = receipt_pdf(receipt_of(Answered("A1", "?", typed), Answered("A2", "!", cell)), "de")

    text = words_of(pdf)
    assert faults_of(pdf) == []
    assert text.count(squeezed(printed)) == 2


@pytest.mark.parametrize("word", ["Жук ", "Ж"])
def test_ten_thousand_characters_run_over_pages_and_none_is_lost(word):
    times = 10_000 // len(word)
    cell = Table(("eins", "zwei"), (("x", word * times),))

    pdf = receipt_pdf(receipt_of(Answered("A1", "?", word * times), Answered("A2", "!", cell)), "de")

    assert words_of(pdf).count(squeezed(printable(word))) == 2 * times
    assert faults_of(pdf) == []


def test_words_of_the_right_to_left_are_there():
    assert "שלום" in words_of(receipt_pdf(receipt_of(Answered("A1", "?", "שלום")), "de"))


def test_nothing_runs_over_the_edge_of_the_page():
    import io

    import pypdf

    wide = Table(tuple("abcdefgh"), (tuple("x" * 200 for _ in range(8)),))
    pdf = receipt_pdf(receipt_of(Answered("A1", LONG_WORD, LONG_WORD), Answered("A2", "?", wide)), "de")

    ends = []
    for each in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        each.extract_text(
            visitor_text=lambda text, cm, tm, font, size: (
                ends.append(cm[0] * tm[4] + cm[4]) if text.strip() else None
            )
        )
    assert max(ends) < 595 - 22 / 25.4 * 72
