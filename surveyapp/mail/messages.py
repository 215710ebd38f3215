"""The words of each kind of mail: facts in, subject and body out.

The words stand in `templates/<language>/<kind>.txt`, the subject in the first line. Whatever is inserted
is made one line of plain text; only link placeholders and indented blocks keep their lines. A body holds
placeholders where personal links go, see `link_places`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from surveyapp.mail.link_places import placeholder
from surveyapp.mail.own_words import PLACEHOLDERS, OwnWords, TextKind, text_faults, written
from surveyapp.mail.plain_text import Whole, indented, one_line

_TEMPLATES = Path(__file__).parent / "templates"
_LOCALES = {"de": "de", "en": "en_GB"}
_DAYS = {"de": "d. MMMM y", "en": "d MMMM y"}
_MOMENTS = {"de": "ccc, d. MMMM y, HH:mm 'Uhr'", "en": "ccc, d MMMM y, HH:mm"}


class MailKind(StrEnum):
    """Which words a mail has."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    RECEIPT = "receipt"
    RETURN = "return"
    EXTENSION = "extension"
    LINK = "link"


class Urgency(StrEnum):
    """Where a reminder stands to the due day."""

    BEFORE = "before"
    TODAY = "today"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Message:
    """A mail's words: one line of subject, and the body as plain text that ends with a line break."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A human to ask. An empty phone or email is left out."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One report that the mail speaks of.

    `due_local` and `closes_local` are what is printed: local day and time, extensions included; a zone is not
    looked at. `days_left` counts local days until the due day: 0 on the day, negative afterwards. Without a
    link its line is left out. `unit_word` is what units of its layer are called; "": as in the mail's facts.
    """

    unit: str
    round_name: str
    period_from: date
    cutoff_on: date
    due_local: datetime
    closes_local: datetime
    days_left: int
    link_id: UUID | None = None
    unit_word: str = ""

    @property
    def urgency(self) -> Urgency:
        """The step of a reminder, told by the days left."""
        if self.days_left > 0:
            return Urgency.BEFORE
        return Urgency.TODAY if self.days_left == 0 else Urgency.OVERDUE


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What every mail knows, in the language of the person it goes to.

    `unit_word` is what the programme calls one unit ("Region"), `post` what it calls the person's post
    ("Regionale Koordination"). `reports` is never empty; only invitations and reminders may carry several.
    `own` are the programme's own texts in this language; without one the shipped words are taken.
    """

    language: str
    programme: str
    unit_word: str
    post: str
    contact: Contact
    person: str
    reports: tuple[ReportFacts, ...]
    own: Mapping[str, OwnWords] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.reports:
            raise ValueError("a mail speaks of at least one report")


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """A section of what was handed in: pairs of question and answer, as they are shown on the page."""

    title: str
    answers: tuple[tuple[str, str], ...]


def invitation(facts: MailFacts) -> Message:
    """Ask for the reports of a round that has opened; one mail may carry several units."""
    return _message(MailKind.INVITATION, facts)


def reminder(facts: MailFacts) -> Message:
    """Remind of reports that have not been handed in; the tone follows the days left of each."""
    return _message(MailKind.REMINDER, facts)


def receipt(facts: MailFacts, handed_in_local: datetime, answers: Sequence[AnswerSection]) -> Message:
    """Confirm that the report came in, with the answers as text. The only mail that holds answers."""
    sections = [
        {
            "title": section.title,
            "answers": [(asked, indented(given or "–")) for asked, given in section.answers],
        }
        for section in answers
    ]
    handed_in = _moment(handed_in_local, spoken(facts.language))
    return _message(MailKind.RECEIPT, _one(facts), handed_in=handed_in, sections=sections)


def returned(facts: MailFacts, note: str) -> Message:
    """Ask back: the report can be corrected, and what was handed in stands until then."""
    return _message(MailKind.RETURN, _one(facts), note=indented(note))


def extension(facts: MailFacts, note: str = "") -> Message:
    """Tell the new date, which is the report's due and close, and a note of staff if there is one."""
    return _message(MailKind.EXTENSION, _one(facts), note=indented(note))


def new_link(facts: MailFacts, *, renewed: bool = True) -> Message:
    """Send a personal link: a new one, the one before having stopped working, or the same once more."""
    return _message(MailKind.LINK, _one(facts), renewed=renewed)


def in_words(kind: TextKind, facts: MailFacts, words: OwnWords, block: str, at_local: datetime) -> Message:
    """A mail in these words, to look at; `block` stands for notes and answers. ValueError for faulty ones."""
    if text_faults(kind, words):
        raise ValueError("the text has faults")
    language = spoken(facts.language)
    first = min(facts.reports, key=lambda report: report.due_local)
    answers = {"title": block, "answers": ()}
    more = {"handed_in": _moment(at_local, language), "note": indented(block), "sections": [answers]}
    return Message(*written(words, _values(facts, first, language, more)))


def spoken(language: str) -> str:
    """Name the language of the templates: "de" for "de-AT", English for a language that has none."""
    root = language.replace("_", "-").split("-")[0].lower()
    return root if root in _LOCALES else "en"


def _one(facts: MailFacts) -> MailFacts:
    if len(facts.reports) != 1:
        raise ValueError("this kind of mail speaks of one report only")
    return facts


