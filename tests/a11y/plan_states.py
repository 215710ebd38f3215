"""States of the pages on which a round is planned, changed and withdrawn."""

from surveyapp.services import review
from surveyapp.services.ticks import operator
from tests.a11y.office_states import NEW, posted
from tests.a11y.registry import Builder, State, at
from tests.a11y.stage import Stage, Visit
from tests.a11y.world import BEGUN, CLOSED, PROGRAMME

OPEN = f"{PROGRAMME}/rounds/2010/plan"
PLANNED = f"{PROGRAMME}/rounds/2011/plan"
PLAN = {
    "name_de": "Bericht 2012",
    "name_en": "",
    "slug": "2012",
    "series": "olov_reports",
    "questionnaire": "olov_report",
    "layer": "region",
    "period_from": "2011-03-01",
    "cutoff_on": "2012-02-29",
    "opens_on": "2012-03-01",
    "opens_time": "08:00",
    "due_on": "2012-03-30",
    "due_time": "23:59",
    "closes_on": "2012-04-11",
    "closes_time": "23:59",
    "opening": "clock",
    "closing": "hand",
    "reminders_at": "09:00",
    "step1_days": "5",
    "step1_side": "before",
    "step1_kind": "working",
    "step2_days": "",
    "step2_side": "on",
    "step2_kind": "any",
    "act": "preview",
}
WRONG_PLAN = {
    **PLAN,
    "name_de": "",
    "slug": "Groß!",
    "due_on": "31.06.2012",
    "closes_time": "25:00",
    "layer": "",
    "step1_days": "viele",
}
UPSIDE_DOWN = {**PLAN, "due_on": "2012-02-01"}
ON_A_SUNDAY = {**PLAN, "due_on": "2012-04-01"}
LATER = {"due_on": "2010-04-14", "closes_on": "2010-04-30", "act": "preview"}
NEW_SERIES = {**PLAN, "series": "+", "new_series_de": ""}


def beside_more_time(fields: dict[str, str]) -> Builder:
    """The open round moved where one unit has more time already."""

    def build(stage: Stage) -> Visit:
        with stage.at_work() as session:
            writer = stage.writer(session, BEGUN)
            until = review.LocalMoment(CLOSED.date().replace(month=6), CLOSED.time(), "Europe/Berlin")
            who = operator(session, stage.now)
            review.extend(session, who, writer.programme_id, writer.report_id, until, stage.now)
        return posted(OPEN, fields)(stage)

    return build


PLAN_STATES = (
    State("questionnaires", at(f"{PROGRAMME}/questionnaires", who="ines")),
    State("questionnaires, none, English", at("/staff/elsewhere/questionnaires", who="ines"), language="en"),
    State("plan", at(NEW, who="ines")),
    State("plan, like the last", at(f"{NEW}?like=2011", who="ines"), quick=True),
    State("plan, like the last, English", at(f"{NEW}?like=2011", who="ines"), language="en"),
    State("plan, no round yet", at("/staff/elsewhere/rounds/new", who="ines")),
    State("plan, faults", posted(NEW, WRONG_PLAN), 422, quick=True),
    State("plan, faults, English", posted(NEW, WRONG_PLAN), 422, "en"),
    State("plan, upside down", posted(NEW, UPSIDE_DOWN), 422),
    State("plan, new series without a name", posted(NEW, NEW_SERIES), 422),
    State("plan, preview", posted(NEW, PLAN)),
    State("plan, preview with doubts", posted(NEW, ON_A_SUNDAY)),
    State("plan of a planned round", at(PLANNED, who="ines")),
    State("plan of a planned round, faults", posted(PLANNED, {"cutoff_on": "x", "act": "save"}), 422),
    State("plan of an open round", at(OPEN, who="ines"), quick=True),
    State("plan of an open round, moved", posted(OPEN, LATER)),
    State("plan of an open round, moved beside more time", beside_more_time(LATER), language="en"),
    State("plan of an open round, faults", posted(OPEN, {"due_on": "2010-02-01", "act": "save"}), 422),
    State("plan of a closed round", at(f"{PROGRAMME}/rounds/2009/plan", who="ines")),
    State("withdraw", at(f"{PROGRAMME}/rounds/2011/withdraw", who="ines")),
    State("withdraw, refused", posted(f"{PROGRAMME}/rounds/2010/withdraw", {}), 409),
)
