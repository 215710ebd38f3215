from workflows.states import (
    COLLECTING,
    EDITABLE,
    HANDED_IN,
    MAIL_TO_SEND,
    MAIL_UNDELIVERED,
    OUTSTANDING,
    OWING,
    LinkState,
    MailState,
    Phase,
    ReportState,
    Role,
    RoundState,
    Share,
    StaffRole,
    Trigger,
    UnitRole,
)


def test_the_words_are_stored_as_they_have_always_been() -> None:
    stored = {words.__name__: [word.value for word in words] for words in _ENUMS}

    assert stored == {
        "LinkState": ["active", "revoked", "expired"],
        "MailState": [
            "queued",
            "sending",
            "uncertain",
            "handed_over",
            "delayed",
            "bounced",
            "failed",
            "expired",
            "suppressed",
        ],
        "Phase": ["before", "open", "late", "closed"],
        "ReportState": ["not_started", "in_progress", "submitted", "returned", "accepted", "exempt"],
        "Role": ["coordinator", "deputy"],
        "RoundState": ["planned", "open", "closed"],
        "Share": ["all", "content", "administration"],
        "StaffRole": ["admin", "staff", "reader", "oversight"],
        "UnitRole": ["contact", "member"],
        "Trigger": ["clock", "hand"],
    }


_ENUMS = (LinkState, MailState, Phase, ReportState, Role, RoundState, Share, StaffRole, Trigger, UnitRole)


def test_a_returned_report_counts_as_handed_in() -> None:
    assert {"submitted", "returned", "accepted"} == HANDED_IN


def test_every_report_is_outstanding_or_handed_in_or_exempt() -> None:
    assert {"not_started", "in_progress"} == OUTSTANDING
    assert set(ReportState) - {ReportState.EXEMPT} == OWING
    assert not OUTSTANDING & HANDED_IN


def test_an_accepted_or_exempt_report_is_not_editable() -> None:
    assert {"not_started", "in_progress", "submitted", "returned"} == EDITABLE


def test_late_reports_are_still_collected() -> None:
    assert {"open", "late"} == COLLECTING


def test_an_uncertain_mail_is_sent_once_more_and_a_bounced_one_is_not() -> None:
    assert {"queued", "uncertain"} == MAIL_TO_SEND
    assert {"bounced", "failed", "expired"} == MAIL_UNDELIVERED
