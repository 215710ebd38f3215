"""Rows: columns, named constraints and the class of data in each column; never a verb."""

from surveyapp.models.access import (
    AccessLink,
    Account,
    AccountRole,
    AccountScope,
    ReportSession,
    SavedView,
    StaffSession,
)
from surveyapp.models.agreements import Agreement, AgreementGoal, Recommendation
from surveyapp.models.base import Base, DataKind, Period
from surveyapp.models.declarations import QuestionDeclaration
from surveyapp.models.events import Actor, ActorKind, Event, Heartbeat
from surveyapp.models.ids import new_id, seeded_ids
from surveyapp.models.mails import MailText, OutgoingMail, Reminder
from surveyapp.models.people import Institution, Membership, Person, Term
from surveyapp.models.programmes import Code, CodeList, Programme, Unit, UnitLink, UnitPeriod
from surveyapp.models.registers import MergedIdentity, RegisterEntry, SettledConflict
from surveyapp.models.reports import (
    Cell,
    DraftAnswer,
    LateNote,
    ReleasedReport,
    Report,
    ReportComment,
    ReviewNote,
    Revision,
)
from surveyapp.models.rounds import Questionnaire, QuestionnaireVersion, Round, Series

__all__ = [
    "AccessLink",
    "Account",
    "AccountRole",
    "AccountScope",
    "Actor",
    "ActorKind",
    "Agreement",
    "AgreementGoal",
    "Base",
    "Cell",
    "Code",
    "CodeList",
    "DataKind",
    "DraftAnswer",
    "Event",
    "Heartbeat",
    "Institution",
    "LateNote",
    "MailText",
    "Membership",
    "MergedIdentity",
    "OutgoingMail",
    "Period",
    "Person",
    "Programme",
    "QuestionDeclaration",
    "Questionnaire",
    "QuestionnaireVersion",
    "Recommendation",
    "RegisterEntry",
    "ReleasedReport",
    "Reminder",
    "Report",
    "ReportComment",
    "ReportSession",
    "ReviewNote",
    "Revision",
    "Round",
    "SavedView",
    "Series",
    "SettledConflict",
    "StaffSession",
    "Term",
    "Unit",
    "UnitLink",
    "UnitPeriod",
    "new_id",
    "seeded_ids",
]
