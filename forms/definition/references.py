"""What conditions refer to: items, parts, fields and choices that exist, and nothing that is asked later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.answer_types.date import DateRangeType
from forms.definition.entry import Entry
from forms.definition.pairing import Asked
from forms.expressions import Asked as AskedOf
from forms.expressions import Expression, Reference
from forms.expressions.tree import Binary, Call, Here, Literal, Node, walk
from forms.questionnaire import Choice, Question, RowsFrom

OTHER = "__other"
DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Use:
    """One condition with its place and what it may use: a row of `roster`, the point, later items."""

    expression: Expression
    entry: Entry
    roster: Question | None = None
    has_here: bool = False
    may_look_ahead: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceRules:
    """The items of a document by key, and their order."""

    questions: Mapping[str, Question]
    order: Mapping[str, int]

    def check(self, asked: Asked) -> None:
        """Note every fault of the conditions of one item or field, and of where its rows come from."""
        question = asked.question
        if isinstance(question.rows, RowsFrom):
            self._check_source(question.rows, asked)
        if question.row is not None and question.row.identity not in question.field_by_key:
            asked.entry.at("row").at("identity").fault(
                f"there is no field '{question.row.identity}' in these rows"
            )
        for use in self._uses(asked):
            for node, _ in walk(use.expression.tree):
                self._check_node(node, use, asked)

    def _check_source(self, rows: RowsFrom, asked: Asked) -> None:
        place, roster = asked.entry.at("rows"), self.questions.get(rows.roster)
        if roster is None or not roster.has_rows:
            place.at("from").fault(f"there is no roster '{rows.roster}'")
            return
        if self.order[roster.key] > asked.position:
            place.at("from").fault(f"the roster '{rows.roster}' stands later; its rows are not known yet")
        if rows.label not in roster.field_by_key:
            place.at("label").fault(f"'{rows.roster}' has no field '{rows.label}'")

    def _uses(self, asked: Asked) -> Iterator[Use]:
        question, entry = asked.question, asked.entry
        roster = asked.within or self._roster_of(question)
        if question.relevant:
            yield Use(question.relevant, entry.at("relevant"), asked.within)
        if question.calculate:
            yield Use(question.calculate, entry.at("calculate"), asked.within)
        if question.choice_filter:
            yield Use(question.choice_filter, entry.at("choice_filter"), asked.within, has_here=True)
        if isinstance(question.rows, RowsFrom) and question.rows.where:
            yield Use(question.rows.where, entry.at("rows").at("where"), roster)
        yield from self._check_uses(asked, roster)
        for place in entry.entries("seed"):
            yield from _seed_uses(place)

    def _check_uses(self, asked: Asked, roster: Question | None) -> Iterator[Use]:
        for place in asked.entry.entries("checks"):
            by_row = asked.within is not None or place.at("for_each_row").value is True
            within = roster if by_row else None
            yield from _read_again(place.at("assert"), within, has_here=True, may_look_ahead=True)

    def _roster_of(self, question: Question) -> Question | None:
        if isinstance(question.rows, RowsFrom):
            return self.questions.get(question.rows.roster)
        return question if question.has_rows else None

    def _check_node(self, node: Node, use: Use, asked: Asked) -> None:
        match node:
            case Reference():
                self._check_reference(node, use, asked)
            case Here() if not use.has_here:
                use.entry.fault("the point has a meaning only in checks and choice filters")
            case Binary("=" | "!=", left, right):
                self._check_code(left, right, use, asked)
                self._check_code(right, left, use, asked)
            case Call("selected", (answers, code)):
                self._check_code(answers, code, use, asked)
            case Call("changed", (Reference() as roster, Literal(field))):
                if roster.item in self.questions and field not in self.questions[roster.item].field_by_key:
                    use.entry.fault(f"'{roster.item}' has no field '{field}'")
            case _:
                pass

    def _check_reference(self, reference: Reference, use: Use, asked: Asked) -> None:
        if reference.is_row:
            self._check_field(reference, use, asked)
            return
        question = self.questions.get(reference.item)
        if question is None:
            use.entry.fault(f"there is no item '{reference.item}', as in {reference}")
            return
        if reference.key.endswith(OTHER) and not any(choice.other for choice in question.choices):
            use.entry.fault(f"'{question.key}' has no choice with a text beside it, as in {reference}")
        elif not reference.key.endswith(OTHER) and reference.part not in _parts(question):
            use.entry.fault(f"{reference} does not exist: {_has_parts(question)}")
        if reference.asked is AskedOf.NOW and not use.may_look_ahead:
            self._check_order(reference, use, asked)

    def _check_field(self, reference: Reference, use: Use, asked: Asked) -> None:
        if use.roster is None:
            use.entry.fault(f"{reference} has no meaning here: there is no row")
        elif reference.part not in use.roster.field_by_key:
            use.entry.fault(f"'{use.roster.key}' has no field '{reference.part}', as in {reference}")
        elif asked.within is not None and not use.may_look_ahead and reference.asked is AskedOf.NOW:
            fields = list(use.roster.field_by_key)
            if fields.index(reference.part) >= asked.position:
                use.entry.fault(
                    f"{reference} is asked later in the row, so it cannot decide about this field"
                )

    def _check_order(self, reference: Reference, use: Use, asked: Asked) -> None:
        own = asked.within.key if asked.within else asked.question.key
        if reference.item == own:
            use.entry.fault(f"{reference} is the item itself; it cannot decide about itself")
        elif self.order[reference.item] > self.order[own]:
            use.entry.fault(
                f"{reference} is asked later; only items that stand before this one can be used here"
            )

    def _check_code(self, answers: Node, code: Node, use: Use, asked: Asked) -> None:
        """A text that is compared with a question's answer must be one of its codes."""
        if not isinstance(code, Literal) or not code.value:
            return
        choices = self._choices(answers, use, asked)
        if choices and str(code.value) not in {choice.code for choice in choices}:
            use.entry.fault(f"'{code.value}' is none of the choices of {answers}")

    def _choices(self, node: Node, use: Use, asked: Asked) -> tuple[Choice, ...]:
        if isinstance(node, Call) and node.name == "last":
            return self._choices(node.arguments[0], use, asked)
        if isinstance(node, Here):
            return asked.question.choices
        if not isinstance(node, Reference) or node.key.endswith(OTHER):
            return ()
        owner = use.roster if node.is_row else self.questions.get(node.item)
        if owner is None:
            return ()
        return owner.field_by_key[node.part].choices if node.part in owner.field_by_key else owner.choices


def _seed_uses(entry: Entry) -> Iterator[Use]:
    """The conditions of a seed."""
    yield from _read_again(entry.at("when"))
    yield from _read_again(entry.at("each_choice_of"))
    for _, place in entry.table("fill"):
        if not str(place.value).isidentifier():
            yield from _read_again(place)


def _read_again(
    entry: Entry, roster: Question | None = None, *, has_here: bool = False, may_look_ahead: bool = False
) -> Iterator[Use]:
    """The condition that stands at a place; one that cannot be read has been noted already."""
    expression = entry.own_expression() if isinstance(entry.value, str) else None
    if expression is not None:
        yield Use(expression, entry, roster, has_here, may_look_ahead)


def _parts(question: Question) -> frozenset[str]:
    """What may stand behind the dot; "" for the item itself."""
    if question.has_rows:
        return frozenset({"", DECISION, *question.field_by_key})
    if question.type == "date_range":
        return frozenset(DateRangeType.parts)
    rows = question.rows if isinstance(question.rows, tuple) else ()
    return frozenset({"", *(row.key for row in rows)})


def _has_parts(question: Question) -> str:
    names = sorted(_parts(question) - {""})
    return f"'{question.key}' has {', '.join(names)}" if names else f"'{question.key}' has no parts"
