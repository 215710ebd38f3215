"""How states are written down."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.a11y.stage import Stage, Visit

Builder = Callable[[Stage], Visit]


@dataclass(frozen=True)
class State:
    """One state of a page.

    `status` is what the server answers. From 400 on something that was asked for was not done, by whoever's
    fault, and the title says so; it does, too, on a page that was asked for what there is to mend.
    """

    name: str
    build: Builder
    status: int = 200
    language: str = "de"
    mode: str = "demo"
    quick: bool = False

    @property
    def is_fault(self) -> bool:
        """Whether the page tells of a fault."""
        return self.status >= 400 or self.name.endswith("to mend")


def at(path: str, *, who: str = "") -> Builder:
    """A page that is only opened: by a coordinator's "unit:<id>", a name of the office, or anybody."""

    def build(stage: Stage) -> Visit:
        if who.startswith("unit:"):
            stage.enter(who.removeprefix("unit:"))
        elif who:
            stage.sign_in(who)
        return Visit(path)

    return build
