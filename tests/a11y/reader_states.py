"""States of the pages for readers of units, and of a summary that is released."""

from surveyapp.services import boards, comments, releases, report_sheets
from surveyapp.services.ticks import operator
from tests.a11y.office_states import BOARD
from tests.a11y.registry import Builder, State, at
from tests.a11y.stage import Stage, Visit
from tests.a11y.world import HANDED_IN, PROGRAMME

OWN = f"{PROGRAMME}/own"
READING = f"{BOARD}/readings/{HANDED_IN}"


def commented(path: str, who: str) -> Builder:
    """A page about a report that a contact person has said something about."""

    def build(stage: Stage) -> Visit:
        with stage.at_work() as session:
            round_ = boards.round_at(session, boards.programme_at(session, "olov-hessen"), "2010")
            report = report_sheets.report_at(session, round_, HANDED_IN)
            text = "Die Zahl der Treffen passt zu dem, was wir hören."
            comments.comment(session, operator(session, stage.now), report, text, stage.now)
        stage.sign_in(who)
        return Visit(path)

    return build


def released(who: str) -> Builder:
    """The summary, released."""

    def build(stage: Stage) -> Visit:
        with stage.at_work() as session:
            round_ = boards.round_at(session, boards.programme_at(session, "olov-hessen"), "2010")
            releases.release(session, operator(session, stage.now), round_, stage.now)
        stage.sign_in(who)
        return Visit(f"{BOARD}/summary")

    return build


def empty_comment(stage: Stage) -> Visit:
    """A comment without a word."""
    stage.sign_in("ulla")
    return Visit(f"{READING}/comments", {"comment": " "}, origin=READING)


READER_STATES = (
    State("own units", at(OWN, who="ulla"), quick=True),
    State("own units, English", at(OWN, who="milan"), language="en"),
    State("reading", at(READING, who="milan")),
    State("reading, commented", commented(READING, "ulla"), quick=True),
    State("reading, commented, English", commented(READING, "ulla"), language="en"),
    State("reading, empty comment", empty_comment, 422),
    State("report, commented", commented(f"{BOARD}/reports/{HANDED_IN}", "ines")),
    State("summary, released", released("ines")),
    State("summary for readers", released("lena")),
)
