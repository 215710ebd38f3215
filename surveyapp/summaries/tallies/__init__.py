"""The declared counts of one round: one function per kind of comparison, all of the same shape."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from forms.questionnaire import Questionnaire
from surveyapp.summaries.answers_table import AnswersTable
from surveyapp.summaries.figures import Figure
from surveyapp.summaries.tallies.choices import (
    distribution,
    multi_count,
    network,
    ordinal,
    plan_fate,
    state_progress,
)
from surveyapp.summaries.tallies.flags import flag_count, union_count
from surveyapp.summaries.tallies.numbers import numeric
from surveyapp.summaries.tallies.rosters import persons_by, roster_diff
from surveyapp.summaries.tallies.subject import RoundFacts, Subject, subjects
from surveyapp.summaries.tallies.texts import coded_text

Tally = Callable[[Subject], tuple[Figure, ...]]

# Comparisons of two rounds (transition, ordinal_shift, numeric_change, status_progress) are, in one round,
# the distribution that they compare.
TALLIES: Mapping[str, Tally] = MappingProxyType(
    {
        "flag_count": flag_count,
        "union_count": union_count,
        "multi_count": multi_count,
        "transition": distribution,
        "roster_diff": roster_diff,
        "ordinal_shift": ordinal,
        "numeric_change": numeric,
        "coded_text": coded_text,
        "status_progress": state_progress,
        "plan_fate": plan_fate,
        "network": network,
        "distribution": distribution,
        "persons_by": persons_by,
    }
)


def tally(subject: Subject) -> tuple[Figure, ...]:
    """The figures of one declared comparison; KeyError for a kind that nobody knows."""
    return TALLIES[subject.comparison.kind](subject)


def figures(questionnaire: Questionnaire, table: AnswersTable, round_: RoundFacts) -> tuple[Figure, ...]:
    """Every declared count of the round, in the order of the questions."""
    return tuple(figure for subject in subjects(questionnaire, table, round_) for figure in tally(subject))
