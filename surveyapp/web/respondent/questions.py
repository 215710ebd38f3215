"""What the office asks back about single questions: shown where they stand, and replied to there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from surveyapp.services import review_notes
from surveyapp.services.labels import label_of
from surveyapp.services.report_views import ReportView
from surveyapp.services.review_notes import Note
from surveyapp.web.languages import language
from surveyapp.web.respondent import visits

REPLY = "reply:"
SEEN = "reply-seen:"


@dataclass(frozen=True, slots=True)
class AskedBack:
    """One note with its question, the code, and the way to it; `typed` is what stands in its field."""

    note: Note
    code: str
    question: str
    way: str
    typed: str


def asked_back(view: ReportView) -> tuple[AskedBack, ...]:
    """What is asked back and not settled, in the order of the questionnaire."""
    if view.revision_number is None:  # nothing was handed in that anybody could ask about
        return ()
    order = {question.key: place for place, question in enumerate(view.questionnaire.questions)}
    notes = review_notes.notes_of(g.session, view.programme_id, view.report_id)
    known = [note for note in notes if note.is_open and note.item in order]
    return tuple(_asked_back(view, note) for note in sorted(known, key=lambda note: order[note.item]))


def _asked_back(view: ReportView, note: Note) -> AskedBack:
    item = view.questionnaire.question_by_key[note.item]
    return AskedBack(
        note=note,
        code=item.label_code or item.key,
        question=label_of(view.questionnaire, note.address, language()),
        way=url_for("respondent.section", key=item.section, _anchor=f"question-{note.item}"),
        typed=request.form.get(f"{REPLY}{note.note_id}", note.reply),
    )


def in_place(found: Iterable[AskedBack]) -> Mapping[str, Markup]:
    """The notes as they are drawn below their questions, by the question's key."""
    by_item: dict[str, list[AskedBack]] = {}
    for each in found:
        by_item.setdefault(each.note.item, []).append(each)
    return {
        item: Markup(render_template("respondent/asked_back.html", asked=own))  # noqa: S704  # a template escapes
        for item, own in by_item.items()
    }


def keep_replies() -> int:
    """Keep the replies of this post; gives how many are new. Nothing about them is refused."""
    respondent = visits.current().respondent
    replies = {}
    for name, text in request.form.items():
        if name.startswith(REPLY) and (note_id := _id(name.removeprefix(REPLY))) is not None:
            replies[note_id] = (text, request.form.get(f"{SEEN}{note_id}", ""))
    return review_notes.reply(
        g.session, respondent.actor_id, respondent.programme_id, respondent.report_id, replies, g.now
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def reply() -> Response:
    """Keep the replies and show the check again."""
    keep_replies()
    return redirect(url_for("respondent.check", _anchor="asked-back"), 303)
