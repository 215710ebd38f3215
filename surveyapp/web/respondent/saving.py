"""Fields saved one by one while somebody types. The answers are JSON and speak to people in whole sentences.

A post holds the same fields as the section's form: `q:` the text, `v:` the mark of what was seen; and `u:`
with each text that the page sent before and had no answer to, so that it does not collide with itself. The
token against forged posts stands in the header X-CSRFToken. An answer names each field that came in:

    {"said": "Gespeichert 14:03 Uhr", "progress": "3 von 8 beantwortet", "fields": {"q:turnus":
        {"mark": "2-9ae1c04f22b7", "hints": [{"sentence": "…", "hard": false}], "conflict": null}}}

200 all is kept; 409 with `fields` somebody else wrote one of them meanwhile (`conflict` holds both texts,
the others are kept); any other status is a refusal, `sentence` says it, and nothing but a note is kept.
"""

from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import Blueprint, g, jsonify, make_response, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from forms.answers import Address
from forms.findings import Finding
from forms.progress import SectionProgress
from forms.questionnaire import Audience, Level
from forms.web_form import FormData, SectionForm, field_name, mark
from surveyapp import wording
from surveyapp.services import drafts, report_views
from surveyapp.services.access import Respondent
from surveyapp.services.drafts import Conflict, Saved
from surveyapp.services.labels import label_of
from surveyapp.services.report_views import ReportView
from surveyapp.web import errors, languages
from surveyapp.web.languages import language, say
from surveyapp.web.requests import abandon
from surveyapp.web.respondent import visits
from surveyapp.web.respondent.posts import LATE, keep_as_note, read_fields
from surveyapp.web.respondent.shown import ASKED_AT_THE_END
from surveyapp.web.respondent.words import sentence_of, words_of
from workflows.refusals import Refused

saving = Blueprint("saving", __name__, url_prefix="/report")


@saving.post("/save")
def save() -> Response:
    """Keep the fields that came in, of whatever section; see above for the answer."""
    _key, respondent = visits.recognise()
    languages.prefer(respondent.language)
    try:
        saved = drafts.save_as_read(
            g.session,
            respondent.actor_id,
            respondent.programme_id,
            respondent.report_id,
            lambda view: read_fields(view, _form(view)),
            language(),
            g.now,
        )
    except Refused as refused:
        if refused.code not in LATE:
            raise
        return _late(respondent, refused)
    time = wording.time_in_words(g.now, language(), ZoneInfo(saved.view.zone))
    answer = jsonify(
        said=say("respondent.save.kept", time=time),
        progress=_progress(saved),
        fields={field_name(address): _field(saved, address) for address in saved.posted},
    )
    return make_response(answer, 409 if saved.conflicts else 200)


def _form(view: ReportView) -> SectionForm:
    return SectionForm(view.questionnaire, None, cast("FormData", request.form), language())


def _field(saved: Saved, address: Address) -> dict[str, Any]:
    conflict = next((each for each in saved.conflicts if each.address == address), None)
    standing = saved.view.answers.get(address)
    text = standing.raw if standing else ""
    return {
        "mark": mark(saved.view.revisions.get(address, 0), text),
        "hints": [_hint(saved.view, each) for each in _findings(saved.view) if each.address == address],
        "conflict": None if conflict is None else _conflict(saved.view, conflict),
    }


def _findings(view: ReportView) -> tuple[Finding, ...]:
    return tuple(
        finding
        for finding in view.assessment.findings
        if finding.to is Audience.COORDINATOR and finding.code not in ASKED_AT_THE_END
    )


def _hint(view: ReportView, finding: Finding) -> dict[str, Any]:
    return {
        "sentence": sentence_of(view.questionnaire, view.answers, finding, language()),
        "hard": finding.level is Level.HARD,
    }


def _conflict(view: ReportView, conflict: Conflict) -> dict[str, str]:
    def words(text: str) -> str:
        return words_of(view.questionnaire, conflict.address, text, language())

    return {
        "label": label_of(view.questionnaire, conflict.address, language()),
        "yours": conflict.yours,
        "theirs": conflict.theirs,
        "your_words": words(conflict.yours),
        "their_words": words(conflict.theirs),
    }


def _progress(saved: Saved) -> str:
    """How far the section of the first field has come; "" when no field is known here."""
    if not saved.posted:
        return ""
    section = saved.view.questionnaire.question_by_key[saved.posted[0].item].section
    found = next(each for each in saved.view.assessment.progress if each.section == section)
    return progress_words(found)


def progress_words(progress: SectionProgress) -> str:
    """How far a section has come, in words: "3 von 8 beantwortet · 2 Zeilen brauchen eine Entscheidung"."""
    words = [say("form.progress", answered=progress.answered, askable=progress.askable)]
    if progress.undecided_rows:
        words.append(say("respondent.progress.undecided", progress.undecided_rows))
    return " · ".join(words)


def _late(respondent: Respondent, refused: Refused) -> Response:
    """Keep the texts as a note for the staff, and say so."""
    abandon()
    view = report_views.load(g.session, respondent.programme_id, respondent.report_id, g.now)
    visits.head_with(view, respondent.language)
    form = SectionForm(view.questionnaire, None, cast("FormData", request.form), language())
    keep_as_note(respondent, form)
    sentence = f"{errors.reason(refused)} {say('respondent.save.noted')}".strip()
    return _refusal(refused.code, sentence, 409)


def _refusal(code: str, sentence: str, status: int) -> Response:
    return make_response(jsonify(refused=code, sentence=sentence), status)


@saving.errorhandler(Refused)
def _refused(refused: Refused) -> Response:
    abandon()
    page, status = errors.PAGE_OF_REFUSAL.get(refused.code, ("changed", 409))
    sentence = errors.reason(refused) or say(f"error.{page}.happened")
    return _refusal(refused.code, f"{sentence} {say('respondent.save.stays')}", status)


@saving.errorhandler(HTTPException)
def _failed(error: HTTPException) -> Response:
    abandon()
    status = error.code or 500
    page = errors.PAGE_OF_STATUS.get(status, "form" if status < 500 else "broken")
    return _refusal(page, f"{say(f'error.{page}.happened')} {say('respondent.save.stays')}", status)


@saving.errorhandler(OperationalError)
def _unavailable(_error: Exception) -> Response:
    abandon()
    answer = _refusal("unavailable", say("error.unavailable.happened"), 503)
    answer.headers["Retry-After"] = "5"
    return answer


@saving.errorhandler(StaleDataError)
def _changed(_error: Exception) -> Response:
    abandon()
    return _refusal("changed", say("error.changed.happened"), 503)
