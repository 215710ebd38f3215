"""States of the pages about people, texts of mails, the log and the search."""

from datetime import timedelta

from sqlalchemy import select, update

from surveyapp.models import OutgoingMail, Person, Term
from tests.a11y.registry import Builder, State, at
from tests.a11y.stage import Fields, Stage, Visit
from tests.a11y.world import BEGUN, NOW, PROGRAMME

PEOPLE = f"{PROGRAMME}/people"
TEXT = f"{PROGRAMME}/mail-texts/invitation/de"
OWN = {
    "subject": "Bericht {unit}",
    "body": "Guten Tag {person},\n\n{link}\n",
    "unit": "darmstadt",
    "version": "0",
}
FAULTY = {**OWN, "body": "Guten Tag {naem},\n\nhier: {link}\n", "act": "keep"}
TABLE = "person;name;email;phone;language\nneu1;Gerda Gruber;g@a.example;;\n"
WRONG_TABLE = "person;name;email;phone;language\nneu 1;;x;;fr\n"
NEW = {"name": "Gerda Gruber", "email": "gerda@a.example", "phone": "0611 12", "language": ""}


def of_holder(path: str, fields: Fields | None = None, unit: str = BEGUN) -> Builder:
    """A page about whoever holds the post at a unit: `path` holds {person} and {term}."""

    def build(stage: Stage) -> Visit:
        stage.sign_in()
        with stage.at_work() as session:
            term = session.scalars(
                select(Term).where(
                    Term.unit_id == unit, Term.from_on <= NOW.date(), Term.until_on > NOW.date()
                )
            ).first()
            assert term is not None
            where = path.format(person=term.person_id, term=term.id)
        return Visit(f"{PEOPLE}/{where}", fields, origin=PEOPLE)

    return build


def bounced(path: str) -> Builder:
    """The same after a mail to the person has come back."""

    def build(stage: Stage) -> Visit:
        visit = of_holder(path)(stage)
        with stage.at_work() as session:
            person_id = session.scalars(select(Term.person_id).where(Term.unit_id == BEGUN)).all()
            session.execute(
                update(OutgoingMail).where(OutgoingMail.person_id.in_(person_id)).values(state="bounced")
            )
        return visit

    return build


def twins(stage: Stage) -> Visit:
    """A register in which two people share an address, and one has none."""
    stage.sign_in()
    with stage.at_work() as session:
        one, other, third = session.scalars(select(Person).order_by(Person.name).limit(3)).all()
        other.email, third.email = one.email, ""
    return Visit(PEOPLE)


def sent(path: str, fields: Fields) -> Builder:
    """A form of the office that is sent from the register."""

    def build(stage: Stage) -> Visit:
        stage.sign_in()
        return Visit(path, fields, origin=PEOPLE)

    return build


def one_mail(act: str) -> Builder:
    def build(stage: Stage) -> Visit:
        stage.sign_in()
        with stage.at_work() as session:
            mail_id = session.scalars(select(OutgoingMail.id).where(OutgoingMail.state == "queued")).first()
        return Visit(f"{PROGRAMME}/mails/{mail_id}/{act}")

    return build


HAND_OVER = "{person}/terms/{term}/hand-over"
TODAY = {"on": NOW.date().isoformat(), "to": "", **NEW}
LATER = {**TODAY, "on": (NOW.date() + timedelta(days=7)).isoformat()}

PEOPLE_STATES = (
    State("people", at(PEOPLE, who="ines"), quick=True),
    State("people, English", at(PEOPLE, who="ines"), language="en"),
    State("people, none found", at(f"{PEOPLE}?q=xyzzy", who="ines")),
    State("people, none", at("/staff/elsewhere/people", who="ines")),
    State("people, twins", twins),
    State("person", of_holder("{person}"), quick=True),
    State("person, English", of_holder("{person}"), language="en"),
    State("person, a mail came back", bounced("{person}")),
    State("person, send again", bounced("{person}/send")),
    State("person, nothing to send", of_holder("{person}/send")),
    State("person, add", at(f"{PEOPLE}/new", who="ines")),
    State("person, add, to mend", sent(f"{PEOPLE}/new", {**NEW, "email": "gerda"}), 422),
    State("person, correct", of_holder("{person}/edit")),
    State("person, corrected by two", of_holder("{person}/edit", {**NEW, "mark": "old"}), 409),
    State("post, give", of_holder("{person}/terms/new")),
    State("post, give, to mend", of_holder("{person}/terms/new", {"unit": "", "from_on": "31.6."}), 422),
    State("post, change", of_holder("{person}/terms/{term}")),
    State("post, hand over", of_holder(HAND_OVER)),
    State("post, hand over, to mend", of_holder(HAND_OVER, {**TODAY, "name": ""}), 422, quick=True),
    State("post, hand over, confirm", of_holder(HAND_OVER, TODAY), quick=True),
    State("post, hand over later, confirm", of_holder(HAND_OVER, LATER), language="en"),
    State("people, import", at(f"{PEOPLE}/import", who="ines")),
    State("people, import, to see", sent(f"{PEOPLE}/import", {"people": TABLE, "terms": ""})),
    State("people, import, to mend", sent(f"{PEOPLE}/import", {"people": WRONG_TABLE, "terms": ""}), 422),
    State("mail texts", at(f"{PROGRAMME}/mail-texts", who="ines")),
    State("mail text", at(TEXT, who="ines"), quick=True),
    State("mail text, English", at(TEXT, who="ines"), language="en"),
    State("mail text, to mend", sent(TEXT, FAULTY), 422),
    State("mail text, preview", sent(TEXT, {**OWN, "act": "preview"})),
    State("mail text, tested", sent(TEXT, {**OWN, "act": "test"})),
    State("mail text, give up", sent(TEXT, {**OWN, "act": "reset"})),
    State("mail, hold", one_mail("hold")),
    State("log", at(f"{PROGRAMME}/log", who="ines"), quick=True),
    State("log, English", at(f"{PROGRAMME}/log", who="ines"), language="en"),
    State("log, none found", at(f"{PROGRAMME}/log?name=xyzzy", who="ines")),
    State("search", at(f"{PROGRAMME}/search?q=darmstadt", who="ines"), quick=True),
    State("search, none found", at(f"{PROGRAMME}/search?q=xyzzy", who="ines")),
    State("search, nothing asked", at(f"{PROGRAMME}/search", who="ines")),
)
