"""What is wrong with the text of a condition."""


class ExpressionFault(ValueError):
    """A condition that cannot be read.

    `position` counts the characters of `source` from 0; `reason` is plain English.
    """

    def __init__(self, source: str, position: int, reason: str) -> None:
        super().__init__(f"at character {position + 1}: {reason}")
        self.source = source
        self.position = position
        self.reason = reason
