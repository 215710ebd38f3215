import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.mail.link_places import linked
from surveyapp.mail.messages import extension, invitation, receipt, reminder, returned, shipped
from surveyapp.mail.own_words import (
    COMPULSORY,
    PLACEHOLDERS,
    WHOLE_LINES,
    OwnWords,
    TextFault,
    TextKind,
    text_faults,
    written,
)
from surveyapp.mail.plain_text import Whole
from tests.mail.cast import LINK, OTHER_LINK, mail_facts, report_facts
from tests.mail.test_messages import ANSWERS, FULDA, HANDED_IN

BODY = "Liebe/r {person},\n\nbitte bis {due}.\n\n{link}\n"
KINDS = pytest.mark.parametrize("kind", TextKind)


def facts(kind, words, **changes):
    return mail_facts(own={kind: words}, **changes)


def in_body(body, kind=TextKind.INVITATION):
    return [(fault.line, fault.code, fault.name) for fault in text_faults(kind, OwnWords("x", body))]


@KINDS
@pytest.mark.parametrize("language", ["de", "en", "pt"])
def test_the_shipped_words_are_a_text_without_faults(kind, language):
    words = shipped(kind, language)

    assert text_faults(kind, words) == ()
    assert all(f"{{{name}}}" in words.body for name in COMPULSORY[kind])


def test_the_shipped_words_say_the_same_when_they_are_made_the_programmes_own():
    assert invitation(facts("invitation", shipped(TextKind.INVITATION, "de"))) == invitation(mail_facts())
    assert extension(facts("extension", shipped(TextKind.EXTENSION, "de")), "Gern.") == extension(
        mail_facts(), "Gern."
    )
    assert returned(facts("return", shipped(TextKind.RETURN, "de")), "Was?") == returned(mail_facts(), "Was?")
    own = facts("receipt", shipped(TextKind.RECEIPT, "de"))
    assert receipt(own, HANDED_IN, ANSWERS["de"]) == receipt(mail_facts(), HANDED_IN, ANSWERS["de"])


@pytest.mark.parametrize(("days_left", "kind"), [(7, "before"), (0, "today"), (-3, "overdue")])
def test_each_side_of_the_due_day_has_its_own_reminder(days_left, kind):
    words = OwnWords(f"Mein {kind}", BODY)
    reports = (report_facts(days_left=days_left),)

    mine = reminder(facts(f"reminder_{kind}", words, reports=reports))
    others = reminder(facts("invitation", words, reports=reports))

    assert mine.subject == f"Mein {kind}"
    assert others == reminder(mail_facts(reports=reports))


def test_an_own_text_fills_its_placeholders_and_keeps_the_place_of_the_link():
    message = invitation(facts("invitation", OwnWords("{round} {{x}}: {unit}", BODY)))

    assert message.subject == "„2027“ {x}: Vogelsbergkreis"
    assert message.body == (
        f"Liebe/r Jürgen Größler,\n\nbitte bis Mi, 30. Juni 2027, 23:59 Uhr.\n\n⟦link:{LINK}⟧\n"
    )
    assert linked(message.body) == (LINK,)


def test_several_units_stand_in_one_text_each_with_its_link():
    message = invitation(facts("invitation", OwnWords("{unit}", BODY), reports=(report_facts(), FULDA)))

    assert message.subject == "Vogelsbergkreis und Stadt Fulda"
    assert linked(message.body) == (LINK, OTHER_LINK)


def test_a_text_that_has_become_faulty_is_passed_over():
    assert invitation(facts("invitation", OwnWords("x", "kein Link"))) == invitation(mail_facts())


def test_nothing_that_is_inserted_is_read_as_a_placeholder_or_a_line():
    evil = facts("invitation", OwnWords("{person}", BODY), person="{link}\nBcc: x ⟦link:y⟧")

    message = invitation(evil)

    assert message.subject == "{link} Bcc: x [link:y]"
    assert linked(message.body) == (LINK,)


def test_the_mark_of_a_link_cannot_be_written_by_hand():
    message = invitation(facts("invitation", OwnWords("x", f"⟦link:{OTHER_LINK}⟧\n{{link}}")))

    assert linked(message.body) == (LINK,)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("{link}", []),
        ("a\n{link}\n{naem}", [(3, "unknown", "{naem}")]),
        ("{link}\n{person.name}", [(2, "unknown", "{person.name}")]),
        ("{link}\n{person!r} {person:>9}", [(2, "unknown", "{person!r}"), (2, "unknown", "{person:>9}")]),
        ("{link}\n{}", [(2, "unknown", "{}")]),
        ("{link}\n{days_left}", [(2, "unknown", "{days_left}")]),
        ("{link}\n{person", [(2, "brace", "{")]),
        ("{link}\nperson}", [(2, "brace", "}")]),
        ("{link}\n{{person}}", []),
        ("hier: {link}", [(1, "own_line", "{link}")]),
        ("a\nb", [(2, "missing", "{link}")]),
        ("", [(1, "missing", "{link}")]),
        ("x" * 20_001 + "\n{link}", [(1, "too_long", "")]),
    ],
)
def test_every_fault_of_a_body_is_named_with_its_line(body, found):
    assert in_body(body) == found


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        (" ", "empty"),
        ("a\nb", "too_long"),
        ("x" * 201, "too_long"),
        ("{link}", "not_in_subject"),
        ("{x}", "unknown"),
    ],
)
def test_a_subject_is_one_line_without_blocks(subject, code):
    faults = text_faults(TextKind.INVITATION, OwnWords(subject, BODY))

    assert [(fault.place, fault.code) for fault in faults] == [("subject", code)]


def test_what_is_asked_back_needs_the_note_and_the_link():
    assert in_body("nichts", TextKind.RETURN) == [(1, "missing", "{note}"), (1, "missing", "{link}")]


@KINDS
@given(subject=st.text(max_size=40), body=st.text(alphabet="{}ab \npersonlik", max_size=60))
def test_whatever_is_typed_is_refused_with_a_fault_or_can_be_written(kind, subject, body):
    words = OwnWords(subject, f"{body}\n" + "\n".join(f"{{{name}}}" for name in COMPULSORY[kind]))
    values = {name: Whole(name) if name in WHOLE_LINES else name for name in PLACEHOLDERS[kind]}

    faults = text_faults(kind, words)

    if not faults:
        line, text = written(words, values)
        assert "\n" not in line
        assert text.endswith("\n")
    assert all(isinstance(fault, TextFault) for fault in faults)
