"""Rows: columns, named constraints and the class of data in each column; never a verb."""

from surveyapp.models.access import AccessLink, Account, AccountRole, ReportSession, StaffSession
from surveyapp.models.base import Base, DataKind, Period
from surveyapp.models.events import Actor, ActorKind, Event, Heartbeat
from surveyapp.models.ids import new_id, seeded_ids
from surveyapp.models.mails import OutgoingMail, Reminder
from surveyapp.models.people import Institution, Membership, Person, Term
from surveyapp.models.programmes import Code, CodeList, Programme, Unit, UnitLink, UnitPeriod
from surveyapp.models.reports import Cell, DraftAnswer, LateNote, Report, Revision
from surveyapp.models.rounds import Questionnaire, QuestionnaireVersion, Round, Series

__all__ = [
    "AccessLink",
    "Account",
    "AccountRole",
    "Actor",
    "ActorKind",
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
    "Membership",
    "OutgoingMail",
    "Period",
    "Person",
    "Programme",
    "Questionnaire",
    "QuestionnaireVersion",
    "Reminder",
    "Report",
    "ReportSession",
    "Revision",
    "Round",
    "Series",
    "StaffSession",
    "Term",
    "Unit",
    "UnitLink",
    "UnitPeriod",
    "new_id",
    "seeded_ids",
]
