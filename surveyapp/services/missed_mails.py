"""Mails that did not reach a person and can still be of use; sent again to the address that stands now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.mail.messages import MailKind
from surveyapp.mail.outbox import requeue
from surveyapp.models import OutgoingMail, Person, Programme
from surveyapp.queries import access as access_queries
from surveyapp.queries import mails as mail_queries
from surveyapp.queries import people as people_queries
from surveyapp.services.actors import record
from surveyapp.services.letters import invite_person
from surveyapp.services.mailbox import MailView, view_of
from surveyapp.services.newcomers import open_reports
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.reminders import mail_still_wanted
from surveyapp.services.round_values import local_day
from workflows.states import MAIL_UNDELIVERED, MailState, Role


@dataclass(frozen=True, slots=True)
class NotInvited:
    """A report that may be handed in now and to which the person has no link that holds."""

    report_id: UUID
    unit_name: str
    round_name: Text
    role: Role


@dataclass(frozen=True, slots=True)
class Missed:
    """What can be sent to a person now: mails that did not arrive, and reports never written of."""

    mails: tuple[MailView, ...] = ()
    reports: tuple[NotInvited, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.mails or self.reports)


def missed(session: Session, programme: Programme, person: Person, now: datetime) -> Missed:
    """What the person has missed.

    Reminders are left out: the next one comes by itself and says the right day.
    """
    sent = mail_queries.mails_of_person(session, programme.id, person.id)
    mails = tuple(view_of(session, mail) for mail in sent if _is_missed(session, mail, now))
    return Missed(mails, _not_invited(session, programme, person, now))


def _is_missed(session: Session, mail: OutgoingMail, now: datetime) -> bool:
    return (
        MailState(mail.state) in MAIL_UNDELIVERED
        and mail.kind != MailKind.REMINDER
        and mail_still_wanted(session, mail, now) is None
    )


def _not_invited(
    session: Session, programme: Programme, person: Person, now: datetime
) -> tuple[NotInvited, ...]:
    today = local_day(now, programme.zone)
    names = names_of_units(session, programme, today)
    found: dict[UUID, NotInvited] = {}
    for term in people_queries.terms_of(session, programme.id, person.id):
        if not term.from_on <= today < term.until_on:
            continue
        for report, round_ in open_reports(session, programme.id, term.unit_id, now):
            if access_queries.link_of(session, programme.id, report.id, person.id) is None:
                role = Role(term.role)
                here = NotInvited(report.id, names[term.unit_id], Text(round_.names), role)
                if report.id not in found or role is Role.COORDINATOR:
                    found[report.id] = here
    return tuple(found.values())


def send_missed(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    person: Person,
    chosen: Collection[UUID],
    now: datetime,
) -> int:
    """Send what was chosen of the missed mails and reports, by their ids; gives how many mails now wait.

    What is no longer missed by now is passed over: a second press sends nothing twice.
    """
    found = missed(session, programme, person, now)
    done = 0
    for view in found.mails:
        mail = session.get_one(OutgoingMail, (programme.id, view.mail_id), with_for_update=True)
        if view.mail_id in chosen and requeue(mail, now):
            record(session, programme.id, actor_id, "mail.requeued", ("mail", mail.id), now)
            done += 1
    reports = {
        report.id: report
        for term in people_queries.terms_of(session, programme.id, person.id)
        for report, _ in open_reports(session, programme.id, term.unit_id, now)
    }
    for each in found.reports:
        if each.report_id in chosen:
            invite_person(session, actor_id, reports[each.report_id], person, now)
            done += 1
    return done
