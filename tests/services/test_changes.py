import pytest

from forms.differences import Change
from surveyapp.services.changes import changes
from tests.services.cast import MINUTE, TYPING
from workflows.refusals import Refused


def compared(network, unit="campinas", earlier=None, later=None):
    with network.work() as session:
        report = network.report(session, unit)
        return changes(session, network.round(session), report, "en", earlier, later)


@pytest.fixture
def twice(network):
    """The report of Campinas, handed in, changed and handed in again."""
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)
    changed = {"livros": "20", "pessoas.pessoa:r1": "Ana Maria", "presenca:r1": "no"}
    network.save(seat, changed, TYPING + MINUTE)
    network.submit(seat, TYPING + MINUTE)
    return seat


def test_only_what_differs_is_told_before_and_after(network, twice):
    found = compared(network)

    assert (found.earlier.number, found.later.number) == (1, 2)
    told = {each.key: each for each in found.questions}
    assert set(told) == {"pessoas", "livros", "presenca"}
    assert [(line.before, line.after) for line in told["livros"].lines] == [("12", "20")]
    (row,) = told["pessoas"].rows
    assert (row.title, row.change) == ("Ana Maria", Change.CHANGED)
    assert [(line.before, line.after) for line in row.lines] == [("Ana", "Ana Maria")]
    assert "".join(each.text for each in row.lines[0].passages) == "Ana Maria"


def test_the_other_way_round_before_and_after_change_places(network, twice):
    found = compared(network, earlier=2, later=1)
    (line,) = next(each for each in found.questions if each.key == "livros").lines

    assert (line.before, line.after) == ("20", "12")


def test_a_revision_with_itself_differs_in_nothing(network, twice):
    assert compared(network, earlier=2, later=2).questions == ()


def test_there_must_be_two_revisions_and_those_that_are_named(network, twice):
    network.hand_in(network.seat("sorocaba", "p4"))

    codes = []
    for arguments in ({"unit": "sorocaba"}, {"unit": "bauru"}, {"earlier": 7}, {"later": 3}):
        with pytest.raises(Refused) as refused:
            compared(network, **arguments)
        codes.append(refused.value.code)

    assert codes == ["revision.unknown"] * 4
