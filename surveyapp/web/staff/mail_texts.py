"""A programme's own words for its mails: edited, shown with a real unit, sent to oneself, taken back."""

from dataclasses import dataclass, field

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp import wording
from surveyapp.mail.messages import Message, shipped
from surveyapp.mail.own_words import COMPULSORY, PLACEHOLDERS, OwnWords, TextFault
from surveyapp.services import mail_texts
from surveyapp.services.boards import programme_at
from surveyapp.services.mail_texts import TextCard
from surveyapp.web.errors import reason
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from workflows.refusals import Refused

Answer = Response | str | tuple[str, int]


@dataclass
class TextPage:
    """One text on its page: what is typed, what is wrong with it, what it looks like."""

    card: TextCard
    words: OwnWords
    version: int
    unit: str = ""
    faults: tuple[TextFault, ...] = ()
    refusal: str = ""
    shown: Message | None = None
    sent: bool = False
    asks_to_reset: bool = False
    told: dict[str, list[str]] = field(default_factory=dict)


def overview(programme: str) -> str:
    """All texts, and which of them the programme has written itself."""
    found = programme_at(g.session, programme)
    return render_template("staff/mail_texts.html", cards=mail_texts.texts(g.session, found))


def text_page(programme: str, kind: str, code: str) -> Answer:
    """One text; a post shows it, sends it to oneself, keeps it or goes back to the shipped one."""
    found = programme_at(g.session, programme)
    card = mail_texts.text_at(g.session, found, kind, code)
    if request.method != "POST":
        return _draw(programme, TextPage(card, card.words, card.version))
    page = _typed(card)
    act = request.form.get("act", "")
    try:
        if act in {"reset", "reset_now"}:
            return _reset(programme, page, at_once=act == "reset_now")
        page.faults = mail_texts.faults(card, page.words)
        if page.faults:
            page.told = _told(page.faults)
            return _draw(programme, page), 422
        if act == "keep":
            who = desk.current().member.actor_id
            mail_texts.keep(g.session, who, found, card, page.words, page.version, g.now)
            return redirect(url_for("staff.mail_texts", programme=programme), 303)
        sample = (say("mail.link"), say("mail_texts.sample"))
        page.shown = mail_texts.preview(g.session, found, card, page.words, page.unit, sample, g.now)
        if act == "test":
            to, mark = desk.current().member.account_id, say("mail_texts.test.mark")
            mail_texts.send_test(g.session, found, card, page.shown, to, mark, g.now)
            page.sent = True
    except Refused as refused:
        page.refusal = reason(refused)
        abandon()
        return _draw(programme, page), 409
    return _draw(programme, page)


def _typed(card: TextCard) -> TextPage:
    words = OwnWords(request.form.get("subject", ""), request.form.get("body", "").replace("\r\n", "\n"))
    version = request.form.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 10 else 0
    return TextPage(card, words, number, request.form.get("unit", ""))


def _reset(programme: str, page: TextPage, *, at_once: bool) -> Answer:
    """Ask first: what the programme wrote is gone afterwards."""
    if not at_once:
        page.asks_to_reset = True
        return _draw(programme, page)
    found = programme_at(g.session, programme)
    who = desk.current().member.actor_id
    mail_texts.back_to_shipped(g.session, who, found, page.card, page.version, g.now)
    return redirect(url_for("staff.mail_texts", programme=programme), 303)


def _told(faults: tuple[TextFault, ...]) -> dict[str, list[str]]:
    """A sentence for each fault, by field."""
    told: dict[str, list[str]] = {}
    for fault in faults:
        sentence = say(f"mail_texts.fault.{fault.code}", name=fault.name)
        if fault.place == "body":
            sentence = say("mail_texts.line", line=fault.line, sentence=sentence)
        told.setdefault(fault.place, []).append(sentence)
    return told


def _draw(programme: str, page: TextPage) -> str:
    found = programme_at(g.session, programme)
    return render_template(
        "staff/mail_text.html",
        page=page,
        card=page.card,
        names=[
            (name, say(f"mail_texts.name.{name}"), _example(name)) for name in PLACEHOLDERS[page.card.kind]
        ],
        compulsory=COMPULSORY[page.card.kind],
        shipped=shipped(page.card.kind, page.card.language),
        examples=mail_texts.examples(g.session, found, g.now),
    )


def _example(name: str) -> str:
    key = f"mail_texts.example.{name}"
    return say(key) if wording.has_wording(key, language()) else ""
