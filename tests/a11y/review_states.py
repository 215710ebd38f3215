"""States of acts on reports, of what is asked back, of differences, of units, and of answers by telephone."""

from forms.answers import Address
from surveyapp.services import review, review_notes
from surveyapp.services.ticks import operator
from surveyapp.web.cookies import cookie_name
from surveyapp.web.respondent.phone import COOKIE as PHONE_COOKIE
from tests.a11y.office_states import BOARD, posted
from tests.a11y.registry import Builder, State, at
from tests.a11y.stage import Stage, Visit
from tests.a11y.world import BEGUN, HANDED_IN, NEW, PROGRAMME, REPORTED

ACTS = f"{BOARD}/acts"
SEVERAL = f"unit={BEGUN}&unit={REPORTED}&unit={HANDED_IN}&unit={NEW}"
REPORT = f"{BOARD}/reports/{REPORTED}"


def asked_back(stage: Stage, reply: str = "") -> None:
    """A report given back with questions about two answers, one of them replied to."""
    stage.hand_in()
    with stage.at_work() as session:
        writer = stage.writer(session)
        place = (writer.programme_id, writer.report_id)
        notes = {Address("turnus"): "Seit wann gilt das?", Address("message"): "Was ist gemeint?"}
        who = operator(session, stage.now)
        review.return_report(session, who, *place, "", None, stage.now, None, notes)
        found = review_notes.notes_of(session, *place)
        if reply:
            replies = {found[0].note_id: (reply, "")}
            review_notes.reply(session, writer.actor_id, *place, replies, stage.now)


def office(path: str, *, reply: str = "Seit März.") -> Builder:
    """A page of the office beside a report that was given back with questions."""

    def build(stage: Stage) -> Visit:
        asked_back(stage, reply)
        stage.sign_in()
        return Visit(path)

    return build


def respondent(path: str) -> Builder:
    """A page of the unit that is asked back."""

    def build(stage: Stage) -> Visit:
        asked_back(stage, "Seit März.")
        stage.enter()
        return Visit(path)

    return build


def twice_handed_in(stage: Stage) -> Visit:
    """Two revisions that differ in a choice and in a text."""
    stage.hand_in()
    stage.write({"turnus": "monthly", "message": "Danke für die gute Zusammenarbeit."})
    stage.hand_in()
    stage.sign_in()
    return Visit(f"{REPORT}/changes")


def done(stage: Stage) -> Visit:
    """The page after an act."""
    stage.sign_in()
    fields = {"unit": BEGUN, "reason": "Neuaufbau"}
    return Visit(f"{ACTS}/exempt", fields, origin=f"{ACTS}/exempt?unit={BEGUN}")


def by_telephone(path: str) -> Builder:
    """The form in the hands of the office."""

    def build(stage: Stage) -> Visit:
        stage.sign_in()
        with stage.at_work() as session:
            writer = stage.writer(session)
            place = f"{writer.programme_id}.{writer.report_id}"
        stage.cookies[cookie_name(PHONE_COOKIE, https=False)] = place
        return Visit(path)

    return build


REVIEW_STATES = (
    State("act, remind", at(f"{ACTS}/remind?{SEVERAL}", who="ines"), quick=True),
    State("act, remind, English", at(f"{ACTS}/remind?{SEVERAL}", who="ines"), language="en"),
    State("act, extend one", at(f"{ACTS}/extend?unit={BEGUN}&back=report", who="ines")),
    State("act, exempt, all offered", at(f"{ACTS}/exempt", who="ines")),
    State("act, nobody", at(f"{ACTS}/accept?unit={BEGUN}", who="ines")),
    State("act, no reason", posted(f"{ACTS}/exempt", {"unit": BEGUN, "reason": ""}), 422),
    State("act, no date", posted(f"{ACTS}/extend", {"unit": BEGUN, "until_on": "31.6."}), 422),
    State("act, nobody ticked", posted(f"{ACTS}/remind", {"offered": BEGUN}), 422),
    State("act, refused", posted(f"{ACTS}/accept", {"unit": BEGUN}), 409),
    State("act, done", done),
    State("report, asked back", office(REPORT), quick=True),
    State("report, asked back, English", office(REPORT), language="en"),
    State("changes", twice_handed_in, quick=True),
    State("units", at(f"{PROGRAMME}/units", who="ines")),
    State("unit", at(f"{PROGRAMME}/units/{HANDED_IN}", who="ines"), quick=True),
    State("unit, asked back, English", office(f"{PROGRAMME}/units/{REPORTED}"), language="en"),
    State("overview, asked back", respondent("/report")),
    State("section c, asked back", respondent("/report/section/c"), quick=True),
    State("check, asked back", respondent("/report/check")),
    State("overview, by telephone", by_telephone("/report")),
    State("section c, by telephone", by_telephone("/report/section/c")),
)
