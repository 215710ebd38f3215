"""What is written to coordinators.

Facts gathered, words made, the mail queued in the transaction that caused it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from forms.answers import Address
from forms.revision import FrozenReport
from surveyapp.mail import messages
from surveyapp.mail.outbox import queue
from surveyapp.mail.own_words import OwnWords, TextKind
from surveyapp.models import AccessLink, OutgoingMail, Person, Programme, Report, Round
from surveyapp.queries import mails as mail_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.access import link_for, renew
from surveyapp.services.actors import record
from surveyapp.services.questionnaires import loaded
from surveyapp.services.readable import sections_of
from surveyapp.services.report_views import ReportView
from surveyapp.services.review_notes import as_text
from surveyapp.services.round_values import closes_of, due_of, local_day, mail_domain, named, unit_word
from workflows.states import OUTSTANDING


def invite(session: Session, actor_id: UUID, round_: Round, report: Report, now: datetime) -> int:
    """Give every coordinator of the unit a link and an invitation; gives how many.

    A vacant unit invites nobody, and that is put on record for staff.
    """
    today = local_day(now, round_.zone)
    holders = people_queries.coordinators_on(session, round_.programme_id, today).get(report.unit_id, ())
    for person, _ in holders:
        invite_person(session, actor_id, report, person, now)
    if not holders:
        record(session, report.programme_id, actor_id, "report.nobody_to_invite", ("report", report.id), now)
    return len(holders)


def invite_person(
    session: Session,
    actor_id: UUID,
    report: Report,
    person: Person,
    now: datetime,
    not_before: datetime | None = None,
) -> OutgoingMail:
    """Give one person a link to the report and write to them; a link that was revoked is made anew.

    The mail is an invitation or, where something was handed in before, the link alone. A second call for the
    same link changes nothing.
    """
    link = link_for(session, actor_id, report.programme_id, report.id, person.id, now)
    if link.revoked_at is not None:
        renew(session, actor_id, link, now)
    facts, link_id = _facts(session, actor_id, person, [report], now)
    invited = report.state in OUTSTANDING
    kind = messages.MailKind.INVITATION if invited else messages.MailKind.LINK
    message = messages.invitation(facts) if invited else messages.new_link(facts)
    reason = str(report.id) if link.version == 1 else f"{report.id}:{link.version}"
    return _queue(session, person, report, link_id, kind, reason, message, now, not_before)


def queue_reminder(
    session: Session,
    actor_id: UUID,
    person: Person,
    reports: Sequence[Report],
    today: date,
    now: datetime,
) -> OutgoingMail:
    """One reminder mail for all reports that the person is reminded of today."""
    facts, link_id = _facts(session, actor_id, person, reports, now)
    return _queue(
        session,
        person,
        reports[0],
        link_id,
        messages.MailKind.REMINDER,
        today.isoformat(),
        messages.reminder(facts),
        now,
    )


def queue_receipt(
    session: Session,
    actor_id: UUID,
    report: Report,
    number: int,
    view: ReportView,
    frozen: FrozenReport,
    now: datetime,
) -> None:
    """Send the receipt of revision `number` with its answers to every coordinator of the unit."""
    round_ = session.get_one(Round, (report.programme_id, report.round_id))
    handed_in = now.astimezone(ZoneInfo(round_.zone))
    for person in _recipients(session, round_, report, now):
        facts, link_id = _facts(session, actor_id, person, [report], now)
        answers = [
            messages.AnswerSection(
                section.title, tuple((line.question, line.answer) for line in section.lines)
            )
            for section in sections_of(view.questionnaire, frozen, facts.language, is_first=view.last is None)
        ]
        message = messages.receipt(facts, handed_in, answers)
        _queue(
            session,
            person,
            report,
            link_id,
            messages.MailKind.RECEIPT,
            f"{report.id}:{number}",
            message,
            now,
        )


def queue_return(
    session: Session, actor_id: UUID, report: Report, notes: Mapping[Address, str], now: datetime
) -> None:
    """Tell the coordinators what staff ask back: of the whole report, and of single questions."""
    round_ = session.get_one(Round, (report.programme_id, report.round_id))
    questionnaire = loaded(round_queries.version_of(session, round_))
    for person in _recipients(session, round_, report, now):
        facts, link_id = _facts(session, actor_id, person, [report], now)
        asked = as_text(questionnaire, report.return_note or "", notes, facts.language)
        message = messages.returned(facts, asked)
        _queue(
            session,
            person,
            report,
            link_id,
            messages.MailKind.RETURN,
            f"{report.id}:{report.version}",
            message,
            now,
        )


def queue_extension(session: Session, actor_id: UUID, report: Report, now: datetime) -> None:
    """Tell the coordinators their new date."""
    round_ = session.get_one(Round, (report.programme_id, report.round_id))
    for person in _recipients(session, round_, report, now):
        facts, link_id = _facts(session, actor_id, person, [report], now)
        message = messages.extension(facts)
        _queue(
            session,
            person,
            report,
            link_id,
            messages.MailKind.EXTENSION,
            f"{report.id}:{report.version}",
            message,
            now,
        )


def queue_link(
    session: Session, actor_id: UUID, report: Report, person: Person, now: datetime, *, renewed: bool
) -> None:
    """Send the person the link to the report: a new one, or the same once more; the latter once a minute."""
    facts, link_id = _facts(session, actor_id, person, [report], now)
    version = session.get_one(AccessLink, (report.programme_id, link_id)).version
    reason = f"{report.id}:{version}"
    if not renewed:
        reason = f"{reason}:{now.isoformat(timespec='minutes')}"
    message = messages.new_link(facts, renewed=renewed)
    _queue(session, person, report, link_id, messages.MailKind.LINK, reason, message, now)


def _recipients(session: Session, round_: Round, report: Report, now: datetime) -> Sequence[Person]:
    today = local_day(now, round_.zone)
    return people_queries.coordinators_of(session, round_.programme_id, report.unit_id, today)


def _queue(
    session: Session,
    person: Person,
    report: Report,
    link_id: UUID,
    kind: messages.MailKind,
    reason: str,
    message: messages.Message,
    now: datetime,
    not_before: datetime | None = None,
) -> OutgoingMail:
    programme = session.get_one(Programme, person.programme_id)
    return queue(
        session,
        programme_id=person.programme_id,
        unique_key=f"{kind}:{person.id}:{reason}",
        kind=kind,
        person_id=person.id,
        report_id=report.id,
        link_id=link_id,
        language=messages.spoken(_language(programme, person)),
        message=message,
        domain=mail_domain(programme),
        now=now,
        not_before=not_before,
    )


def _language(programme: Programme, person: Person) -> str:
    return person.language or programme.languages[0]


def _facts(
    session: Session, actor_id: UUID, person: Person, reports: Sequence[Report], now: datetime
) -> tuple[messages.MailFacts, UUID]:
    links = [
        link_for(session, actor_id, person.programme_id, report.id, person.id, now).id for report in reports
    ]
    linked = list(zip(reports, links, strict=True))
    return facts_for(session, person, linked, now), links[0]


def facts_for(
    session: Session,
    person: Person,
    linked: Sequence[tuple[Report, UUID]],
    now: datetime,
    language: str | None = None,
) -> messages.MailFacts:
    """What a mail to the person knows about these reports, each with a link; in the person's language."""
    programme = session.get_one(Programme, person.programme_id)
    language = language or _language(programme, person)
    contact = programme.settings.get("contact", {})
    return messages.MailFacts(
        language=language,
        programme=named(programme.names, language),
        unit_word=unit_word(programme, language),
        post=named(programme.settings.get("post_words", {}), language),
        contact=messages.Contact(contact.get("name", ""), contact.get("phone", ""), contact.get("email", "")),
        person=person.name,
        reports=tuple(_report_facts(session, report, link_id, language, now) for report, link_id in linked),
        own={
            TextKind(text.kind): OwnWords(text.subject, text.body)
            for text in mail_queries.mail_texts(session, programme.id, language)
        },
    )


def _report_facts(
    session: Session, report: Report, link_id: UUID, language: str, now: datetime
) -> messages.ReportFacts:
    round_ = session.get_one(Round, (report.programme_id, report.round_id))
    programme = session.get_one(Programme, report.programme_id)
    due = due_of(round_, report)
    return messages.ReportFacts(
        unit=programme_queries.unit_name_on(session, report.programme_id, report.unit_id, round_.cutoff_on),
        round_name=named(round_.names, language),
        period_from=round_.period_from,
        cutoff_on=round_.cutoff_on,
        due_local=due,
        closes_local=closes_of(round_, report),
        days_left=(due.date() - local_day(now, round_.zone)).days,
        link_id=link_id,
        unit_word=unit_word(programme, language, layer=round_.layer),
    )