def _message(kind: MailKind, facts: MailFacts, **more: Any) -> Message:
    language = spoken(facts.language)
    first = min(facts.reports, key=lambda report: report.due_local)
    own_kind = _text_kind(kind, first)
    own = facts.own.get(own_kind)
    if own is not None and not text_faults(own_kind, own):
        return Message(*written(own, _values(facts, first, language, more)))
    words = _templates().get_template(f"{language}/{kind}.txt")
    text = words.render(
        facts=facts,
        reports=[_report_words(facts, report, language) for report in facts.reports],
        first=_report_words(facts, first, language),
        several=len(facts.reports) > 1,
        units=_listed([report.unit for report in facts.reports], language),
        rounds=_listed([_quoted(report.round_name, language) for report in facts.reports], language),
        **more,
    )
    subject, _, body = text.partition("\n")
    return Message(one_line(subject), re.sub(r"\n{3,}", "\n\n", body.strip("\n")) + "\n")


_FROM_REPORTS = ("period_from", "cutoff", "due", "due_day", "closes", "closes_day", "days_left")


def _text_kind(kind: MailKind, first: ReportFacts) -> TextKind:
    return TextKind(f"reminder_{first.urgency}" if kind is MailKind.REMINDER else kind.value)


def _values(facts: MailFacts, first: ReportFacts, language: str, more: Mapping[str, Any]) -> dict[str, str]:
    """What the placeholders of a programme's own text stand for."""
    words = _report_words(facts, first, language)
    reports = [_report_words(facts, report, language) for report in facts.reports]
    links = _templates().get_template(f"{language}/_links.txt")
    block = links.render(facts=facts, reports=reports, several=len(reports) > 1).strip("\n")
    return {
        **{name: str(words[name]) for name in _FROM_REPORTS},
        "person": facts.person,
        "programme": facts.programme,
        "post": facts.post,
        "unit_word": first.unit_word or facts.unit_word,
        "unit": _listed([report.unit for report in facts.reports], language),
        "round": _listed([_quoted(report.round_name, language) for report in facts.reports], language),
        "link": Whole(block),
        "contact": facts.contact.name,
        "contact_phone": facts.contact.phone,
        "contact_email": facts.contact.email,
        "handed_in": str(more.get("handed_in", "")),
        "note": Whole(more.get("note", "")),
        "answers": Whole(_answers_block(more.get("sections", ()))),
    }


def _answers_block(sections: Sequence[Mapping[str, Any]]) -> str:
    lines = []
    for section in sections:
        lines += ["", one_line(section["title"])]
        for asked, given in section["answers"]:
            lines += ["", one_line(asked), given]
    return "\n".join(lines).strip("\n")


def shipped(kind: TextKind, language: str) -> OwnWords:
    """The shipped words with placeholders where facts go: what a programme's own text begins as."""
    spoken_here = spoken(language)
    names = {name: f"{{{name}}}" for name in PLACEHOLDERS[kind]}
    urgency = kind.removeprefix("reminder_") if kind.startswith("reminder_") else Urgency.BEFORE
    report = {**names, "urgency": urgency, "called": "{unit_word} {unit}"}
    contact = Contact(names["contact"], names["contact_phone"], names["contact_email"])
    text = (
        _templates()
        .get_template(f"{spoken_here}/{kind.partition('_')[0]}.txt")
        .render(
            facts={**names, "contact": contact},
            reports=[report],
            first=report,
            several=False,
            units=names["unit"],
            rounds=names["round"],
            handed_in=names.get("handed_in", ""),
            sections=[],
            note=names.get("note", ""),
            renewed=True,
        )
    )
    subject, _, body = text.partition("\n")
    whole = re.sub(r"\n{3,}", "\n\n", body.strip("\n")) + "\n"
    return OwnWords(one_line(subject), f"{whole}\n{{answers}}\n" if kind is TextKind.RECEIPT else whole)


def _report_words(facts: MailFacts, report: ReportFacts, language: str) -> dict[str, Any]:
    return {
        "unit": report.unit,
        "called": _called(report.unit_word or facts.unit_word, report.unit),
        "round": _quoted(report.round_name, language),
        "period_from": _day(report.period_from, language),
        "cutoff": _day(report.cutoff_on, language),
        "due": _moment(report.due_local, language),
        "due_day": _day(report.due_local, language),
        "closes": _moment(report.closes_local, language),
        "closes_day": _day(report.closes_local, language),
        "days_left": report.days_left,
        "urgency": report.urgency,
        "link": placeholder(report.link_id) if report.link_id else "",
    }


def _called(word: str, name: str) -> str:
    """A unit with what it is; a name that says so itself stands alone."""
    return name if name.startswith(word) else f"{word} {name}"


def _listed(names: Sequence[str], language: str) -> str:
    return format_list(list(dict.fromkeys(names)), locale=_LOCALES[language])


def _quoted(name: str, language: str) -> str:
    return f"„{name}“" if language == "de" else f"‘{name}’"


def _day(day: date, language: str) -> str:
    return format_date(day, _DAYS[language], locale=_LOCALES[language])


def _moment(local: datetime, language: str) -> str:
    return format_datetime(local.replace(tzinfo=None), _MOMENTS[language], locale=_LOCALES[language])


def _inserted(fact: object) -> object:
    """Clean every fact at the moment it is inserted, so that no template can forget it."""
    if isinstance(fact, StrictUndefined):
        return fact  # Jinja raises when it is made text
    return fact if isinstance(fact, Whole) else one_line(str(fact))


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        finalize=_inserted,
        autoescape=False,  # noqa: S701  # plain text; `_inserted` cleans what comes in
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
