"""The way out of a report: what is missing, handing in, the receipt."""

from dataclasses import dataclass
from itertools import groupby

from flask import g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forms.findings import Finding
from forms.questionnaire import Question
from surveyapp.services import submission
from surveyapp.services.readable import sections_of
from surveyapp.services.report_views import ReportView
from surveyapp.web.languages import language
from surveyapp.web.respondent import questions, visits
from surveyapp.web.respondent.pages import chapters
from surveyapp.web.respondent.shown import Shown


@dataclass(frozen=True, slots=True)
class Place:
    """Where one finding is, and what it says; `row` names its row where it has one."""

    row: str
    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """The findings about one question."""

    question: str
    places: tuple[Place, ...]


def check() -> str:
    """What stands in the way, what deserves a look, and the button that hands in."""
    return _check_page(visits.current().view, refused=False)


def _check_page(view: ReportView, *, refused: bool) -> str:
    return render_template(
        "respondent/check.html",
        view=view,
        chapters=chapters(view),
        hard=_found(view, submission.hard_findings(view)),
        soft=_found(view, submission.soft_findings(view)),
        refused=refused,
        asked=questions.asked_back(view),
    )


def _found(view: ReportView, findings: tuple[Finding, ...]) -> list[Found]:
    """Findings by question, in the order of the questionnaire."""
    sections = {section.key: section for section in view.questionnaire.sections}
    found = []
    for key, own in groupby(findings, key=lambda finding: finding.address.item):
        item = view.questionnaire.question_by_key[key]
        shown = Shown(view, sections[item.section], language(), complete=True)
        places = tuple(_place(shown, item, finding) for finding in own)
        found.append(Found(f"{item.label_code} {shown.title(item)}".strip(), places))
    return found


def _place(shown: Shown, item: Question, finding: Finding) -> Place:
    return Place(
        row=shown.row_title(item, finding.address),
        sentence=shown.sentence(finding),
        address=url_for(
            "respondent.section", key=item.section, check=1, _anchor=shown.place_of(finding.address)
        ),
    )


def submit() -> Response | str:
    """Keep the replies and hand in. What stands in the way is shown instead; a second click does nothing.

    Refused: as `services.submission.submit`.
    """
    visit = visits.current()
    respondent = visit.respondent
    questions.keep_replies()
    findings = submission.submit(
        g.session, respondent.actor_id, respondent.programme_id, respondent.report_id, g.now
    )
    if findings:
        return make_response(_check_page(visit.view, refused=True), 422)
    return redirect(url_for("respondent.receipt"), 303)


def receipt() -> Response | str:
    """That the report has arrived: number, time, by whom, fingerprint, and every answer to read and print."""
    visit = visits.current()
    if visit.view.revision_number is None:
        return redirect(url_for("respondent.overview"), 303)
    found = submission.receipt(g.session, visit.view.programme_id, visit.view.report_id)
    return render_template(
        "respondent/receipt.html",
        view=visit.view,
        receipt=found,
        sections=sections_of(found.questionnaire, found.report, language(), is_first=found.is_first),
    )


def last_report() -> Response | str:
    """What the unit handed in last time, to be read only."""
    view = visits.current().view
    found = submission.last_receipt(g.session, view.programme_id, view.report_id)
    if found is None or view.last is None:
        return redirect(url_for("respondent.overview"), 303)
    last, round_name = found
    return render_template(
        "respondent/last.html",
        view=view,
        receipt=last,
        round_name=round_name,
        sections=sections_of(last.questionnaire, last.report, language(), is_first=last.is_first),
    )
