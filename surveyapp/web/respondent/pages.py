"""The overview of a report, the whole questionnaire to read, the choice of language, the way out."""

from dataclasses import dataclass

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms.answers import Missing
from forms.progress import SectionProgress
from forms.questionnaire import Section
from forms.revision import FrozenReport
from surveyapp.services import access, presence, submission
from surveyapp.services.readable import ReadableSection, sections_of, wording
from surveyapp.services.report_views import ReportView
from surveyapp.web import languages
from surveyapp.web.cookies import drop_key
from surveyapp.web.languages import language, same_site_path
from surveyapp.web.respondent import phone, questions, visits
from workflows.refusals import Refused


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section with how far it has come."""

    section: Section
    progress: SectionProgress

    @property
    def state(self) -> str:
        """How far it is: "done", "begun", "open", or "nothing" where nothing is asked for now."""
        if not self.progress.askable:
            return "nothing"
        if self.progress.answered == self.progress.askable and not self.progress.undecided_rows:
            return "done"
        return "begun" if self.progress.answered else "open"


def chapters(view: ReportView) -> tuple[Chapter, ...]:
    """The sections of a report in their order."""
    return tuple(
        Chapter(section, progress)
        for section, progress in zip(view.questionnaire.sections, view.assessment.progress, strict=True)
    )


def overview() -> str:
    """What is left to do, until when, and that nothing gets lost."""
    visit = visits.current()
    view = visit.view
    found = chapters(view)
    next_one = next((each.section for each in found if each.state in {"begun", "open"}), None)
    return render_template(
        "respondent/overview.html",
        view=view,
        chapters=found,
        next_section=next_one,
        hindered=bool(submission.hard_findings(view)),
        asked=questions.asked_back(view),
        others=presence.others_at_work(g.session, view, visit.respondent.actor_id, g.now),
    )


def read() -> str:
    """The whole questionnaire with what has been answered so far, to read and to print."""
    view = visits.current().view
    empty = view.questionnaire.missing_labels[Missing.EMPTY].in_(language())
    lines = [line for part in _own_answers(view) for line in part.lines]
    answers = {line.key: line.answer for line in lines if line.answer != empty}
    return render_template("respondent/read.html", view=view, answers=answers, wording=wording)


def _own_answers(view: ReportView) -> tuple[ReadableSection, ...]:
    assessment = view.assessment
    lists = (question for question in view.questionnaire.questions if question.has_rows)
    rows = {question.key: tuple(row.id for row in assessment.rows(question)) for question in lists}
    draft = FrozenReport("", 0, "", view.unit_id, view.round_slug, assessment.final_answers(), rows)
    return sections_of(view.questionnaire, draft, language(), is_first=view.last is None)


def choose_language() -> Response:
    """Remember the language with the person and in this browser, and go back to where the choice was made."""
    answer = redirect(same_site_path(request.form.get("next", url_for("respondent.overview"))), 303)
    take_language(answer, request.form.get("language", ""))
    return answer


def take_language(answer: Response, code: str) -> None:
    """Remember a choice of language; one that the programme does not speak is a bad request.

    Of the office at the telephone this browser remembers it, and nobody else.
    """
    if phone.is_here():
        languages.choose(answer, code)
        return
    try:
        access.choose_language(g.session, visits.current().key, code, g.now)
    except Refused:
        abort(400)
    languages.choose(answer, code)


def leave() -> Response:
    """End the session in this browser; others, and the link, live on."""
    if phone.is_here():
        view = visits.current().view
        return phone.leave(view.programme_slug, view.round_slug, view.unit_id)
    access.end_session(g.session, visits.current().key, g.now)
    answer = redirect(url_for("site.start"), 303)
    drop_key(answer, visits.COOKIE)
    return answer
