"""A section as the browser gets it, so that routing and computed items react there at once.

Two documents of plain JSON, read by surveyapp/static/form/routing.js. The description says what is asked and
under which conditions; it changes with the questionnaire's version and the round only. The state says what
stands in the section, and of earlier sections and the last report what its conditions ask for: nothing else
of a report leaves the server with them.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from forms.answer_set import AnswerSet, Row
from forms.answer_types.grid import cell_question
from forms.answer_types.number import spellings
from forms.answer_types.roster import has_decisions
from forms.answers import Address, Answer
from forms.assessment import Assessment
from forms.expressions import UNKNOWN, Expression
from forms.expressions.plain import plain, plain_operand
from forms.expressions.tree import Call, Literal, Reference, walk
from forms.facts import Facts
from forms.places import keys, other_key
from forms.questionnaire import Choice, Question, Questionnaire, RowsFrom
from forms.readings import AnswersReading, operand
from forms.routing import field_keys

Plain = dict[str, Any]


def section_description(
    questionnaire: Questionnaire, section: str, assessment: Assessment, language: str
) -> Plain:
    """What a section asks, in its order. `language` is the one in which numbers are typed."""
    facts = assessment.routing.facts
    items = [_item(item, facts) for item in questionnaire.in_section(section)]
    return {"section": section, "language": language, "items": items}


def report_state(questionnaire: Questionnaire, section: str, assessment: Assessment) -> Plain:
    """What stands in the report as far as the section goes.

    `answers` and `rows` are the section's own; `before` and `last` are what its conditions ask of earlier
    sections and of the last report (None in a first round).
    """
    routing = assessment.routing
    inside = questionnaire.in_section(section)
    asked = {key for item in inside for key in _asked_of(item)}
    own = {item.key for item in inside}
    earlier = {key for key in asked if Address(key).item not in own}
    last = routing.current.previous
    return {
        "facts": _facts(routing.facts),
        "before": _reading(routing.reading, earlier),
        "last": None if last is None else _reading(last.reading, asked),
        "seeded": {key: routing.reading.seeded(key) for key in sorted(asked)},
        "answers": {
            place_name(address): plain_answer(answer)
            for address, answer in routing.current.answers.items()
            if address.item in own
        },
        "rows": {item.key: _rows(item, routing.current) for item in inside if item.has_rows},
    }


def place_name(address: Address) -> str:
    """The name of a place in both documents: "turnus", and "members.seat:m1" in a row."""
    return f"{address.key}:{address.row}" if address.row else address.key


def plain_question(question: Question) -> Plain:
    """What is asked, and how what is typed is read; conditions and whatever does not apply are left out."""
    told = {
        "key": question.key,
        "type": question.type,
        "reads": _reads(cell_question(question) if question.type == "grid" else question),
        "choices": [_choice(choice) for choice in question.choices],
        "left_empty": plain_operand(operand(question, None)),
        "relevant": _tree(question.relevant),
        "choice_filter": _tree(question.choice_filter),
        "calculate": _tree(question.calculate),
    }
    return {name: entry for name, entry in told.items() if entry not in (None, [])}


def plain_answer(answer: Answer) -> Plain:
    """An answer; without a value, the text as typed and why there is none."""
    told: Plain = {"raw": answer.raw} if answer.value is None else {"value": plain_operand(answer.value)}
    if answer.missing is not None:
        told["missing"] = answer.missing.value
    if answer.finding is not None:
        told["finding"] = answer.finding
    return told


def _item(item: Question, facts: Facts) -> Plain:
    told = _offering(item, facts)
    if item.has_rows:
        told["has_decisions"] = has_decisions(item)
        told["fields"] = [
            _offering(inner, facts) | {"keys": list(field_keys(item, inner))} for inner in item.fields
        ]
    elif isinstance(item.rows, RowsFrom):
        told["rows_from"] = {"roster": item.rows.roster, "where": _tree(item.rows.where)}
    elif item.type != "computed":
        told["keys"] = list(keys(item))
    return told


def _offering(question: Question, facts: Facts) -> Plain:
    """A question with the codes that the round offers, before any choice filter."""
    offered = [choice.code for choice in question.choices if choice.is_offered_on(facts.cutoff_on)]
    return plain_question(question) | {"offered": offered}


def _reads(question: Question) -> Plain:
    """The type by which a typed text is read, and what that type has to know."""
    match question.type:
        case "decimal":
            return {"type": "decimal", "decimals": question.decimals, "units": list(spellings(question.unit))}
        case "integer":
            return {"type": "integer", "units": list(spellings(question.unit))}
        case "date_range":
            return {"type": "date"}
        case kind:
            return {"type": kind}


def _choice(choice: Choice) -> Plain:
    told = {
        "code": choice.code,
        "missing": choice.missing,
        "value": None if choice.value is None else format(choice.value, "f"),
        "exclusive": choice.exclusive or None,
        "other": choice.other is not None or None,
        "coding_only": choice.coding_only or None,
    }
    return {name: entry for name, entry in told.items() if entry is not None}


def _tree(condition: Expression | None) -> Plain | None:
    return None if condition is None else plain(condition)


def _asked_of(item: Question) -> Iterator[str]:
    """The variables, and whole lists and grids, that the conditions of an item and its fields look at."""
    roster = item.key
    if isinstance(item.rows, RowsFrom):
        roster = item.rows.roster
        yield roster
        yield from _looked_at(item.rows.where, roster)
    for question in (item, *item.fields):
        for condition in (question.relevant, question.choice_filter, question.calculate):
            yield from _looked_at(condition, roster)


def _looked_at(condition: Expression | None, roster: str) -> Iterator[str]:
    for node, _ in () if condition is None else walk(condition.tree):
        match node:
            case Reference():
                yield f"{roster}.{node.part}" if node.is_row else node.variable
            case Call("changed", (Reference() as changed, Literal(field))):
                yield f"{changed.key}.{field}"


def _reading(reading: AnswersReading, asked: set[str]) -> Plain:
    """What is known of the variables that are asked for; whatever is unknown is left out."""
    items = sorted({Address(key).item for key in asked})
    rows = {key: reading.rows(key) for key in items}
    numbers = {key: [format(each, "f") for each in reading.numbers(key)] for key in items if key in asked}
    return {
        "values": {
            place_name(address): plain_operand(value)
            for address, value in reading.entries.items()
            if address.key in asked and value is not UNKNOWN
        },
        "rows": {key: list(ids) for key, ids in rows.items() if ids is not None},
        "numbers": {key: counts for key, counts in numbers.items() if counts},
    }


def _rows(item: Question, current: AnswerSet) -> list[Plain]:
    """The rows of a list, and beside each what a decision or the programme would put into it."""
    untouched = AnswerSet(current.questionnaire, {}, current.previous, current.facts)
    return [
        {
            "id": row.id,
            "source": row.source.value,
            "carried": _found(item, row, current.before),
            "filled": _found(item, row, untouched.answer),
        }
        for row in current.rows(item)
    ]


def _found(item: Question, row: Row, asked: Callable[[str, str], Answer | None]) -> Mapping[str, Plain]:
    found = {key: asked(key, row.id) for key in _variables(item)}
    return {
        key: plain_answer(answer)
        for key, answer in found.items()
        if answer is not None and answer.value is not None
    }


def _variables(item: Question) -> Iterator[str]:
    for inner in item.fields:
        for key in field_keys(item, inner):
            yield key
            if any(choice.other is not None for choice in inner.choices):
                yield other_key(key)


def _facts(facts: Facts) -> Plain:
    previous = facts.previous_cutoff_on
    return {
        "period_from": facts.period_from.isoformat(),
        "cutoff_on": facts.cutoff_on.isoformat(),
        "previous_cutoff_on": None if previous is None else previous.isoformat(),
        "unit": facts.unit,
        "neighbours": sorted(facts.neighbours),
    }
