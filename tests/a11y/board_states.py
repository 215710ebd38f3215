"""States of a round's board and of the list of whom to phone."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from surveyapp.models import Account, Report, ReviewNote, new_id
from surveyapp.services import accounts, saved_views
from surveyapp.services.ticks import operator
from tests import schools
from tests.a11y.office_states import BOARD, closed
from tests.a11y.registry import Builder, State, at
from tests.a11y.stage import Stage, Visit
from tests.a11y.world import HANDED_IN, LATE, PROGRAMME, REPORTED
from workflows.states import ReportState, StaffRole

SCHOOLS = f"/staff/{schools.SLUG}/rounds/{schools.ROUND}"


def busy(stage: Stage) -> Visit:
    """A board with a report in each state, an answered note, a kept view, and some units overdue."""
    stage.now = LATE
    with stage.at_work() as session:
        round_ = stage.round(session)
        reports = session.scalars(
            select(Report).where(Report.round_id == round_.id).order_by(Report.unit_id)
        ).all()
        ahead = [report for report in reports if report.unit_id not in {HANDED_IN, REPORTED}]
        ahead[0].state, ahead[0].exemption_reason = ReportState.EXEMPT, "neu"
        for report, state in zip(ahead[1:], (ReportState.ACCEPTED, ReportState.RETURNED), strict=False):
            report.state, report.revision_number = state, 1
            report.handed_in_at = report.submitted_at = report.edited_at = LATE - timedelta(days=2)
        note = {
            "note": "?",
            "reply": "!",
            "asked_at": LATE,
            "replied_at": LATE,
            "key": "turnus",
            "row_id": "",
        }
        who = operator(session, LATE)
        place = {"programme_id": round_.programme_id, "report_id": ahead[2].id, "revision_number": 1}
        session.add(ReviewNote(**place, **note, id=new_id(LATE), author_id=who, reply_author_id=who))
        ines = session.scalars(select(Account).where(Account.email == "ines@example.org")).one()
        saved_views.save(
            session, round_.programme_id, ines.id, "board", "Noch nicht da", "state=outstanding", LATE
        )
    stage.sign_in()
    return Visit(f"{BOARD}?sort=-last")


def without_a_name(stage: Stage) -> Visit:
    """A view that was to be kept under no name."""
    stage.sign_in()
    return Visit(f"{BOARD}/views", {"name": "", "query": "state=outstanding"}, origin=BOARD)


def nobody_owes(stage: Stage) -> Visit:
    """The list of a round in which everybody has handed in."""
    with stage.at_work() as session:
        round_ = stage.round(session)
        for report in session.scalars(select(Report).where(Report.round_id == round_.id)):
            report.state, report.revision_number = ReportState.ACCEPTED, 1
            report.handed_in_at = report.submitted_at = stage.now
    stage.sign_in()
    return Visit(f"{BOARD}/chase")


def at_schools(path: str, many: int = 60) -> Builder:
    """A page of another programme: many units with long names, and no map."""

    def build(stage: Stage) -> Visit:
        stage.now = schools.NOW
        with stage.at_work() as session:
            programme, _ = schools.with_round(session, Path(stage.folder) / "schools", many)
            ines = session.scalars(select(Account).where(Account.email == "ines@example.org")).one()
            accounts.grant(session, ines, programme, StaffRole.ADMIN)
        stage.sign_in()
        return Visit(path)

    return build


BOARD_STATES = (
    State("board, busy", busy),
    State("board, busy, English", busy, language="en"),
    State("board, filtered to nothing", at(f"{BOARD}?text=atlantis", who="ines")),
    State("board, view without a name", without_a_name, 422),
    State("board, sixty schools", at_schools(SCHOOLS)),
    State("chase, planned", at(f"{PROGRAMME}/rounds/2011/chase", who="ines")),
    State("chase, nobody", nobody_owes),
    State("chase", at(f"{BOARD}/chase", who="ines")),
    State("chase, English", at(f"{BOARD}/chase", who="ines"), language="en"),
    State("chase, closed", closed(f"{BOARD}/chase")),
    State("chase, sixty schools", at_schools(f"{SCHOOLS}/chase")),
)
