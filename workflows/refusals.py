"""The one way a rule says no."""

from collections.abc import Mapping


class Refused(Exception):
    """A rule refuses what was asked. The code names the reason, the facts fill its sentence.

    Codes read `thing.reason` ("round.closed", "report.state", "link.revoked"); the words come later and
    in several languages, so nothing here is meant to be shown to people.
    """

    code: str
    facts: Mapping[str, object]

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
