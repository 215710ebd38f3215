"""Counts of answers in the respondents' own words."""

from surveyapp.summaries.figures import Figure
from surveyapp.summaries.tallies.subject import Subject


def coded_text(subject: Subject) -> tuple[Figure, ...]:
    """Units that wrote something. Which categories their texts fall into is known only once people have coded
    them; no text is quoted here.
    """
    column = subject.table.column(subject.key)
    return (
        Figure(
            key=subject.key,
            kind=subject.comparison.kind,
            label=subject.text,
            value=len(column.answered),
            base=len(column.answered),
            base_kind=subject.base,
            respondents=len(column.answered),
            units=column.answered,
            missing=column.missing,
        ),
    )
