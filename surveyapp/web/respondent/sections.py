"""One section of a report: shown, saved, rows added and taken back, two texts set side by side."""

from dataclasses import dataclass
from typing import cast

from flask import abort, g, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from forms.browser import report_state
from forms.questionnaire import Section
from forms.web_form import FormData, SectionForm, field_name, mark, seen_name
from surveyapp import wording
from surveyapp.services import drafts
from surveyapp.services.drafts import Conflict
from surveyapp.services.labels import label_of
from surveyapp.services.report_views import ReportView
from surveyapp.web.languages import language, say
from surveyapp.web.respondent import phone, questions, row_acts, visits
from surveyapp.web.respondent.drawing import section_template
from surveyapp.web.respondent.kept_pages import kept_page
from surveyapp.web.respondent.pages import chapters, take_language
from surveyapp.web.respondent.posts import LATE, keep_as_note, read_fields
from surveyapp.web.respondent.scripts import description, spoken
from surveyapp.web.respondent.shown import Shown
from surveyapp.web.respondent.words import words_of
from workflows.refusals import Refused

LANGUAGE = "_language"


@dataclass(frozen=True, slots=True)
class Passage:
    """A question with a text that somebody typed, as people read both."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Collision:
    """One field that two people wrote: the names its form needs, and both texts as posted and as read."""

    label: str
    name: str
    seen_name: str
    mark: str
    yours: str
    theirs: str
    your_words: str
    their_words: str


def section(key: str) -> Response:
    """The section's questions with what stands there; to be read only when it cannot be written now."""
    visit = visits.current()
    found = _section(visit.view, key)
    if not visit.view.editable:
        return redirect(url_for("respondent.read", _anchor=f"section-{key}"), 303)
    complete, saved = request.args.get("check") == "1", request.args.get("saved") == "1"
    asked = questions.asked_back(visit.view)
    known = row_acts.known_names(visit.view, found)
    place = (found.key, complete, saved, asked, phone.is_here(), known)

    def drawn() -> str:
        shown = Shown(
            visit.view,
            found,
            language(),
            complete=complete,
            asked=questions.in_place(asked),
            known=dict(known),
        )
        return _page(shown, asked, complete=complete, saved=saved)

    return kept_page(visit.view, place, drawn)


def _page(shown: Shown, asked: tuple[questions.AskedBack, ...], *, complete: bool, saved: bool) -> str:
    view, found = shown.view, shown.section
    template = section_template(view.questionnaire, found, language())
    drawn = template.render(page=shown, complete=complete, last_report=_last_report(view), row_title="")
    sections = view.questionnaire.sections
    place = sections.index(found)
    return render_template(
        "respondent/section.html",
        view=view,
        section=found,
        chapter=chapters(view)[place],
        number=place + 1,
        before=sections[place - 1] if place else None,
        after=sections[place + 1] if place + 1 < len(sections) else None,
        questions=Markup(drawn),  # noqa: S704  # drawn by a template that escapes
        findings=[(shown, finding) for finding in shown.all_findings] if complete else [],
        saved=saved,
        asked=asked,
        description=description(view, found, language()),
        state=report_state(view.questionnaire, found.key, view.assessment),
        words=spoken(language()),
    )


def _last_report(view: ReportView) -> str:
    """The words before the last report's answers: when it was as of, and who handed it in."""
    if view.last is None:
        return ""
    key = "respondent.last.by" if view.last.submitted_by else "respondent.last.of"
    cutoff_on = wording.short_day(view.last.cutoff_on, language())
    return say(key, cutoff_on=cutoff_on, name=view.last.submitted_by)


def save(key: str) -> str | Response:
    """Keep what was typed, then do what the button says. A draft is never refused.

    Once the round is closed, or the report accepted, the texts become a note for the staff and are shown.
    """
    visit = visits.current()
    found = _section(visit.view, key)
    form = SectionForm(visit.view.questionnaire, key, cast("FormData", request.form), language())
    posted = read_fields(visit.view, form)
    try:
        saved = drafts.save(
            g.session,
            visit.respondent.actor_id,
            visit.respondent.programme_id,
            visit.respondent.report_id,
            posted,
            language(),
            g.now,
        )
        questions.keep_replies()
        anchor = row_acts.change_rows(visit, found)
    except Refused as refused:
        if refused.code not in LATE:
            raise
        return _late(visit, form)
    if saved.conflicts:
        return make_response(_collisions(saved.view, found, saved.conflicts), 409)
    return _on(visit.view, found, anchor)


def _section(view: ReportView, key: str) -> Section:
    for each in view.questionnaire.sections:
        if each.key == key:
            return each
    return abort(404)


def _on(view: ReportView, found: Section, anchor: str) -> Response:
    """Where to go on after saving: the next section, the check, or here again, as always where a row came."""
    sections = view.questionnaire.sections
    here = sections.index(found)
    if request.form.get(row_acts.ACT) == "next" and not anchor:
        if here + 1 < len(sections):
            return redirect(url_for("respondent.section", key=sections[here + 1].key), 303)
        return redirect(url_for("respondent.check"), 303)
    answer = redirect(url_for("respondent.section", key=found.key, saved=1, _anchor=anchor or None), 303)
    if LANGUAGE in request.form:
        take_language(answer, request.form[LANGUAGE])
    return answer


def _collisions(view: ReportView, found: Section, conflicts: tuple[Conflict, ...]) -> str:
    return render_template(
        "respondent/conflict.html",
        view=view,
        section=found,
        collisions=[_collision(view, conflict) for conflict in conflicts],
    )


def _collision(view: ReportView, conflict: Conflict) -> Collision:
    address = conflict.address
    return Collision(
        label=label_of(view.questionnaire, address, language()),
        name=field_name(address),
        seen_name=seen_name(address),
        mark=mark(conflict.revision, conflict.theirs),
        yours=conflict.yours,
        theirs=conflict.theirs,
        your_words=words_of(view.questionnaire, address, conflict.yours, language()),
        their_words=words_of(view.questionnaire, address, conflict.theirs, language()),
    )


def _late(visit: visits.Visit, form: SectionForm) -> Response:
    """Show the texts back and keep them as a note."""
    questionnaire = visit.view.questionnaire
    passages = [
        Passage(label_of(questionnaire, each, language()), words_of(questionnaire, each, text, language()))
        for each, text in keep_as_note(visit.respondent, form).items()
    ]
    questions.keep_replies()
    html = render_template("respondent/late.html", view=visit.view, passages=passages)
    return make_response(html, 409)
