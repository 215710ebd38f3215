from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from surveyapp.mail.link_places import filled, linked, placeholder
from surveyapp.mail.messages import (
    AnswerSection,
    Contact,
    Message,
    extension,
    invitation,
    new_link,
    receipt,
    reminder,
    returned,
    spoken,
)
from surveyapp.mail.plain_text import indented, one_line
from tests.mail.cast import LINK, OTHER_LINK, mail_facts, report_facts

GOLDEN = Path(__file__).parent / "golden"
HANDED_IN = datetime(2027, 6, 28, 10, 5)  # noqa: DTZ001  # local, as printed
FULDA = report_facts(unit="Stadt Fulda", link_id=OTHER_LINK)
NOTES = {
    "de": "Bitte prüfen Sie Frage 3.\nDie Summe passt nicht.",
    "en": "Please check question 3.\nThe total is off.",
}
ANSWERS = {
    "de": (
        AnswerSection(
            "1 Koordination", (("Hat die Koordination gewechselt?", "Ja"), ("Seit wann?", "01.03.2027"))
        ),
        AnswerSection(
            "2 Steuerungsgruppe", (("Was ist geplant?", "Zwei Treffen.\n\nEin Fachtag."), ("Mehr?", ""))
        ),
    ),
    "en": (
        AnswerSection(
            "1 Coordination", (("Has the coordination changed?", "Yes"), ("Since when?", "1 March 2027"))
        ),
        AnswerSection(
            "2 Steering group", (("What is planned?", "Two meetings.\n\nOne expert day."), ("More?", ""))
        ),
    ),
}
MAILS = {
    "invitation": lambda language: invitation(mail_facts(language)),
    "invitation_two_units": lambda language: invitation(mail_facts(language, (report_facts(), FULDA))),
    "reminder_before": lambda language: reminder(mail_facts(language)),
    "reminder_tomorrow": lambda language: reminder(mail_facts(language, (report_facts(days_left=1),))),
    "reminder_today": lambda language: reminder(mail_facts(language, (report_facts(days_left=0),))),
    "reminder_overdue": lambda language: reminder(mail_facts(language, (report_facts(days_left=-3),))),
    "reminder_two_units": lambda language: reminder(
        mail_facts(
            language,
            (
                report_facts(days_left=-3),
                report_facts(
                    unit="Stadt Fulda",
                    link_id=OTHER_LINK,
                    days_left=0,
                    due_local=datetime(2027, 7, 5, 12, 0),  # noqa: DTZ001  # local, as printed
                ),
            ),
        )
    ),
    "receipt": lambda language: receipt(mail_facts(language), HANDED_IN, ANSWERS[language]),
    "return": lambda language: returned(mail_facts(language), NOTES[language]),
    "extension": lambda language: extension(mail_facts(language)),
    "extension_with_note": lambda language: extension(mail_facts(language), NOTES[language]),
    "link": lambda language: new_link(mail_facts(language)),
}
KINDS = ("invitation", "reminder_before", "receipt", "return", "extension", "link")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_the_words_are_those_of_the_golden_file(name, language):
    message = MAILS[name](language)

    golden = GOLDEN / language / f"{name}.txt"
    words = f"{message.subject}\n\n{message.body}"
    assert words == golden.read_text()


@pytest.mark.parametrize("language", ["de", "en"])
def test_there_is_no_golden_file_without_its_mail(language):
    assert {golden.stem for golden in (GOLDEN / language).iterdir()} == set(MAILS)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_the_link_stands_alone_on_its_line(name, language):
    message = MAILS[name](language)

    lines = message.body.split("\n")
    at = lines.index(placeholder(LINK))
    assert (lines[at - 1], lines[at + 1]) == ("", "")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_every_mail_names_the_unit_the_round_and_a_human_to_phone(name, language):
    message = MAILS[name](language)

    assert "Vogelsbergkreis" in message.subject
    assert "2027" in message.subject
    assert "Käthe Müßig" in message.body
    assert "0611 1234-56" in message.body


def test_one_mail_holds_the_links_of_both_units():
    message = reminder(mail_facts("de", (report_facts(), FULDA)))

    assert linked(message.body) == (LINK, OTHER_LINK)


def test_only_the_receipt_holds_answers():
    answers = [
        line for section in ANSWERS["de"] for _, text in section.answers for line in text.split("\n") if line
    ]

    holding = {
        name for name, mail in MAILS.items() if any(f"    {line}\n" in mail("de").body for line in answers)
    }

    assert holding == {"receipt"}


