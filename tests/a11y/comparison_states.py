"""States of the pages that look back: what became of plans and goals, and two versions compared."""

from typing import Any

from sqlalchemy import select

from surveyapp.models import Programme, QuestionnaireVersion
from surveyapp.services.questionnaires import keep_version
from tests.a11y.register_states import given
from tests.a11y.registry import Builder, State
from tests.a11y.stage import Fields, Stage, Visit
from tests.a11y.world import NOTHING_NEW, PROGRAMME
from tests.builders import hand_in

FOLLOW_UP = f"{PROGRAMME}/rounds/2010/summary/follow-up"
COMPARE = f"{PROGRAMME}/questionnaires/olov_report/compare?from=1&to=2"
REWORDED = {"de": "Wie oft trifft sich die Gruppe inzwischen?", "en": "How often does the group meet by now?"}


def followed(stage: Stage) -> Visit:
    """Plans, a recommendation and a goal of the last round, with what a report says of them."""
    given(stage)
    with stage.at_work() as session:
        said = {**NOTHING_NEW, "agreement_status": "signed"}
        hand_in(session, stage.writer(session), said, stage.now)
    return Visit(FOLLOW_UP)


def compared(fields: Fields | None = None) -> Builder:
    """A second version, in which one question has other words; declared upon where fields are given."""

    def build(stage: Stage) -> Visit:
        stage.sign_in()
        with stage.at_work() as session:
            programme = session.scalars(select(Programme).where(Programme.slug == "olov-hessen")).one()
            first = session.scalars(
                select(QuestionnaireVersion).where(QuestionnaireVersion.programme_id == programme.id)
            ).one()
            items = [_reworded(item) for item in first.document["items"]]
            keep_version(session, programme.id, {**first.document, "version": 2, "items": items}, stage.now)
        return Visit(COMPARE, fields, origin=COMPARE)

    return build


def _reworded(item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "text": REWORDED} if item["key"] == "turnus" else item


COMPARISON_STATES = (
    State("follow-up", followed, quick=True),
    State("follow-up, English", followed, language="en"),
    State("versions", compared(), quick=True),
    State("versions, English", compared(), language="en"),
    State("versions, declared", compared({"is:turnus": "note", "note:turnus": "Nur neue Worte."})),
    State("versions, no note", compared({"is:turnus": "note", "note:turnus": " "}), 422),
)
