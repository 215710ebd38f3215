"""States of the pages about registers: contradictions, history, institutions, agreements, recommendations."""

from sqlalchemy import select

from surveyapp.models import Institution, Programme, Round
from surveyapp.services import institutions, recommendations
from surveyapp.services.ticks import operator
from tests.a11y.registry import Builder, State, at
from tests.a11y.stage import Stage, Visit
from tests.a11y.world import HANDED_IN, PROGRAMME, REPORTED

BOARD = f"{PROGRAMME}/rounds/2010"
UNIT = f"{PROGRAMME}/units/{REPORTED}"
ADVICE = f"{PROGRAMME}/recommendations"
INSTITUTIONS = f"{PROGRAMME}/institutions"
NEW_TABLE = "institution;name;type;unit\nneu1;Lesekreis;;\ndarmstadt.schulaemter;Schulamt;;darmstadt\n"
WRONG_TABLE = "institution;name;type;unit\nneu 1;;castle;west\n"


def given(stage: Stage) -> str:
    """A recommendation to all, after the round that is over; gives its address."""
    stage.sign_in()
    with stage.at_work() as session:
        programme = session.scalars(select(Programme).where(Programme.slug == "olov-hessen")).one()
        round_ = session.scalars(select(Round).where(Round.slug == "2009")).one()
        texts = {"de": "Öfter treffen", "en": "Meet more often"}
        found = recommendations.recommend(
            session, operator(session, stage.now), programme, round_, None, texts, stage.now
        )
        return f"{ADVICE}/{found.id}"


def one_advice(stage: Stage) -> Visit:
    return Visit(given(stage))


def reworded(stage: Stage) -> Visit:
    return Visit(f"{given(stage)}/edit")


def pair(stage: Stage) -> Visit:
    stage.sign_in()
    with stage.at_work() as session:
        one, other = session.scalars(select(Institution.id).order_by(Institution.name).limit(2)).all()
    return Visit(f"{INSTITUTIONS}/{one}/merge/{other}")


def corrected(stage: Stage) -> Visit:
    """An institution whose details staff have corrected."""
    stage.sign_in()
    with stage.at_work() as session:
        programme = session.scalars(select(Programme).where(Programme.slug == "olov-hessen")).one()
        found = session.scalars(select(Institution).order_by(Institution.name).limit(1)).one()
        said = institutions.Details("Anders geschrieben", "", found.unit_id or "")
        where = (session, operator(session, stage.now), programme, found.id)
        institutions.correct_institution(*where, said, stage.now)
        return Visit(f"{INSTITUTIONS}/{found.id}")


def brought(fields: dict[str, str]) -> Builder:
    """The page of files with what a text in its fields comes to."""

    def build(stage: Stage) -> Visit:
        stage.sign_in()
        return Visit(f"{INSTITUTIONS}/import", fields, origin=INSTITUTIONS)

    return build


def sent(path: str, fields: dict[str, str]) -> Builder:
    def build(stage: Stage) -> Visit:
        stage.sign_in()
        return Visit(path, fields, origin=ADVICE)

    return build


REGISTER_STATES = (
    State("conflicts", at(f"{BOARD}/conflicts", who="ines")),
    State("unit register", at(f"{UNIT}/register", who="ines"), quick=True),
    State(
        "unit register, English",
        at(f"{PROGRAMME}/units/{HANDED_IN}/register", who="ines"),
        language="en",
    ),
    State("seat, new", at(f"{UNIT}/seats/new", who="ines")),
    State("seat, to mend", sent(f"{UNIT}/seats/new", {"from_on": "x"}), 422),
    State("agreement, new", at(f"{UNIT}/agreements/new", who="ines")),
    State("recommendations, none", at(ADVICE, who="ines")),
    State("recommendation", one_advice),
    State("recommendation, reworded", reworded),
    State("recommendation, new", at(f"{ADVICE}/new", who="ines")),
    State("recommendation, no text", sent(f"{ADVICE}/new", {"round": "2009"}), 422),
    State("institutions", at(INSTITUTIONS, who="ines")),
    State("institution, new", at(f"{INSTITUTIONS}/new", who="ines")),
    State("institution, no name", sent(f"{INSTITUTIONS}/new", {"name": ""}), 422),
    State("institution, corrected", corrected),
    State("institution files", at(f"{INSTITUTIONS}/import", who="ines")),
    State("institution files, what changes", brought({"institutions": NEW_TABLE, "act": "check"})),
    State("institution files, faulty", brought({"institutions": WRONG_TABLE, "act": "check"}), 422),
    State("merge", pair),
)
