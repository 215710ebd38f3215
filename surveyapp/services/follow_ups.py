"""What became of the plans, recommendations and goals of a round, over its series."""

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Programme, Round, Series
from surveyapp.queries import agreements as agreement_queries
from surveyapp.services.declarations import broken
from surveyapp.services.evaluations import evaluation_of
from surveyapp.services.planning import last_round_of
from surveyapp.summaries.follow_up import FollowUp, follow_up


def follow_up_of(session: Session, programme: Programme, round_: Round) -> FollowUp:
    """The round's answers beside those of the last round of its series; what was declared a break is left
    out."""
    series = session.get_one(Series, (programme.id, round_.series_id))
    last = last_round_of(session, programme, series.slug, before=round_.cutoff_on)
    now = evaluation_of(session, round_)
    return follow_up(
        now.questionnaire,
        now.table,
        None if last is None else evaluation_of(session, last).table,
        frozenset() if last is None else broken(session, round_, last),
        {each.key: Text(each.texts) for each, _ in agreement_queries.recommendations(session, programme.id)},
    )
