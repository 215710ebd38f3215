"""A round of the programme's other kind of unit: a short survey of the school authorities."""

from datetime import timedelta

from surveyapp.demo.calendar import DemoRound, at, authority_round, working_days
from surveyapp.demo.scenario import Explicit
from surveyapp.demo.stage import Stage, lot, office_hour
from surveyapp.demo.versions import document
from surveyapp.services.questionnaires import keep_version
from surveyapp.services.releases import release
from surveyapp.services.review import accept
from surveyapp.services.rounds import NewRound, follow_the_clock, plan_round

QUESTIONNAIRE = "authority_survey"
LAYER = "school_authority"
SILENT = 2
"""So many authorities do not answer."""


def ask_authorities(stage: Stage, closed: DemoRound) -> str:
    """Hold the survey between the two half-yearly rounds and release it; gives its slug."""
    planned = authority_round(closed)
    opens_on = planned.plan.opens.day
    before = at(opens_on - timedelta(days=14), 10)
    keep_version(stage.session, stage.programme.id, document(f"later/{QUESTIONNAIRE}.yaml"), before)
    new = NewRound(
        planned.slug,
        planned.names,
        planned.series,
        QUESTIONNAIRE,
        LAYER,
        planned.plan,
        planned.names_of_series,
    )
    round_ = plan_round(stage.session, stage.office, stage.programme, new, before)
    follow_the_clock(stage.session, stage.clock, round_.opens_at)
    reports = list(stage.reports(round_).values())[SILENT:]
    days = working_days(stage.calendar, opens_on + timedelta(days=1), planned.plan.due.day)
    for place, report in enumerate(reports):
        now = office_hour(report.unit_id, days[(len(days) - 1) * (place + 1) // len(reports)])
        desk = stage.desk(report, now)
        desk.write(planned.slug, _answers(report.unit_id), now)
        desk.hand_in(now + timedelta(minutes=10))
    follow_the_clock(stage.session, stage.clock, round_.closes_at)
    for place, report in enumerate(reports):
        now = at(planned.plan.closes.day + timedelta(days=1), 9, place)
        accept(stage.session, stage.office, report.programme_id, report.id, now)
    release(stage.session, stage.office, round_, round_.closes_at + timedelta(hours=36))
    return planned.slug


def _answers(unit: str) -> Explicit:
    is_named = lot(unit, "named") % 5 > 0
    return {"contact_named": "yes" if is_named else "no", "contact_hours": str(2 + lot(unit, "hours") % 9)}
