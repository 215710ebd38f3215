"""What a change of a question means for comparing its answers over the rounds."""

from enum import StrEnum


class Comparability(StrEnum):
    """What staff declare of a question that two versions of a questionnaire ask differently."""

    COMPARABLE = "comparable"  # the wording changed, what is asked did not
    NOTE = "note"  # compared, with a note that says what to bear in mind
    BREAK = "break"  # never compared across this change
