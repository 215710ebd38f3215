"""What came in with a post: fields that somebody touched, acts of buttons, texts that come too late."""

from collections.abc import Mapping
from dataclasses import replace

from flask import g, request

from forms.answer_set import AnswerSet
from forms.answer_types.normalising import keepable
from forms.answers import Address, Origin
from forms.carry_over import last_time
from forms.questionnaire import CarryOver, Question, Questionnaire
from forms.variables import question_of
from forms.web_form import SAME, SectionForm, field_name, is_confirmed, taken_over, unanswered_name
from surveyapp.services import drafts
from surveyapp.services.access import Respondent
from surveyapp.services.drafts import Posted
from surveyapp.services.report_views import ReportView
from surveyapp.web.languages import language
from surveyapp.web.requests import abandon
from surveyapp.web.respondent import phone

RESOLVING = "_resolving"

LATE = frozenset({"round.closed", "report.state"})
"""Refusals after which a post is kept as a note for the staff, never as an answer."""


def read_fields(view: ReportView, form: SectionForm) -> Mapping[Address, Posted]:
    """The fields that were touched, and those that a button fills from the last report."""
    questionnaire = view.questionnaire
    previous = None if view.last is None else view.last.said
    posted: dict[Address, Posted] = {}
    resolving = RESOLVING in request.form
    for address, entry in form.entries.items():
        undecided = resolving and field_name(address) not in request.form
        if entry.is_touched and not undecided:
            origin = _origin(questionnaire, previous, address, entry.text)
            posted[address] = Posted(entry.text, origin, _seen(view, address, entry.seen.revision))
    for name in request.form:
        item = questionnaire.question_by_key.get(name.removeprefix(SAME))
        if name.startswith(SAME) and item is not None:
            posted |= _same(previous, item)
    if phone.is_here():
        return {address: replace(field, origin=phone.origin()) for address, field in posted.items()}
    return posted


def _seen(view: ReportView, address: Address, seen: int) -> int:
    """The write that the page has seen: also one of its own that it had no answer to, if that stands now."""
    sent = {keepable(text) for text in request.form.getlist(unanswered_name(address))}
    standing = view.answers.get(address)
    return view.revisions[address] if standing is not None and standing.raw in sent else seen


def keep_as_note(respondent: Respondent, form: SectionForm) -> Mapping[Address, str]:
    """Undo what this request did, keep the touched texts as a note for the staff, and give them."""
    abandon()
    texts = {
        address: entry.text for address, entry in form.entries.items() if entry.is_touched and entry.text
    }
    drafts.keep_late_note(
        g.session,
        respondent.actor_id,
        respondent.programme_id,
        respondent.report_id,
        {field_name(address): text for address, text in texts.items()},
        g.now,
    )
    return texts


def _origin(questionnaire: Questionnaire, previous: AnswerSet | None, address: Address, text: str) -> Origin:
    """Typed, or confirmed where it says what the last report said and is asked to be confirmed."""
    item = question_of(questionnaire, address.key)
    if item is None or item.carry_over is not CarryOver.CONFIRM:
        return Origin.TYPED
    last = last_time(item, previous, is_answered=True)
    return Origin.CONFIRMED if is_confirmed(item, address, text, last, language()) else Origin.TYPED


def _same(previous: AnswerSet | None, item: Question) -> Mapping[Address, Posted]:
    last = last_time(item, previous, is_answered=True)
    if last is None:
        return {}
    return {
        address: Posted(text, origin)
        for address, (text, origin) in taken_over(item, last, language()).items()
    }
