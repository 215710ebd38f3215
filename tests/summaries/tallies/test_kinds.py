from forms.comparison_kinds import BASES, COMPARISON_KINDS
from surveyapp.summaries.figures import Base
from surveyapp.summaries.tallies import TALLIES
from surveyapp.summaries.wordings import BASES as BASE_WORDS
from surveyapp.summaries.wordings import KINDS


def test_a_document_may_declare_exactly_what_can_be_counted():
    assert list(TALLIES) == list(COMPARISON_KINDS)
    assert set(KINDS) == set(COMPARISON_KINDS)


def test_a_document_may_name_exactly_the_bases_that_figures_have():
    assert set(BASES) == set(Base) == set(BASE_WORDS)
