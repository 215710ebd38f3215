"""The questionnaire as frozen values.

What `forms.definition` makes of a document, and what everything else reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from forms.answers import Missing
from forms.expressions import Expression
from forms.texts import Text


class CarryOver(StrEnum):
    """What of the last report is shown, and when."""

    NONE = "none"
    CONFIRM = "confirm"
    REACTIVE = "reactive"
    PROACTIVE = "proactive"
    ROSTER = "roster"
    COPY = "copy"


class Level(StrEnum):
    """How much a finding weighs: hard stands in the way of handing in, soft deserves a look."""

    HARD = "hard"
    SOFT = "soft"


class Audience(StrEnum):
    """Who is shown a finding."""

    COORDINATOR = "coordinator"
    STAFF = "staff"


class OtherText(StrEnum):
    """Whether the text beside a choice "other" must be filled in."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen. `valid_from` and `valid_to` are both included; None is open."""

    code: str
    label: Text
    exclusive: bool = False
    other: OtherText | None = None
    missing: Missing | None = None
    value: Decimal | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    narrative_label: Text | None = None
    coding_only: bool = False
    group: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    def is_offered_on(self, cutoff_on: date) -> bool:
        """Whether a round with this cut-off date offers the choice in its form."""
        begun = self.valid_from is None or self.valid_from <= cutoff_on
        ended = self.valid_to is not None and self.valid_to < cutoff_on
        return begun and not ended and not self.coding_only


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that must hold; false gives a finding with `message`, unknown gives none."""

    level: Level
    condition: Expression
    message: Text
    to: Audience = Audience.COORDINATOR
    for_each_row: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a grid whose rows stand in the document."""

    key: str
    label: Text
    carry_over: CarryOver | None = None


@dataclass(frozen=True, slots=True)
class RowsFrom:
    """The rows of a grid taken from a roster.

    Its standing rows for which `where` is true, named by field `label`.
    """

    roster: str
    label: str
    where: Expression | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What a grid's cell holds when it is not a choice.

    `integer` or `decimal` with `decimals` places, in `unit`.
    """

    type: str
    decimals: int = 0
    required: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RowRule:
    """How many rows a roster or repeat has, what a row is, and who may add one."""

    identity: str
    min: int = 0
    max: int | None = None
    added_by_respondent: bool = True


@dataclass(frozen=True, slots=True)
class Seed:
    """Rows the programme puts into a repeat.

    One row, one per choice, or one per entry of a register (`source`).
    """

    id: str | None = None
    when: Expression | None = None
    each_choice_of: Expression | None = None
    source: str | None = None
    fill: Mapping[str, Expression | str] = field(default_factory=dict)
    if_empty: Text | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One declared way to count and compare an item, with the sentences that say it.

    `narrative` is language -> form -> sentence; forms are none, one, some, all, partial.none ..., long.one,
    long.some.
    """

    kind: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    narrative: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class RegisterKind(StrEnum):
    """Whom the rows of a roster stand for."""

    PERSON = "person"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class SelfReport:
    """The question that asks whether a roster changed.

    Any answer but those in `unchanged` says yes. Besides rows that joined and left, the facts in `counts` are
    changes of the roster. `unseen` are codes of the question `kinds` that the roster cannot show.
    """

    item: str
    unchanged: tuple[str, ...]
    counts: tuple[str, ...] = ()
    kinds: str = ""
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Binding:
    """The register that a roster belongs to: what it keeps (`share`) -> the field it is read from.

    `role` is the post that people in the roster hold.
    """

    kind: RegisterKind
    fields: Mapping[str, str]
    role: str = ""
    asked: SelfReport | None = None


@dataclass(frozen=True)
class Question:
    """One item, or one field of a roster's or repeat's row. `key` is the variable's name for ever.

    `unit` is what a number counts ("EUR", "%"); typed behind the number it is understood and dropped.
    """

    key: str
    type: str
    text: Text
    section: str = ""
    label_code: str = ""
    text_first_round: Text | None = None
    help: Text | None = None
    note: str = ""
    required: bool = False
    relevant: Expression | None = None
    checks: tuple[Check, ...] = ()
    choices: tuple[Choice, ...] = ()
    choices_list: str = ""
    choice_filter: Expression | None = None
    carry_over: CarryOver = CarryOver.NONE
    compare: tuple[Comparison, ...] = ()
    calculate: Expression | None = None
    decimals: int = 0
    unanswered_counts_as: str | None = None
    register: str | None = None
    binding: Binding | None = None
    personal: bool = False
    rows: tuple[GridRow, ...] | RowsFrom | None = None
    cell: Cell | None = None
    row: RowRule | None = None
    fields: tuple["Question", ...] = ()
    seed: tuple[Seed, ...] = ()
    unit: str = ""

    @cached_property
    def choice_by_code(self) -> Mapping[str, Choice]:
        """The choices by their code."""
        return {choice.code: choice for choice in self.choices}

    @cached_property
    def field_by_key(self) -> Mapping[str, "Question"]:
        """The fields of a roster's or repeat's row by their key."""
        return {inner.key: inner for inner in self.fields}

    @property
    def has_rows(self) -> bool:
        """Whether this is a roster or a repeat: a list of rows with fields."""
        return self.type in {"roster", "repeat"}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the questionnaire that is shown as one page."""

    key: str
    label_code: str
    title: Text


@dataclass(frozen=True)
class Questionnaire:
    """One version of the instrument, whole. `hash` is the SHA-256 (hex) over the canonical document."""

    id: str
    version: int
    title: Text
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    hash: str
    page_header: Text = field(default_factory=Text)
    page_header_first_round: Text = field(default_factory=Text)
    missing_labels: Mapping[str, Text] = field(default_factory=dict)
    decision_labels: Mapping[str, Text] = field(default_factory=dict)
    undecided_row_message: Text = field(default_factory=Text)
    narrative_rules: Mapping[str, Any] = field(default_factory=dict)
    summary: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def question_by_key(self) -> Mapping[str, Question]:
        """The items by their key."""
        return {question.key: question for question in self.questions}

    def in_section(self, key: str) -> tuple[Question, ...]:
        """The items of one section in their order."""
        return tuple(question for question in self.questions if question.section == key)
