"""The closed sets of words the rules speak in: states, triggers, roles, shares, and named sets of them."""

from enum import StrEnum


class ReportState(StrEnum):
    """Where a unit's report of a round stands."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    EXEMPT = "exempt"


HANDED_IN = frozenset({ReportState.SUBMITTED, ReportState.RETURNED, ReportState.ACCEPTED})
"""Something was handed in; a returned report counts until it is replaced."""

OUTSTANDING = frozenset({ReportState.NOT_STARTED, ReportState.IN_PROGRESS})
"""Owed, and nothing was handed in yet."""

OWING = HANDED_IN | OUTSTANDING
"""The base of every rate: all but the exempt."""

EDITABLE = OUTSTANDING | {ReportState.SUBMITTED, ReportState.RETURNED}
"""A draft may be written, as long as the window of the report is open."""


class RoundState(StrEnum):
    """Where a round stands, as the clock says."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Phase(StrEnum):
    """Where one report stands in its window, its extension included."""

    BEFORE = "before"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


COLLECTING = frozenset({Phase.OPEN, Phase.LATE})
"""Reports are taken in."""


class Trigger(StrEnum):
    """What opens or closes a round."""

    CLOCK = "clock"
    HAND = "hand"


class LinkState(StrEnum):
    """Whether an access link still leads to its report; `expired` is reached at the retention date only."""

    ACTIVE = "active"
    REVOKED = "revoked"
    EXPIRED = "expired"


class MailState(StrEnum):
    """Where an outgoing mail stands."""

    QUEUED = "queued"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    HANDED_OVER = "handed_over"
    DELAYED = "delayed"
    BOUNCED = "bounced"
    FAILED = "failed"
    EXPIRED = "expired"
    SUPPRESSED = "suppressed"


MAIL_TO_SEND = frozenset({MailState.QUEUED, MailState.UNCERTAIN})
"""A sender may claim it; an uncertain mail goes once more with the same Message-ID."""

MAIL_UNDELIVERED = frozenset({MailState.BOUNCED, MailState.FAILED, MailState.EXPIRED})
"""It did not arrive, and staff have to know."""


class Role(StrEnum):
    """What a person is for a unit, in a term."""

    COORDINATOR = "coordinator"
    DEPUTY = "deputy"


class StaffRole(StrEnum):
    """What a person of the coordinating office or the controlling body may do in a programme."""

    ADMIN = "admin"
    STAFF = "staff"
    READER = "reader"
    OVERSIGHT = "oversight"


class UnitRole(StrEnum):
    """What a person reads of single units: as contact person of the unit that serves them, or as a member."""

    CONTACT = "contact"
    MEMBER = "member"


class Share(StrEnum):
    """Which part of a unit's tasks a term covers."""

    ALL = "all"
    CONTENT = "content"
    ADMINISTRATION = "administration"
