"""Units over all rounds: the list, and everything about one."""

from datetime import timedelta

from flask import current_app, g, render_template

from surveyapp.services import boards, unit_sheets
from surveyapp.web.languages import language
from surveyapp.web.staff.mails import state_kind, state_words
from surveyapp.web.staff.reports import event_words


def units(programme: str) -> str:
    """All units of the programme in board order."""
    found = boards.programme_at(g.session, programme)
    return render_template(
        "staff/units.html",
        lines=unit_sheets.unit_list(g.session, found, g.now),
    )


def unit(programme: str, unit: str) -> str:
    """What one unit is, who held its post, and what it reported. Refused: "unit.unknown"."""
    found = boards.programme_at(g.session, programme)
    return render_template(
        "staff/unit.html",
        sheet=unit_sheets.unit_sheet(g.session, found, unit, language(), g.now),
        has_person_page="staff.person" in current_app.view_functions,
        one_day=timedelta(days=1),
        event_words=event_words,
        state_words=state_words,
        state_kind=state_kind,
    )
