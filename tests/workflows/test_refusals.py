import pytest

from workflows.refusals import Refused


def test_a_refusal_shows_its_code() -> None:
    assert str(Refused("round.closed")) == "round.closed"


def test_a_refusal_carries_its_facts_even_one_that_is_named_code() -> None:
    refusal = Refused("link.revoked", unit="vogelsberg", code=7)

    assert (refusal.code, refusal.facts) == ("link.revoked", {"unit": "vogelsberg", "code": 7})


def test_a_refusal_can_be_raised_and_caught_with_its_code() -> None:
    with pytest.raises(Refused, match=r"^report\.state$"):
        raise Refused("report.state")
