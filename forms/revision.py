"""A report as handed in: frozen into canonical bytes, read back, and laid out as cells for counting.

The bytes are JSON in the one form of RFC 8785, so that one report has one SHA-256 for ever. Decimals, days
and months, whose JSON is a text, carry their type: the document can be read without its questionnaire.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import rfc8785

from forms.answer_types.base import CellValue, to_json, unvalued_cell
from forms.answer_types.registry import answer_type, part_of, variables
from forms.answers import Address, Answer, Answers, Missing, Month, Origin, Value
from forms.questionnaire import Question, Questionnaire, RowsFrom

FORMAT = 1


@dataclass(frozen=True, slots=True)
class FrozenReport:
    """What a unit handed in. `rows` gives, for each list, the ids of its rows in their order."""

    questionnaire_id: str
    questionnaire_version: int
    questionnaire_hash: str
    unit: str
    round: str
    answers: Answers
    rows: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell of the tidy answers table: one for each variable and row, or for each of several codes."""

    key: str
    row: str
    position: int
    code: str | None
    number: Decimal | None
    text: str | None
    day: date | None
    missing: Missing | None
    origin: Origin | None


def freeze(
    *,
    questionnaire: Questionnaire,
    unit: str,
    round_slug: str,
    answers: Answers,
    rows: Mapping[str, Sequence[str]],
) -> bytes:
    """The canonical bytes of a report: final answers, the rows of each list in order, and whose they are."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "hash": questionnaire.hash,
        },
        "unit": unit,
        "round": round_slug,
        "answers": [_plain(address, answers[address]) for address in sorted(answers)],
        "rows": {item: list(ids) for item, ids in rows.items()},
    }
    return rfc8785.dumps(document)


def fingerprint(frozen: bytes) -> str:
    """The SHA-256 of a frozen report, in hexadecimal digits."""
    return hashlib.sha256(frozen).hexdigest()


def thaw(frozen: bytes) -> FrozenReport:
    """The report that `freeze` wrote; ValueError for a format of a later day."""
    document = json.loads(frozen)
    if document.get("format") != FORMAT:
        raise ValueError(f"not a report of format {FORMAT}: {document.get('format')!r}")
    questionnaire = document["questionnaire"]
    return FrozenReport(
        questionnaire_id=questionnaire["id"],
        questionnaire_version=questionnaire["version"],
        questionnaire_hash=questionnaire["hash"],
        unit=document["unit"],
        round=document["round"],
        answers={Address(kept["key"], kept["row"]): _answer(kept) for kept in document["answers"]},
        rows={item: tuple(ids) for item, ids in document["rows"].items()},
    )


def cells(questionnaire: Questionnaire, frozen: FrozenReport) -> tuple[CellRow, ...]:
    """The report as cells: items, variables and rows in the order of the questionnaire and of the report.

    A list without rows is one cell under its own key that says why: hidden, or left empty. An answer to
    something that this questionnaire does not ask has no cell.
    """
    return tuple(cell for question in questionnaire.questions for cell in _cells_of(question, frozen))


def _cells_of(question: Question, frozen: FrozenReport) -> list[CellRow]:
    found = []
    if question.has_rows and (marker := frozen.answers.get(Address(question.key))) is not None:
        found.append(_cell_row(question.key, "", unvalued_cell(marker), marker.origin))
    for variable in variables(question):
        for row in _rows_of(question, variable.key, frozen):
            answer = frozen.answers.get(Address(variable.key, row))
            if answer is not None:
                values = _values(question, variable.key, answer)
                found += [_cell_row(variable.key, row, value, answer.origin) for value in values]
    return found


def _rows_of(question: Question, key: str, frozen: FrozenReport) -> list[str]:
    """The rows that a variable was answered for: those of the list in their order, then any other by id."""
    answered = {address.row for address in frozen.answers if address.key == key}
    owner = question.rows.roster if isinstance(question.rows, RowsFrom) else question.key
    ordered = [row for row in frozen.rows.get(owner, ()) if row in answered]
    return ordered + sorted(answered.difference(ordered))


def _values(question: Question, key: str, answer: Answer) -> tuple[CellValue, ...]:
    if answer.value is None:
        return (unvalued_cell(answer),)
    return answer_type(question).cells(answer, question, part_of(key, question))


def _cell_row(key: str, row: str, value: CellValue, origin: Origin) -> CellRow:
    return CellRow(
        key=key,
        row=row,
        position=value.position,
        code=value.code,
        number=value.number,
        text=value.text,
        day=value.day,
        missing=value.missing,
        origin=origin,
    )


def _plain(address: Address, answer: Answer) -> dict[str, Any]:
    plain: dict[str, Any] = {"key": address.key, "row": address.row, "origin": answer.origin.value}
    if answer.raw:
        plain["raw"] = answer.raw
    if answer.value is not None:
        plain["value"] = to_json(answer.value)
    if (kind := _type_of(answer.value)) is not None:
        plain["type"] = kind
    if answer.missing is not None:
        plain["missing"] = answer.missing.value
    if answer.finding is not None:
        plain["finding"] = answer.finding
    return plain


def _type_of(value: Value | None) -> str | None:
    """The name of a type whose JSON is a text that does not say what it is."""
    match value:
        case Decimal():
            return "decimal"
        case date():
            return "date"
        case Month():
            return "month"
        case _:
            return None


def _answer(plain: Mapping[str, Any]) -> Answer:
    return Answer(
        raw=plain.get("raw", ""),
        value=_value(plain.get("value"), plain.get("type")),
        missing=Missing(plain["missing"]) if "missing" in plain else None,
        origin=Origin(plain["origin"]),
        finding=plain.get("finding"),
    )


def _value(kept: Any, kind: str | None) -> Value | None:
    match kind:
        case "decimal":
            return Decimal(kept)
        case "date":
            return date.fromisoformat(kept)
        case "month":
            return Month.parse(kept)
        case _:
            return tuple(kept) if isinstance(kept, list) else kept
