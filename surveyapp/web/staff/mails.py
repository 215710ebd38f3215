"""Outgoing mail as staff read it. Nothing that was not handed over is called sent."""

from uuid import UUID

from flask import g, render_template, request

from surveyapp import wording
from surveyapp.config import Mode
from surveyapp.services import mailbox
from surveyapp.services.boards import programme_at
from surveyapp.services.mailbox import MailView
from surveyapp.web.languages import language, say
from surveyapp.web.staff import desk
from workflows.states import MAIL_UNDELIVERED, MailState

KINDS_OF_STATE = {
    **dict.fromkeys(MAIL_UNDELIVERED, "danger"),
    MailState.HANDED_OVER: "success",
    MailState.UNCERTAIN: "warning",
    MailState.DELAYED: "warning",
}


def state_words(state: MailState) -> str:
    """The state as it may be said here: without a server a mail that waits is kept and not on its way."""
    if state is MailState.QUEUED and not desk.has_mail_server():
        return say("mail.state.kept")
    return say(f"mail.state.{state}")


def state_kind(state: MailState) -> str:
    """How a state looks: info, success, warning, danger."""
    return KINDS_OF_STATE.get(state, "info")


def outbox(programme: str) -> str:
    """The newest mails of the programme, in one state if one is asked for."""
    found = programme_at(g.session, programme)
    asked = request.args.get("state", "")
    state = MailState(asked) if asked in set(MailState) else None
    return render_template(
        "staff/mails.html",
        mails=mailbox.outgoing(g.session, found, state),
        counts=mailbox.counts(g.session, found),
        chosen=state,
        most=mailbox.NEWEST,
        state_words=state_words,
        state_kind=state_kind,
    )


def mail(programme: str, mail_id: UUID) -> str:
    """One mail; personal links stand in it as words, in a demo as links that work."""
    found = programme_at(g.session, programme)
    view = mailbox.mail_at(g.session, found, mail_id)
    settings = desk.settings()
    if settings.mode is Mode.DEMO:
        key, address = settings.link_key.encode(), settings.public_base_url
        body = mailbox.with_live_links(g.session, found, view, key, address)
    else:
        body = mailbox.with_words_for_links(view, say("mail.link"))
    return render_template(
        "staff/mail.html",
        mail=view,
        lines=body.splitlines(),
        link_start=f"{settings.public_base_url}/z/",
        reason=_reason(view),
        state_words=state_words,
        state_kind=state_kind,
    )


def _reason(view: MailView) -> str:
    """Why a mail did not go: in words where there are any, else as the mail server said it."""
    key = f"mail.reason.{view.reason}"
    return say(key) if wording.has_wording(key, language()) else view.reason or ""
