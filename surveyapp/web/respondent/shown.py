"""What a section's page shows at each place: texts, choices offered, hints, the last report, rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from forms.answer_set import Row, RowSource
from forms.answer_types.registry import variables
from forms.answer_types.roster import has_decisions
from forms.answers import Address, Answer, Decision, Origin
from forms.carry_over import LastTime, last_time
from forms.findings import REQUIRED, TOO_FEW_ROWS, UNDECIDED_ROW, Finding
from forms.places import question_of
from forms.questionnaire import Audience, CarryOver, Choice, Level, Question, RowsFrom, Section
from forms.variables import show
from forms.web_form import field_name, field_text, mark, seen_name, taken_over
from surveyapp.services.register_names import KnownName, missing_names, near_name
from surveyapp.services.report_views import ReportView
from surveyapp.web.languages import say
from surveyapp.web.respondent.words import sentence_of

ASKED_AT_THE_END = frozenset({REQUIRED, UNDECIDED_ROW, TOO_FEW_ROWS})
"""Findings that only say that something is still to do: shown once the report is to be handed in."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence about an answer, and whether it stands in the way of handing in."""

    sentence: str
    is_hard: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its names, what stands in it, what may be chosen, what is said about it."""

    name: str
    seen_name: str
    mark: str
    text: str
    codes: frozenset[str]
    possible: frozenset[str]  # what the round offers; `offered` leaves out what a filter withholds now
    offered: frozenset[str]
    hints: tuple[Hint, ...]
    last: str  # the code that can be confirmed by choosing it; "" if there is none
    last_words: str
    described_by: str

    @property
    def id(self) -> str:
        """The id that hints and summaries link to."""
        return f"field-{self.name}"

    @property
    def is_former(self) -> bool:
        """Whether something is chosen that is not offered any more."""
        return bool(self.codes - self.offered - {self.last})

    @property
    def is_invalid(self) -> bool:
        """Whether a hint stands in the way of handing in."""
        return any(hint.is_hard for hint in self.hints)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of a list: its name, what is known of it, which acts it takes, whether its fields are open."""

    id: str
    title: str
    summary: str
    has_decision: bool
    is_own: bool
    is_open: bool
    is_undecided: bool
    hints: tuple[Hint, ...]
    near: str  # the name of whom the register knows and the row may mean; "" if there is nobody


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One box of several: `is_hidden` while it is withheld, `borders` on the unit, `was_last` chosen."""

    code: str
    label: str
    exclusive: bool
    is_other: bool
    is_hidden: bool
    borders: bool
    was_last: bool


@dataclass(frozen=True, slots=True)
class LastWords:
    """What the last report said of an item; `can_take` when a button may take it over."""

    answer: str
    can_take: bool


class Shown:
    """One section of a report as its page shows it in a language.

    `complete` shows also what is still missing, as the check before handing in does. `asked` is what the
    office asks back, drawn, by question; `known` whom the registers know, by list.
    """

    def __init__(
        self,
        view: ReportView,
        section: Section,
        language: str,
        *,
        complete: bool = False,
        asked: Mapping[str, Markup] | None = None,
        known: Mapping[str, tuple[KnownName, ...]] | None = None,
    ) -> None:
        self.view = view
        self._asked = asked or {}
        self._known = known or {}
        self.section = section
        self.language = language
        self._complete = complete
        self._assessment = view.assessment

    @property
    def is_first_round(self) -> bool:
        """Whether there is no last report: questions may then be worded otherwise."""
        return self.view.last is None

    def is_asked(self, key: str, row: str = "") -> bool:
        """Whether an item, or a field in a row, is asked for now."""
        return self._assessment.is_shown(key, row)

    def asked_back(self, key: str) -> Markup:
        """What the office asks back about an item; nothing as a rule."""
        return self._asked.get(key, Markup())

    def field(self, key: str, row: str = "") -> Field:
        """The field of an answer."""
        address = Address(key, row)
        item = self._item(address)
        text = field_text(item, address, self._standing(item, address), self.language)
        hints = self.hints(key, row)
        last, last_words = self._confirmable(item, address)
        return Field(
            name=field_name(address),
            seen_name=seen_name(address),
            mark=mark(self.view.revisions.get(address, 0), text),
            text=text,
            codes=frozenset(text.split()),
            possible=self._possible(address),
            offered=frozenset(choice.code for choice in self._offered(address)),
            hints=hints,
            last=last,
            last_words=last_words,
            described_by=" ".join(_described_by(item, address, hints)),
        )

    def choices(self, key: str, row: str = "") -> tuple[ShownChoice, ...]:
        """The boxes of a multiple choice. Where they name units, neighbours come first, all by name."""
        address = Address(key, row)
        question = question_of(self.view.questionnaire, key) or self._item(address)
        field = self.field(key, row)
        neighbours = self.view.facts.neighbours
        last = self._last_codes(address)
        shown = [
            ShownChoice(
                code=choice.code,
                label=choice.label.in_(self.language),
                exclusive=choice.exclusive,
                is_other=choice.other is not None,
                is_hidden=choice.code not in field.offered | field.codes,
                borders=choice.code in neighbours,
                was_last=choice.code in last,
            )
            for choice in question.choices
            if choice.code in field.possible | field.codes
        ]
        if not any(choice.borders for choice in shown):
            return tuple(shown)
        return tuple(sorted(shown, key=lambda choice: (not choice.borders, choice.label)))

    def words(self, key: str, row: str = "") -> str:
        """An answer in words: of a computed item, of what the programme put into a row."""
        address = Address(key, row)
        item = self._item(address)
        answer = self._standing(item, address)
        return "" if answer is None else show(item, address, answer, self.language)

    def hints(self, key: str, row: str = "") -> tuple[Hint, ...]:
        """What is said about one answer."""
        return tuple(
            Hint(self.sentence(finding), finding.level is Level.HARD)
            for finding in self._findings.get(Address(key, row), ())
        )

    def sentence(self, finding: Finding) -> str:
        """A finding's words; for what cannot be read those of its type, which say how to write it."""
        return sentence_of(self.view.questionnaire, self.view.answers, finding, self.language)

    def last(self, key: str) -> LastWords | None:
        """What the last report said of an item, in words."""
        item = self.view.questionnaire.question_by_key[key]
        found = self._last_time(item)
        if found is None or (found.kind is CarryOver.ROSTER and item.has_rows):
            return None
        words = [self._last_answer(item, address, answer) for address, answer in found.answers.items()]
        answer = (" – " if item.type == "date_range" else "; ").join(words)
        return LastWords(answer, bool(taken_over(item, found, self.language)))

    def is_apart(self, key: str) -> bool:
        """Whether the last report was asked something so different that its answer is not shown."""
        is_list = self.view.questionnaire.question_by_key[key].has_rows
        return self.view.last is not None and key in self.view.last.apart and not is_list

    def rows(self, key: str) -> tuple[ShownRow, ...]:
        """The rows of a list, with those that have left."""
        item = self.view.questionnaire.question_by_key[key]
        return tuple(self._row(item, row) for row in self._assessment.rows(item))

    def grid_rows(self, key: str) -> tuple[tuple[str, str], ...]:
        """The rows of a grid that come from a roster: their ids and names."""
        item = self.view.questionnaire.question_by_key[key]
        source = item.rows
        label = f"{source.roster}.{source.label}" if isinstance(source, RowsFrom) else ""
        return tuple(
            (address.row, self.words(label, address.row)) for address in self._assessment.cells(item)
        )

    def undecided(self, key: str) -> int:
        """How many rows of the last report wait for a decision."""
        item = self.view.questionnaire.question_by_key[key]
        return sum(row.is_undecided for row in self._assessment.rows(item))

    def undecided_words(self, key: str) -> list[str]:
        """The counter's words for no open row, one, two and so on up to all of them."""
        rows = self._assessment.rows(self.view.questionnaire.question_by_key[key])
        return ["", *(say("respondent.rows.undecided", n) for n in range(1, len(rows) + 1))]

    def may_add(self, key: str) -> bool:
        """Whether one more row fits into a list."""
        item = self.view.questionnaire.question_by_key[key]
        standing = sum(row.stands for row in self._assessment.rows(item))
        return item.row is not None and (item.row.max is None or standing < item.row.max)

    def known_names(self, key: str) -> tuple[str, ...]:
        """The names that a new row of a list may take over, each once."""
        item = self.view.questionnaire.question_by_key[key]
        missing = missing_names(self.view, item, self._known.get(key, ()))
        return tuple(dict.fromkeys(each.name for each in missing))

    def title(self, item: Question) -> str:
        """A question's wording; where it has gaps that each row fills, the name of the row's first field."""
        wording = self._assessment.text(item.key).in_(self.language)
        has_gaps = any(f"{{{inner.key}}}" in wording for inner in item.fields)
        return item.fields[0].text.in_(self.language) if has_gaps else wording

    def row_text(self, key: str, row: str) -> str:
        """A repeat's wording with what the programme put into the row: "{plan}" becomes the plan."""
        item = self.view.questionnaire.question_by_key[key]
        text = self._assessment.text(key).in_(self.language)
        for inner in item.fields:
            text = text.replace(f"{{{inner.key}}}", self.words(f"{key}.{inner.key}", row))
        return text

    def row_title(self, item: Question, address: Address) -> str:
        """What the row of an address is called; "" outside of rows."""
        if not address.row:
            parts = {row.key: row.label for row in item.rows or ()} if isinstance(item.rows, tuple) else {}
            return parts[address.part].in_(self.language) if address.part in parts else ""
        if item.has_rows:
            return next((row.title for row in self.rows(item.key) if row.id == address.row), "")
        return dict(self.grid_rows(item.key)).get(address.row, "")

    def name_of(self, address: Address) -> str:
        """What an answer is called in a list of findings: the question's code or wording, and the row."""
        item = self._item(address)
        row = self.row_title(item, address)
        name = item.label_code or self._assessment.text(item.key).in_(self.language)
        return f"{name} – {row}" if row else name

    def place_of(self, address: Address) -> str:
        """The id of the field that an address stands for, else of its row or question."""
        item = self._item(address)
        if any(each.key == address.key and each.in_rows == bool(address.row) for each in variables(item)):
            return f"field-{field_name(address)}"
        return f"row-{item.key}-{address.row}" if address.row else f"question-{item.key}"

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """What is shown of this section's findings, in the order of the page."""
        return tuple(
            finding
            for finding in self._assessment.findings
            if finding.to is Audience.COORDINATOR
            and self._item(finding.address).section == self.section.key
            and (self._complete or finding.code not in ASKED_AT_THE_END)
        )

    @cached_property
    def _findings(self) -> Mapping[Address, list[Finding]]:
        found: dict[Address, list[Finding]] = {}
        for finding in self.all_findings:
            found.setdefault(finding.address, []).append(finding)
        return found

    def _item(self, address: Address) -> Question:
        return self.view.questionnaire.question_by_key[address.item]

    def _standing(self, item: Question, address: Address) -> Answer | None:
        """What stands at an address; in a row that waits for its decision, what stood there before."""
        answer = self._assessment.answer(address.key, address.row) or self.view.answers.get(address)
        if answer is not None or not address.row or not item.has_rows or address.part == "decision":
            return answer
        return self._assessment.before(address.key, address.row)

    def _offered(self, address: Address) -> Iterable[Choice]:
        return self._assessment.offered(address.key.removesuffix("__other"), address.row)

    def _possible(self, address: Address) -> frozenset[str]:
        question = question_of(self.view.questionnaire, address.key.removesuffix("__other"))
        on = self.view.facts.cutoff_on
        choices = question.choices if question else ()
        return frozenset(choice.code for choice in choices if choice.is_offered_on(on))

    def _last_codes(self, address: Address) -> tuple[str, ...]:
        """The codes of the last report, where each of them is to be decided."""
        item = self._item(address)
        found = self._last_time(item) if not address.row else None
        last = found.answers.get(address) if found and found.kind is CarryOver.ROSTER else None
        return last.value if last is not None and isinstance(last.value, tuple) else ()

    def _last_time(self, item: Question) -> LastTime | None:
        if item.key not in self._last_times:
            answered = any(self._assessment.answer(variable.key) is not None for variable in variables(item))
            self._last_times[item.key] = last_time(item, self._assessment.previous, is_answered=answered)
        return self._last_times[item.key]

    @cached_property
    def _last_times(self) -> dict[str, LastTime | None]:
        return {}

    def _last_answer(self, item: Question, address: Address, answer: Answer) -> str:
        row = self.row_title(item, address)
        words = show(item, address, answer, self.language)
        return f"{row}: {words}" if row else words

    def _confirmable(self, item: Question, address: Address) -> tuple[str, str]:
        """The last code of a single choice and its words, where choosing it again confirms it."""
        found = self._last_time(item) if item.type == "single" and not address.row else None
        answer = found.answers.get(address) if found and found.act is Origin.CONFIRMED else None
        if answer is None or address.key != item.key:
            return "", ""
        code = field_text(item, address, answer, self.language)
        offered = {choice.code for choice in self._assessment.offered(item.key)}
        return (code, show(item, address, answer, self.language)) if code in offered else ("", "")

    def _row(self, item: Question, row: Row) -> ShownRow:
        identity = item.row.identity if item.row else ""
        names = [inner.key for inner in item.fields]
        first = identity if identity in names else names[0]
        others = [self.words(f"{item.key}.{name}", row.id) for name in names if name != first]
        decided = has_decisions(item) and row.is_known
        is_own = row.source is RowSource.OWN
        near = near_name(self.view, item, row.id, self._known.get(item.key, ())) if is_own else None
        faulty = any(
            finding.address.row == row.id and finding.code != UNDECIDED_ROW
            for finding in self.all_findings
            if finding.address.item == item.key
        )
        return ShownRow(
            id=row.id,
            title=self.words(f"{item.key}.{first}", row.id),
            summary=" · ".join(word for word in others if word),
            has_decision=decided,
            is_own=is_own,
            is_open=not decided or faulty or row.decision is Decision.CHANGED,
            is_undecided=row.is_undecided,
            hints=self.hints(item.key, row.id),
            near="" if near is None else near.name,
        )


def _described_by(item: Question, address: Address, hints: tuple[Hint, ...]) -> Iterator[str]:
    if item.help and not address.row:
        yield f"help-{item.key}"
    if hints:
        yield f"field-{field_name(address)}-hints"
