"""States of the pages about code lists, from the overview to a new version of a questionnaire."""

from sqlalchemy import select

from surveyapp.models import Programme
from surveyapp.services.code_lists import CodeWords, change_code
from surveyapp.services.ticks import operator
from tests.a11y.registry import Builder, State, at
from tests.a11y.stage import Stage, Visit
from tests.a11y.world import PROGRAMME

CODES = f"{PROGRAMME}/codes"
STANDARDS = f"{CODES}/quality_standards"
HIDDEN = f"{STANDARDS}/unknown_content_08"
RENEWAL = f"{STANDARDS}/questionnaires/olov_report"


def completed(path: str) -> Builder:
    """A page after a standard was completed that the form of an open round does not have."""

    def build(stage: Stage) -> Visit:
        stage.sign_in()
        with stage.at_work() as session:
            programme = session.scalars(select(Programme).where(Programme.slug == "olov-hessen")).one()
            words = CodeWords({"de": "Patenschaften", "en": "Mentors"}, facts={"selectable": "yes"})
            actor_id = operator(session, stage.now)
            change_code(
                session, actor_id, programme, "quality_standards", "unknown_content_08", words, stage.now
            )
        return Visit(path)

    return build


def sent(path: str, fields: dict[str, str]) -> Builder:
    def build(stage: Stage) -> Visit:
        stage.sign_in()
        return Visit(path, fields, origin=path.removesuffix("/delete"))

    return build


CODE_STATES = (
    State("code lists", at(CODES, who="ines")),
    State("code list", at(STANDARDS, who="ines"), quick=True),
    State("code list, hidden only", at(f"{STANDARDS}?show=hidden", who="ines")),
    State("code list, English", at(f"{CODES}/institution_types", who="ines"), language="en"),
    State("code list, kept", completed(f"{STANDARDS}?kept=unknown_content_08")),
    State("code", at(HIDDEN, who="ines"), quick=True),
    State("code, no label", sent(HIDDEN, {"label_de": "", "label_en": "x", "selectable": "yes"}), 422),
    State("code, in use", sent(f"{CODES}/institution_types/jobcenter/delete", {}), 409),
    State("code, new", at(f"{STANDARDS}/new", who="ines"), language="en"),
    State("new version of a questionnaire", completed(RENEWAL), quick=True),
    State("no new version", at(RENEWAL, who="ines")),
)
