"""What changed between two revisions of a report."""

from flask import g, render_template, request

from surveyapp.services import boards, changes, report_sheets
from surveyapp.web.languages import language
from surveyapp.web.staff.moments import read_version


def page(programme: str, round_: str, unit: str) -> str:
    """The differing questions of `?from=` and `?to=`; of the last two revisions when none is named.

    Refused: "revision.unknown" for a number that there is not, and where there is nothing to compare.
    """
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    report = report_sheets.report_at(g.session, target, unit)
    first, second = (read_version(request.args.get(name, "")) for name in ("from", "to"))
    return render_template(
        "staff/changes.html",
        round_=target,
        unit=unit,
        unit_name=report_sheets.unit_name(g.session, target, unit),
        changes=changes.changes(g.session, target, report, language(), first, second),
    )
