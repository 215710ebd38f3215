"""Outgoing mail as staff read it. Nothing that was not handed over is called sent."""

from typing import Any
from uuid import UUID

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from surveyapp import wording
from surveyapp.config import Mode
from surveyapp.services import mailbox
from surveyapp.services.boards import programme_at
from surveyapp.services.mail_texts import MAIL_KINDS
from surveyapp.services.mailbox import Asked, MailAct, MailView
from surveyapp.services.people_lists import unit_choices
from surveyapp.services.round_values import local_day
from surveyapp.web.errors import reason
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.staff import desk
from workflows.refusals import Refused
from workflows.states import MAIL_UNDELIVERED, MailState

Answer = Response | str | tuple[str, int]

FIELDS = ("state", "kind", "unit", "name")
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
    """The newest mails that are asked for; `?before=` goes on to older ones."""
    found = programme_at(g.session, programme)
    kept = {name: text for name in FIELDS if (text := request.args.get(name, "").strip())}
    state = MailState(kept["state"]) if kept.get("state") in set(MailState) else None
    asked = Asked(state, kept.get("kind", ""), kept.get("unit", ""), kept.get("name", ""))
    before = _cursor()
    shown = mailbox.outgoing(g.session, found, asked, before)
    kept.pop("state", None)
    older: dict[str, Any] = {**kept, "state": state, "before": shown.older}
    return render_template(
        "staff/mails.html",
        mails=shown.mails,
        older=url_for("staff.mails", programme=programme, **older) if shown.older else "",
        is_first=before is None,
        kept=kept,
        counts=mailbox.counts(g.session, found),
        chosen=state,
        kinds=[(kind.value, say(f"mails.kind.{kind}")) for kind in MAIL_KINDS],
        units=unit_choices(g.session, found, local_day(g.now, found.zone)),
        state_words=state_words,
        state_kind=state_kind,
    )


def _cursor() -> UUID | None:
    try:
        return UUID(request.args.get("before", ""))
    except ValueError:
        return None


def act_page(programme: str, mail_id: UUID, act: str) -> Answer:
    """Hold a mail back, let it go, send it again: what that means is shown first."""
    if act not in set(MailAct):
        abort(404)
    found = programme_at(g.session, programme)
    view = mailbox.mail_at(g.session, found, mail_id)
    refusal = ""
    if request.method == "POST":
        try:
            mailbox.act(g.session, desk.current().member.actor_id, found, mail_id, MailAct(act), g.now)
        except Refused as refused:
            refusal = reason(refused)
            abandon()
        else:
            return redirect(url_for("staff.mail", programme=programme, mail_id=mail_id), 303)
    page = render_template(
        "staff/mail_act.html", mail=view, act=act, refusal=refusal, state_words=state_words
    )
    return (page, 409) if refusal else page


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
        why=_reason(view),
        acts=mailbox.acts_of(g.session, found, mail_id),
        state_words=state_words,
        state_kind=state_kind,
    )


def _reason(view: MailView) -> str:
    """Why a mail did not go: in words where there are any, else as the mail server said it."""
    key = f"mail.reason.{view.reason}"
    return say(key) if wording.has_wording(key, language()) else view.reason or ""
