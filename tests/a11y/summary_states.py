"""States of a round's evaluation: empty, partial and full response, the matrix, one unit's sheet."""

from tests.a11y.office_states import BOARD, closed
from tests.a11y.registry import State, at
from tests.a11y.world import HANDED_IN, PROGRAMME

SUMMARY = f"{BOARD}/summary"
EARLIER = f"{PROGRAMME}/rounds/2009/summary"
PLANNED = f"{PROGRAMME}/rounds/2011/summary"

SUMMARY_STATES = (
    State("summary, empty", at(PLANNED, who="ines")),
    State("summary, empty, English", at(PLANNED, who="ines"), language="en"),
    State("summary, partial", at(SUMMARY, who="ines")),
    State("summary, partial, English", at(SUMMARY, who="ines"), language="en"),
    State("summary, closed", closed(SUMMARY)),
    State("summary, compared", at(f"{SUMMARY}?compare=2009", who="ines"), quick=True),
    State("summary, compared, English", at(f"{SUMMARY}?compare=2009", who="ines"), language="en"),
    State("summary, behind a figure", at(f"{SUMMARY}/figures/turnus/transition", who="ines")),
    State("matrix, empty", at(f"{PLANNED}/matrix", who="ines")),
    State("matrix", at(f"{SUMMARY}/matrix", who="ines"), quick=True),
    State("matrix, English", at(f"{EARLIER}/matrix?section=c", who="ines"), language="en"),
    State("unit's sheet, empty", at(f"{SUMMARY}/units/hanau", who="ines")),
    State("unit's sheet", at(f"{SUMMARY}/units/{HANDED_IN}", who="ines"), quick=True),
    State("unit's sheet, English", at(f"{EARLIER}/units/{HANDED_IN}", who="ines"), language="en"),
)
