"""What buttons and fields of a section do to the rows of its lists."""

from flask import g, request

from forms.questionnaire import Section
from forms.web_form import SAME
from surveyapp.services import register_names, rows
from surveyapp.services.register_names import KnownName
from surveyapp.services.report_views import ReportView
from surveyapp.web.respondent import phone, visits

ACT = "_act"
NAME = "name:"
"""Begins the name of the field that takes the name of a new row."""

Known = tuple[tuple[str, tuple[KnownName, ...]], ...]
"""By list whom its register knows."""


def known_names(view: ReportView, section: Section) -> Known:
    """Whom the registers of a section's lists know; lists without a register are left out."""
    lists = (item for item in view.questionnaire.in_section(section.key) if item.binding is not None)
    return tuple((item.key, register_names.known_names(g.session, view, item)) for item in lists)


def change_rows(visit: visits.Visit, section: Section) -> str:
    """Do what a button says about rows, and add a row for each name that was typed; no name is lost.

    Gives the place of the page to go on at; "" where no row was touched.
    """
    act, _, rest = request.form.get(ACT, "").partition(":")
    item, _, row = rest.partition(":")
    respondent = visit.respondent
    place = (g.session, respondent.actor_id, respondent.programme_id, respondent.report_id)
    anchor = ""
    for question in visit.view.questionnaire.in_section(section.key):
        key, name = question.key, request.form.get(f"{NAME}{question.key}", "").strip()
        if name and question.binding is not None:
            new = register_names.add_named(*place, key, name, g.now, phone.origin())
            anchor = f"row-{key}-{new}"
        elif key == item and act == "add":
            anchor = f"row-{key}-{rows.add_row(*place, key, None, g.now, phone.origin())}"
        if key == item and act == "take":
            near = register_names.take_known(*place, key, row, g.now, phone.origin())
            anchor = f"row-{key}-{near}"
        elif key == item and act == "remove":
            rows.remove_row(*place, key, row, g.now)
            anchor = f"question-{key}"
    return anchor or _taken(visit.view)


def _taken(view: ReportView) -> str:
    """The question whose last answer a button has just taken over."""
    taken = next((name.removeprefix(SAME) for name in request.form if name.startswith(SAME)), "")
    return f"question-{taken}" if taken in view.questionnaire.question_by_key else ""
