"""Reports to be routed on both sides: the demo's, and drafts by chance; and what the server says of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from typing import Any

from forms.answer_types.registry import variables
from forms.answers import Address, Answer, Answers, Origin
from forms.assessment import Assessment
from forms.browser import place_name
from forms.definition import load, read_document
from forms.expressions import UNKNOWN, Operand
from forms.facts import Facts, RegisterRow
from forms.questionnaire import Question, Questionnaire, RowsFrom
from forms.variables import clean
from surveyapp.demo.filling import Filling, Typed
from surveyapp.demo.scenario import FOLDER, read_scenario

FACTS_2009 = Facts(date(2008, 3, 1), date(2009, 2, 28), None, "kassel")
FACTS_2010 = Facts(
    date(2009, 3, 1),
    date(2010, 2, 28),
    date(2009, 2, 28),
    "kassel",
    frozenset({"fulda", "schwalm_eder"}),
    {"recommendations": (RegisterRow("rec-1", {"recommendation": "Mehr Treffen"}),)},
)

RAW = {
    "text": ["Anna", "x y", " "],
    "long_text": ["Viel\nText", ""],
    "integer": ["12", "1.234", "k. A.", "zwölf"],
    "decimal": ["12,5", "0", "viel"],
    "date": ["28.02.2010", "31.12.2009", "irgendwann"],
    "month": ["03/2009", "2010-02", "Mai"],
}
ROWS = ["r1", "r2", "new-1", "composition", "practice_W1"]


@cache
def olov() -> Questionnaire:
    """The demo programme's questionnaire."""
    source = (FOLDER / "questionnaires" / "olov_report.yaml").read_text(encoding="utf-8")
    lists = {file.name: file.read_text(encoding="utf-8") for file in (FOLDER / "lists").glob("*.csv")}
    return load(read_document(source, lists))


@cache
def filled(unit: str, round_key: str) -> list[Typed]:
    """A demo report as it was typed, the later one beside the earlier one."""
    scenario = read_scenario()
    told = next(each for each in scenario.rounds if each.key == round_key)
    last, facts = (None, FACTS_2009) if round_key == "2009" else (draft(filled(unit, "2009")), FACTS_2010)
    facts = replace(facts, unit=unit)
    return Filling(olov(), unit, round_key, told.answers[unit], scenario.fill, last, facts).fill()


def draft(typed: list[Typed]) -> Answers:
    """What was typed, as it stands in a draft."""
    by_key = olov().question_by_key
    return {
        each.address: clean(by_key[each.address.item], each.address, each.raw, "de", each.origin)
        for each in typed
    }


def by_chance(chance: Random) -> dict[Address, Answer]:
    """A draft in which half of what may be asked holds something, sensible or not, in any row."""
    found: dict[Address, Answer] = {}
    for question in olov().questions:
        in_rows = question.has_rows or isinstance(question.rows, RowsFrom)
        for variable in variables(question):
            for row in chance.sample(ROWS, 3) if in_rows else [""]:
                if chance.random() < 0.5:
                    address = Address(variable.key, row)
                    raw = _raw(question, variable.part, variable.type, chance)
                    found[address] = clean(question, address, raw, "de", Origin.TYPED)
    return found


def _raw(question: Question, part: str, kind: str, chance: Random) -> str:
    if part == "decision":
        return chance.choice(["still", "changed", "left", "new"])
    choices = question.choices or getattr(question.field_by_key.get(part), "choices", ())
    if kind == "single" and choices:
        return chance.choice(choices).code
    if kind == "multiple" and choices:
        return " ".join(each.code for each in chance.sample(choices, min(2, len(choices))))
    return chance.choice(RAW.get(kind, RAW["text"]))


def routed(assessment: Assessment, section: str) -> dict[str, Mapping[str, Any]]:
    """What the server says is shown, offered and computed in a section, by place."""
    inside = assessment.routing.current.questionnaire.in_section(section)
    places = [place for item in inside for place in assessment.routing.places[item.key]]
    shown = {item.key: assessment.is_shown(item.key) for item in inside}
    return {
        "shown": shown | {place_name(place.address): place.is_shown for place in places},
        "offered": {
            place_name(address): [choice.code for choice in assessment.offered(address.key, address.row)]
            for item in inside
            for address in _asked_choices(item, assessment)
        },
        "computed": {
            item.key: _value(assessment.answer(item.key)) for item in inside if item.type == "computed"
        },
    }


def _asked_choices(item: Question, assessment: Assessment) -> list[Address]:
    """The item, a grid's rows that come from a roster, and a list's fields row by row."""
    inner = [
        Address(f"{item.key}.{each.key}", row.id)
        for row in assessment.rows(item)
        for each in item.fields
        if each.choices
    ]
    own = [Address(item.key)] if item.choices else []
    cells = [address for address in assessment.cells(item) if address.row and item.rows and item.choices]
    return own + cells + inner


def _value(answer: Answer | None) -> Operand:
    return UNKNOWN if answer is None or answer.value is None else answer.value
