"""Who and what the tests of mail share: one programme, its people, and mails that wait."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from surveyapp.mail.letters import Envelope, Mailbox
from surveyapp.mail.link_places import placeholder
from surveyapp.mail.messages import Contact, MailFacts, MailKind, Message, ReportFacts
from surveyapp.mail.outbox import queue
from surveyapp.models import AccessLink, OutgoingMail, Person, Programme, Reminder, new_id
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


def founded(session_factory):
    """Fill the database with one row of everything but mails; give the programme and person ids."""
    with session_factory.begin() as session:
        fill(session.connection())
        session.execute(sa.delete(Reminder))
        session.execute(sa.delete(OutgoingMail))
        programme = session.scalars(sa.select(Programme)).one()
        programme.settings = {
            "contact": {"name": "Käthe Müßig", "phone": "0611", "email": "buero@office.example"}
        }
        person = session.scalars(sa.select(Person)).one()
        person.name, person.email = "Jürgen Größler", "ok@one.example"
        return Household(session_factory, programme.id, person.id, person.actor_id)


class Household:
    """The one programme of a test, which queues mails to its people."""

    def __init__(self, session_factory, programme_id, person_id, actor_id):
        self.session_factory = session_factory
        self.programme_id = programme_id
        self.person_id = person_id
        self.actor_id = actor_id

    def person(self, email):
        """One more person with this address."""
        with self.session_factory.begin() as session:
            first = session.get_one(Person, (self.programme_id, self.person_id))
            actor_id, person_id = new_id(NOW), new_id(NOW)
            actor = sa.table("actor", sa.column("id", sa.Uuid), sa.column("kind"))
            session.execute(actor.insert().values(id=actor_id, kind="person"))
            row = {"id": person_id, "key": str(person_id), "actor_id": actor_id, "name": "Änne Öhler"}
            session.add(
                Person(programme_id=first.programme_id, email=email, phone="", language="de", **row),
            )
        return person_id

    def queued(self, key="mail", to=None, body="Guten Tag\n", link_id=None, **more):
        """Queue a mail, to a new person where an address is given, and give its id."""
        person_id = self.person_id if to is None else self.person(to)
        facts = {"report_id": None, "language": "de", "domain": "turnus.example", "now": NOW, **more}
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
