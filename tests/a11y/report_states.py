"""States of a coordinator's pages."""

from collections.abc import Iterator

from surveyapp.services import review
from surveyapp.services.rows import add_row
from surveyapp.services.ticks import operator
from tests.a11y.registry import Builder, State, at
from tests.a11y.stage import Stage, Visit
from tests.a11y.world import CLOSED, HANDED_IN, LATE, NEW, REPORTED, SAID_IN_2009

SECTIONS = "abcdefg"
COORDINATOR = f"unit:{REPORTED}"
HALF = {"coordinator_changed": "no", "tasks_split": "no", "meetings_n": "4", "rekos.decision:reko23": "still"}
FULL = {
    **{name: text for name, text in SAID_IN_2009.items() if not name.startswith(("rekos", "members"))},
    "rekos.decision:reko23": "changed",
    "members.decision:v1": "still",
    "members.decision:v2": "left",
    "message": "Ein langer Absatz über die Arbeit des letzten Jahres.",
}
UNREADABLE = {
    "hours_per_week": "viele",
    "meetings_n": "12.34",
    "working_groups_n": "1e3",
    "agreement_status": "signed",
    "agreement_period.start": "31.06.2027",
    "budget.planned": "1.234",
}


def section(key: str, answers: dict[str, str], query: str = "", unit: str = REPORTED) -> Builder:
    def build(stage: Stage) -> Visit:
        stage.write(answers, unit)
        stage.enter(unit)
        return Visit(f"/report/section/{key}{query}")

    return build


def conflict(stage: Stage) -> Visit:
    stage.write({"message": "Was die Kollegin schrieb."})
    stage.enter()
    fields = {"q:message": "Was ich schrieb.", "v:q:message": "0-000000000000", "_act": "save"}
    return Visit("/report/section/g", fields, origin="/report/section/g")


def row_added(stage: Stage) -> Visit:
    with stage.at_work() as session:
        writer = stage.writer(session)
        for item in ("members", "members", "rekos"):
            add_row(session, writer.actor_id, writer.programme_id, writer.report_id, item, None, stage.now)
    stage.enter()
    return Visit("/report/section/b")


def too_late(stage: Stage) -> Visit:
    stage.enter()
    stage.now = CLOSED
    fields = {"q:message": "Kam zu spät.", "v:q:message": "0", "_act": "save"}
    return Visit("/report/section/g", fields, origin="/report")


def returned(stage: Stage) -> Visit:
    stage.hand_in()
    with stage.at_work() as session:
        writer = stage.writer(session)
        note = "Bei A7 fehlt eine Erläuterung."
        review.return_report(
            session,
            operator(session, stage.now),
            writer.programme_id,
            writer.report_id,
            note,
            None,
            stage.now,
        )
    stage.enter()
    return Visit("/report")


def exempt(stage: Stage) -> Visit:
    with stage.at_work() as session:
        writer = stage.writer(session)
        who = operator(session, stage.now)
        review.exempt(session, who, writer.programme_id, writer.report_id, "Neuaufbau", stage.now)
    stage.enter()
    return Visit("/report")


def corrected(stage: Stage) -> Visit:
    stage.hand_in()
    stage.write({"message": "Nachtrag"})
    stage.enter()
    return Visit("/report")


def later(path: str, moment: str) -> Builder:
    def build(stage: Stage) -> Visit:
        stage.write(HALF)
        stage.enter()
        stage.now = {"late": LATE, "closed": CLOSED}[moment]
        return Visit(path)

    return build


def half(path: str) -> Builder:
    def build(stage: Stage) -> Visit:
        stage.write(HALF)
        stage.enter()
        return Visit(path)

    return build


def ready(stage: Stage) -> Visit:
    stage.complete()
    stage.enter()
    return Visit("/report/check")


def with_doubts(stage: Stage) -> Visit:
    stage.write({"turnus": "monthly", "members.decision:v2": "left"})
    stage.complete()
    stage.enter()
    return Visit("/report/check")


def not_yet(stage: Stage) -> Visit:
    stage.write(HALF)
    stage.enter()
    return Visit("/report/submit", {}, origin="/report/check")


def _sections() -> Iterator[State]:
    for key in SECTIONS:
        yield State(f"section {key}", at(f"/report/section/{key}", who=COORDINATOR), quick=key == "b")
        yield State(f"section {key}, filled", section(key, FULL), quick=key == "c")
        yield State(f"section {key}, to mend", section(key, {}, "?check=1"), quick=key == "a")
        yield State(f"section {key} of a first report", at(f"/report/section/{key}", who=f"unit:{NEW}"))
    for key in "ace":
        yield State(f"section {key}, unreadable", section(key, UNREADABLE))
        yield State(f"section {key}, unreadable, to mend", section(key, UNREADABLE, "?check=1"))
    for key in "bf":
        yield State(f"section {key}, English", section(key, FULL), language="en")


REPORT_STATES = (
    State("overview of a first report", at("/report", who=f"unit:{NEW}")),
    State("overview", at("/report", who=COORDINATOR)),
    State("overview, half", half("/report"), quick=True),
    State("overview, half, English", half("/report"), language="en"),
    State("overview, returned", returned),
    State("overview, submitted", at("/report", who=f"unit:{HANDED_IN}")),
    State("overview, corrected", corrected),
    State("overview, late", later("/report", "late")),
    State("overview, closed", later("/report", "closed")),
    State("overview, exempt", exempt),
    *_sections(),
    State("section b, rows added", row_added),
    State("section b, closed", later("/report/section/b", "closed")),
    State("section g, conflict", conflict, 409, quick=True),
    State("section g, too late", too_late, 409),
    State("check, hard", half("/report/check")),
    State("check, hard, English", half("/report/check"), language="en"),
    State("check, refused", not_yet, 422, quick=True),
    State("check, soft", with_doubts),
    State("check, ready", ready),
    State("receipt", at("/report/receipt", who=f"unit:{HANDED_IN}"), quick=True),
    State("receipt, English", at("/report/receipt", who=f"unit:{HANDED_IN}"), language="en"),
    State("questionnaire", at("/report/read", who=COORDINATOR)),
    State("questionnaire, closed", later("/report/read", "closed")),
    State("questionnaire, English", at("/report/read", who=f"unit:{NEW}"), language="en"),
)
