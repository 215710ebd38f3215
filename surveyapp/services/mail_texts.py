"""A programme's own words for its mails: read, kept, shown with a real report, sent to oneself as a test."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.mail import messages
from surveyapp.mail.link_places import filled, linked
from surveyapp.mail.messages import MailKind, Message
from surveyapp.mail.outbox import queue
from surveyapp.mail.own_words import OwnWords, TextFault, TextKind, text_faults
from surveyapp.models import Account, MailText, OutgoingMail, Programme, new_id
from surveyapp.queries import mails as mail_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import record
from surveyapp.services.letters import facts_for
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.round_values import local_day, mail_domain
from workflows.refusals import Refused

KIND_OF_MAIL = {
    kind: MailKind.REMINDER if kind.startswith("reminder_") else MailKind(kind) for kind in TextKind
}


MAIL_KINDS = tuple(MailKind)
"""The kinds of mail that there are."""


@dataclass(frozen=True, slots=True)
class TextCard:
    """One text: the words that are used now; `version` 0 for the shipped ones."""

    kind: TextKind
    language: str
    words: OwnWords
    version: int
    changed_at: datetime | None = None
    changed_by: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the programme has written it itself."""
        return self.version > 0


@dataclass(frozen=True, slots=True)
class Example:
    """A real report by which a text can be shown: a unit of the latest round, and who is written to."""

    unit_id: str
    unit_name: str
    person: str
    round_name: Text


def texts(session: Session, programme: Programme) -> tuple[TextCard, ...]:
    """All texts by kind and language, in the order in which a round needs them."""
    own = {(text.kind, text.language): text for text in mail_queries.mail_texts(session, programme.id)}
    return tuple(
        _card(session, kind, language, own.get((kind, language)))
        for kind in TextKind
        for language in programme.languages
    )


def text_at(session: Session, programme: Programme, kind: str, language: str) -> TextCard:
    """One text. Refused: "mail_text.unknown"."""
    if kind not in set(TextKind) or language not in programme.languages:
        raise Refused("mail_text.unknown")
    own = session.get(MailText, (programme.id, kind, language))
    return _card(session, TextKind(kind), language, own)


def _card(session: Session, kind: TextKind, language: str, own: MailText | None) -> TextCard:
    if own is None:
        return TextCard(kind, language, messages.shipped(kind, language), 0)
    names = people_queries.names_of_actors(session, [own.author_id])
    words = OwnWords(own.subject, own.body)
    return TextCard(kind, language, words, own.version, own.changed_at, names.get(own.author_id, ""))


def words_of(text: str) -> OwnWords:
    """A text as a file holds it: the subject in the first line, an empty line, the body."""
    subject, _, body = text.partition("\n")
    return OwnWords(subject.strip(), body.lstrip("\n"))


def faults(card: TextCard, words: OwnWords) -> tuple[TextFault, ...]:
    """What is wrong with these words for the card's kind."""
    return text_faults(card.kind, words)


def keep(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    card: TextCard,
    words: OwnWords,
    version: int,
    now: datetime,
) -> None:
    """Use these words from now on; mails that wait already keep theirs.

    `version` is that of the text that was read. Refused: "mail_text.faulty", "mail_text.changed" when
    somebody else was quicker.
    """
    if text_faults(card.kind, words):
        raise Refused("mail_text.faulty")
    own = _read_again(session, programme, card, version)
    if own is None:
        own = MailText(programme_id=programme.id, kind=card.kind, language=card.language, version=0)
        session.add(own)
    own.subject, own.body = words.subject.strip(), words.body
    own.author_id, own.changed_at, own.version = actor_id, now, version + 1
    session.flush()
    _record(session, actor_id, programme, card, "mail_text.changed", now)


def back_to_shipped(
    session: Session, actor_id: UUID, programme: Programme, card: TextCard, version: int, now: datetime
) -> None:
    """Use the shipped words again; the programme's own are thrown away. Refused: "mail_text.changed"."""
    own = _read_again(session, programme, card, version)
    if own is not None:
        session.delete(own)
        session.flush()
        _record(session, actor_id, programme, card, "mail_text.reset", now)


def _read_again(session: Session, programme: Programme, card: TextCard, version: int) -> MailText | None:
    key = (programme.id, card.kind, card.language)
    own = session.get(MailText, key, with_for_update=True, populate_existing=True)
    if (own.version if own else 0) != version:
        raise Refused("mail_text.changed")
    return own


def _record(
    session: Session, actor_id: UUID, programme: Programme, card: TextCard, action: str, now: datetime
) -> None:
    details = {"kind": card.kind.value, "language": card.language}
    record(session, programme.id, actor_id, action, ("mail_text", card.kind.value), now, details)


def examples(session: Session, programme: Programme, now: datetime) -> tuple[Example, ...]:
    """The units of the latest round in which somebody can be written to, in board order."""
    rounds = round_queries.rounds(session, programme.id)
    if not rounds:
        return ()
    today = local_day(now, programme.zone)
    holders = people_queries.coordinators_on(session, programme.id, today)
    names = names_of_units(session, programme, today)
    return tuple(
        Example(
            report.unit_id, names[report.unit_id], holders[report.unit_id][0][0].name, Text(rounds[0].names)
        )
        for report in report_queries.reports_of_round(session, rounds[0])
        if report.unit_id in holders
    )


def preview(
    session: Session,
    programme: Programme,
    card: TextCard,
    words: OwnWords,
    unit_id: str,
    sample: tuple[str, str],
    now: datetime,
) -> Message:
    """The mail as the unit's coordinator would get it now, the link as words.

    `sample` stands where links and where notes and answers go. Refused: "mail_text.no_example".
    """
    for_links, for_blocks = sample
    round_ = next(iter(round_queries.rounds(session, programme.id)), None)
    today = local_day(now, programme.zone)
    holders = people_queries.coordinators_on(session, programme.id, today).get(unit_id, ())
    report = report_queries.report_of_unit(session, round_, unit_id) if round_ else None
    if report is None or not holders:
        raise Refused("mail_text.no_example")
    place = uuid4()
    facts = facts_for(session, holders[0][0], [(report, place)], now, card.language)
    message = messages.in_words(card.kind, facts, words, for_blocks, now.astimezone(ZoneInfo(programme.zone)))
    return Message(message.subject, filled(message.body, dict.fromkeys(linked(message.body), for_links)))


def send_test(
    session: Session,
    programme: Programme,
    card: TextCard,
    message: Message,
    account_id: UUID,
    mark: str,
    now: datetime,
) -> OutgoingMail:
    """Send a preview to whoever asked for it, at the account's address; `mark` stands before the subject."""
    account = session.get_one(Account, account_id)
    mail = queue(
        session,
        programme_id=programme.id,
        unique_key=f"test:{account_id}:{new_id(now)}",
        kind=KIND_OF_MAIL[card.kind],
        person_id=None,
        report_id=None,
        link_id=None,
        language=messages.spoken(card.language),
        message=Message(f"{mark} {message.subject}", message.body),
        domain=mail_domain(programme),
        now=now,
        test_address=account.email,
    )
    _record(session, account.actor_id, programme, card, "mail_text.tested", now)
    return mail
