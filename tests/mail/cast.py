"""Who and what the tests of mail share: one programme, its people, and mails that wait."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from surveyapp.mail.delivery import deliver_due
from surveyapp.mail.letters import Envelope, Mailbox
from surveyapp.mail.link_places import placeholder
from surveyapp.mail.messages import Contact, MailFacts, MailKind, Message, ReportFacts
from surveyapp.mail.outbox import queue
from surveyapp.mail.transport import HandOver, Outcome
from surveyapp.models import AccessLink, Actor, OutgoingMail, Person, Programme, Reminder, new_id
from tests.one_row_each import fill

NOW = datetime(2027, 6, 21, 7, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SENDER = Mailbox("Turnus Büro", "turnus@office.example")
LINK = UUID("0197a000-0000-7000-8000-000000000007")
OTHER_LINK = UUID("0197a000-0000-7000-8000-000000000008")


def report_facts(**changes):
    """The report of the Vogelsbergkreis, a week before it is due."""
    facts = {
        "unit": "Vogelsbergkreis",
        "round_name": "2027",
        "period_from": date(2026, 7, 1),
        "cutoff_on": date(2027, 6, 30),
        "due_local": datetime(2027, 6, 30, 23, 59),  # noqa: DTZ001  # local, as printed
        "closes_local": datetime(2027, 7, 16, 23, 59),  # noqa: DTZ001  # local, as printed
        "days_left": 7,
        "link_id": LINK,
    }
    return ReportFacts(**{**facts, **changes})


def mail_facts(language="de", reports=None, **changes):
    """A mail to Jürgen Größler of the Vogelsbergkreis."""
    facts = {
        "language": language,
        "programme": "OloV Hessen",
        "unit_word": {"de": "Region", "en": "Region"}[language],
        "post": {"de": "Regionale Koordination", "en": "regional coordination"}[language],
        "contact": Contact("Käthe Müßig", "0611 1234-56", "buero@office.example"),
        "person": "Jürgen Größler",
        "reports": reports or (report_facts(),),
    }
    return MailFacts(**{**facts, **changes})


def envelope(to="ok@one.example", **changes):
    """A mail that is on its way."""
    facts = {
        "message_id": "<0197a000@turnus.example>",
        "to": Mailbox("Jürgen Größler", to),
        "sender": None,
        "reply_to": Mailbox("Käthe Müßig", "buero@office.example"),
        "language": "de",
        "subject": "Bericht",
        "body": "Guten Tag\n",
        "dated_at": NOW,
    }
    return Envelope(**{**facts, **changes})


def found(session_factory):
    """Fill the database with one row of everything but mails; the one link holds."""
    with session_factory.begin() as session:
        fill(session.connection())
        session.execute(sa.delete(Reminder))
        session.execute(sa.delete(OutgoingMail))
        session.execute(sa.update(AccessLink).values(version=1, revoked_at=None, revoked_why=None))
        contact = {"name": "Käthe Müßig", "phone": "0611", "email": "buero@office.example"}
        session.execute(sa.update(Programme).values(settings={"contact": contact}))
        session.execute(sa.update(Person).values(name="Jürgen Größler", email="ok@one.example"))


class Household:
    """The one programme of a test, which queues mails to its people."""

    def __init__(self, session_factory):
        self.session_factory = session_factory
        self.seconds = 0
        with session_factory() as session:
            self.programme_id, self.person_id = session.execute(
                sa.select(Person.programme_id, Person.id)
            ).one()

    def person(self, email):
        """One more person with this address."""
        actor_id, person_id = new_id(NOW), new_id(NOW)
        with self.session_factory.begin() as session:
            session.add(Actor(id=actor_id, kind="person"))
            session.flush()
            session.add(
                Person(
                    programme_id=self.programme_id,
                    id=person_id,
                    key=str(person_id),
                    actor_id=actor_id,
                    name="Änne Öhler",
                    email=email,
                    phone="",
                    language="de",
                )
            )
        return person_id

    def queued(self, key="mail", to=None, body="Guten Tag\n", link_id=None, **more):
        """Queue a mail, a second after the one before, to a new person where an address is given."""
        person_id = self.person_id if to is None else self.person(to)
        self.seconds += 1
        facts = {"report_id": None, "language": "de", "domain": "turnus.example", **more}
        facts.setdefault("now", NOW - 2 * MINUTE + timedelta(seconds=self.seconds))
        with self.session_factory.begin() as session:
            return queue(
                session,
                programme_id=self.programme_id,
                unique_key=key,
                kind=MailKind.INVITATION,
                person_id=person_id,
                link_id=link_id,
                message=Message("Bericht „2027“", body),
                **facts,
            ).id

    def tested(self, address):
        """Queue a test of a text, to somebody of the office."""
        with self.session_factory.begin() as session:
            return queue(
                session,
                programme_id=self.programme_id,
                unique_key="test",
                kind=MailKind.INVITATION,
                person_id=None,
                report_id=None,
                link_id=None,
                language="de",
                message=Message("Bericht „2027“", "Guten Tag\n"),
                domain="turnus.example",
                now=NOW - MINUTE,
                test_address=address,
            ).id

    def link(self):
        """The id of the person's link."""
        with self.session_factory() as session:
            return session.scalars(sa.select(AccessLink.id)).one()

    def linked_body(self):
        """A body that holds the person's link."""
        return f"Guten Tag\n\n{placeholder(self.link())}\n\nGruß\n"

    def mail(self, mail_id):
        """The row as it stands."""
        with self.session_factory() as session:
            return session.get_one(OutgoingMail, (self.programme_id, mail_id))


class ScriptedTransport:
    """A transport without a network: it answers by the recipient's address, and keeps what it was given."""

    delivers = True

    def __init__(self, answers=None):
        self.answers = answers or {}
        self.sent = []
        self.closed = 0

    def send(self, outgoing):
        self.sent.append(outgoing)
        answer = self.answers.get(outgoing.to.address, HandOver(Outcome.HANDED_OVER))
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def close(self):
        self.closed += 1


def delivered(household, transport, now=NOW, still_wanted=lambda session, mail, now: None, limit=100):
    """Run once."""
    return deliver_due(
        household.session_factory,
        transport,
        still_wanted=still_wanted,
        link_token=lambda link_id, version: f"https://turnus.example/z/secret-{link_id}-{version}",
        now=now,
        limit=limit,
    )