def test_a_report_without_a_link_leaves_no_gap():
    message = new_link(mail_facts("en", (report_facts(link_id=None),)))

    assert linked(message.body) == ()
    assert "\n\n\n" not in message.body


def test_an_empty_phone_is_left_out():
    message = invitation(mail_facts(contact=Contact("Käthe Müßig", "", "")))

    assert "Fragen beantwortet Ihnen gern Käthe Müßig.\n" in message.body


def test_a_mail_without_a_report_is_refused():
    with pytest.raises(ValueError, match="at least one report"):
        replace(mail_facts(), reports=())


@pytest.mark.parametrize("kind", [new_link, extension, lambda facts: returned(facts, "?")])
def test_only_invitations_and_reminders_carry_several_units(kind):
    with pytest.raises(ValueError, match="one report only"):
        kind(mail_facts("de", (report_facts(), FULDA)))


@pytest.mark.parametrize(
    ("language", "served_by"), [("de-AT", "de"), ("DE", "de"), ("en_US", "en"), ("fr", "en")]
)
def test_a_language_without_words_is_served_in_english(language, served_by):
    assert spoken(language) == served_by


def test_a_fact_that_the_words_want_and_nobody_gave_is_an_error():
    from surveyapp.mail.messages import _templates

    with pytest.raises(UndefinedError):
        _templates().from_string("{{ nothing }}").render()


PAYLOADS = (
    "\r\nBcc: thief@evil.example",
    "\nBcc: thief@evil.example\n\nBuy this",
    "\x00\x07\x1b[31mred",
    "name\x85Bcc: x\u2028Bcc: y\u2029",
    "\u202egro.live\u202c",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "=?utf-8?q?x=0D=0ABcc:_thief@evil.example?=",
    "https://evil.example/z/abc",
    f"\n⟦link:{OTHER_LINK}⟧\n",
    f"⟦link:{OTHER_LINK}⟧",
    "<script>alert(1)</script>",
    "a" * 5000,
)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", KINDS)
def test_no_fact_brings_a_line_a_header_or_a_link_of_its_own(name, payload):
    clean = MAILS[name]("de")
    facts = mail_facts(
        "de",
        (report_facts(unit=f"U{payload}", round_name=f"R{payload}"),),
        programme=f"P{payload}",
        person=f"N{payload}",
        contact=Contact(f"K{payload}", "1", "k@office.example"),
    )
    kinds = {
        "invitation": invitation,
        "reminder_before": reminder,
        "receipt": lambda facts: receipt(facts, HANDED_IN, ANSWERS["de"]),
        "return": lambda facts: returned(facts, NOTES["de"]),
        "extension": extension,
        "link": new_link,
    }

    message = kinds[name](facts)

    assert len(message.body.split("\n")) == len(clean.body.split("\n"))
    assert linked(message.body) == (LINK,)
    assert "://" not in message.subject + message.body
    assert "=?" not in message.subject + message.body
    assert [sign for sign in message.subject + message.body if ord(sign) < 32 and sign != "\n"] == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_note_and_an_answer_cannot_pass_for_a_line_of_ours(payload):
    note = returned(mail_facts(), payload)
    answer = receipt(mail_facts(), HANDED_IN, [AnswerSection("1", (("?", payload),))])

    assert linked(note.body) == linked(answer.body) == (LINK,)


def test_a_block_keeps_its_lines_and_drops_blank_ones_at_its_ends():
    assert indented("\n a\r\n\n\n\nb\rc \n\n") == "    a\n\n    b\n    c"


def test_a_fact_is_never_run_as_a_template():
    message = invitation(mail_facts(person="{{ 7 * 7 }}{% for x in facts %}"))

    assert "Guten Tag {{ 7 * 7 }}{% for x in facts %},\n" in message.body


def test_one_line_composes_letters_and_collapses_space():
    assert one_line("  Mu\u0308ller\t\n\u200b Meyer ") == "Müller Meyer"


def test_links_are_filled_where_their_placeholders_stand():
    body = f"a\n{placeholder(LINK)}\nb {placeholder(OTHER_LINK)}\n"

    assert (
        filled(body, {LINK: "https://t.example/z/1"})
        == f"a\nhttps://t.example/z/1\nb {placeholder(OTHER_LINK)}\n"
    )


def test_a_message_is_one_line_of_subject_and_a_body_that_ends_its_last_line():
    message = invitation(mail_facts())

    assert message == Message(one_line(message.subject), message.body.rstrip("\n") + "\n")
