"""Who plays which part in the open round: drawn by lot from the units, each day anew."""

from collections.abc import Iterable
from dataclasses import dataclass

from surveyapp.demo.stage import by_lot

HANDED_IN, BEGUN, UNTOUCHED = 19, 4, 3  # of the open round; one more is exempt, one vacant


@dataclass(frozen=True, slots=True)
class Cast:
    """The units of the open round by how far they have come, and by what happens to them."""

    handed_in: tuple[str, ...]
    begun: tuple[str, ...]
    untouched: tuple[str, ...]
    vacant: str
    exempt: str

    @property
    def returned(self) -> str:
        """Asked back after handing in, and not handed in again."""
        return self.handed_in[2]

    @property
    def replied(self) -> str:
        """Asked back about one question, which was answered; handed in again."""
        return self.handed_in[13]

    @property
    def by_phone(self) -> str:
        """Its answers are taken by telephone."""
        return self.handed_in[14]

    @property
    def corrected(self) -> str:
        """Asked back after the close of the round before, corrected and accepted."""
        return self.handed_in[6]

    @property
    def accepted(self) -> tuple[str, ...]:
        """Accepted already in the open round."""
        return tuple(self.handed_in[place] for place in (0, 1, 4, 5, 11, 12))

    @property
    def joined(self) -> tuple[str, ...]:
        """Their body has won a member, and they say so."""
        return tuple(self.handed_in[place] for place in (0, 11, 15, 16))

    @property
    def left(self) -> str:
        """Its body has lost a member, and it says so."""
        return self.handed_in[12]

    @property
    def unsaid(self) -> str:
        """Its list has somebody new, and it says that nothing changed."""
        return self.handed_in[7]

    @property
    def unseen(self) -> str:
        """It says that somebody joined, and its list has nobody new."""
        return self.handed_in[8]

    @property
    def unseen_coordinator(self) -> str:
        """It says that the coordinator changed, and its list has the same people; settled by staff."""
        return self.handed_in[9]

    @property
    def clashing(self) -> str:
        """Its list goes on with a member whose seat staff have ended."""
        return self.handed_in[10]

    @property
    def handed_over(self) -> str:
        """Its coordinator leaves in the middle of the round, a draft begun."""
        return self.begun[1]

    @property
    def unreachable(self) -> str:
        """The invitation of its coordinator did not arrive."""
        return self.untouched[0]

    @property
    def no_address(self) -> str:
        """Its coordinator's address was found to be wrong and taken out."""
        return self.untouched[1]

    @property
    def agreements(self) -> tuple[str, ...]:
        """Units with an agreement that staff have written down; that of the first has ended and has a
        successor."""
        return (*(self.handed_in[place] for place in (4, 0, 1, 16, 17)), self.begun[0])

    @property
    def without_agreement(self) -> tuple[str, ...]:
        """Units that negotiate about an agreement."""
        return (self.handed_in[3], self.handed_in[18], self.begun[2])


def cast_of(units: Iterable[str], slug: str) -> Cast:
    """The cast of the open round called `slug`."""
    drawn = by_lot(list(units), slug)
    begun = HANDED_IN + BEGUN
    untouched = begun + UNTOUCHED
    vacant, exempt = drawn[untouched : untouched + 2]
    return Cast(
        handed_in=tuple(drawn[:HANDED_IN]),
        begun=tuple(drawn[HANDED_IN:begun]),
        untouched=tuple(drawn[begun:untouched]),
        vacant=vacant,
        exempt=exempt,
    )
