"""Units over all rounds: the list, and everything about one."""

from datetime import timedelta

from flask import current_app, g, render_template

from surveyapp.services import boards, unit_sheets
from surveyapp.services.round_values import unit_word
from surveyapp.services.unit_sheets import UnitLine
from surveyapp.summaries.narrative import capital
from surveyapp.web.languages import language
from surveyapp.web.staff.mails import state_kind, state_words
from surveyapp.web.staff.reports import event_words
from surveyapp.wording import listed


def units(programme: str) -> str:
    """All units of the programme in board order, each layer under what the programme calls it."""
    found = boards.programme_at(g.session, programme)
    layers: dict[str, list[UnitLine]] = {}
    for line in unit_sheets.unit_list(g.session, found, g.now):
        word = unit_word(found, language(), layer=line.layer, many=True)
        layers.setdefault(word, []).append(line)
    title = capital(listed(list(layers), language()))
    return render_template("staff/units.html", layers=layers, title=title, capital=capital)


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
