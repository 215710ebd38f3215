from decimal import Decimal

import pytest

from surveyapp.summaries.figures import rounded, share


@pytest.mark.parametrize(
    ("n", "base", "expected"),
    [
        (19, 32, "59.4"),
        (6, 32, "18.8"),  # 18.75 exactly: half to even would give the same, half down 18.7
        (2, 32, "6.3"),  # 6.25 exactly: half to even would give 6.2
        (1, 32, "3.1"),
        (2, 28, "7.1"),
        (10, 28, "35.7"),
        (5, 28, "17.9"),
        (8, 28, "28.6"),
        (0, 7, "0.0"),
        (7, 7, "100.0"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
    ],
)
def test_a_share_is_rounded_half_up_to_one_decimal(n, base, expected):
    assert str(share(n, base)) == expected


def test_nothing_has_no_share():
    assert share(0, 0) is None


def test_a_negative_mean_is_rounded_away_from_zero():
    assert rounded(Decimal("-0.25")) == Decimal("-0.3")
