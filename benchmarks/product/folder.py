"""The programme's folder: 28 units with a coordinator each, and the forty questions in one section."""

from pathlib import Path
from typing import Any

import yaml

from benchmarks.questions import CHOICES, QUESTIONS, Asked, Kind

SLUG = "benchmark"
QUESTIONNAIRE = "forty_questions"
SECTION = "all"
LAYER = "region"
SERIES = "reports"
UNITS = 28

_TYPES = {
    Kind.ONE: "single",
    Kind.MANY: "multiple",
    Kind.NUMBER: "integer",
    Kind.SHORT: "text",
    Kind.LONG: "long_text",
}
_COUNTED = {
    Kind.ONE: "distribution",
    Kind.MANY: "multi_count",
    Kind.NUMBER: "numeric_change",
    Kind.SHORT: "coded_text",
    Kind.LONG: "coded_text",
}
_MISSING = ("not_shown", "not_in_version", "cannot_judge", "empty", "no_report")


def unit_id(number: int) -> str:
    """The id of the unit with this number, from 0."""
    return f"unit-{number:02}"


def write_folder(folder: Path) -> None:
    """Write the programme's files into an empty folder."""
    (folder / "questionnaires").mkdir(parents=True)
    _write(folder / "programme.yaml", _programme())
    _write(folder / "questionnaires" / f"{QUESTIONNAIRE}.yaml", _questionnaire())
    units = [f"{unit_id(number)},{LAYER},Region {number},R{number},,," for number in range(UNITS)]
    people = [f"person{number},Person {number},person{number}@example.org" for number in range(UNITS)]
    terms = [f"person{number},{unit_id(number)},coordinator,all,2020-01-01," for number in range(UNITS)]
    _write_table(folder / "units.csv", "unit,layer,name,short_label,kind,valid_from,valid_to", units)
    _write_table(folder / "people.csv", "person,name,email", people)
    _write_table(folder / "terms.csv", "person,unit,role,share,valid_from,valid_to", terms)


def _programme() -> dict[str, Any]:
    return {
        "slug": SLUG,
        "invented": True,
        "names": {"de": "Messprogramm", "en": "benchmark programme"},
        "zone": "Europe/Berlin",
        "languages": ["de", "en"],
        "layers": [LAYER],
        "unit_words": {
            "de": {"one": "Region", "many": "Regionen"},
            "en": {"one": "region", "many": "regions"},
        },
        "contact": {"name": "Ines Beispiel", "phone": "+49 69 0000 00", "email": "office@example.org"},
        "series": {SERIES: {"de": "Berichte", "en": "reports"}},
    }


def _questionnaire() -> dict[str, Any]:
    return {
        "id": QUESTIONNAIRE,
        "version": 1,
        "title": {"de": "Vierzig Fragen", "en": "Forty questions"},
        "languages": ["de", "en"],
        "missing_kinds": {kind: {"de": kind, "en": kind} for kind in _MISSING},
        "bases": {"answered": "units that answered"},
        "comparison_kinds": {
            kind: {"meaning": kind, "parameters": ["base"]} for kind in sorted(set(_COUNTED.values()))
        },
        "lists": {"five": [{"code": code, "de": label, "en": label} for code, label in CHOICES.items()]},
        "sections": [{"key": SECTION, "label_code": "A", "title": {"de": "Alles", "en": "Everything"}}],
        "items": [_item(asked) for asked in QUESTIONS],
    }


def _item(asked: Asked) -> dict[str, Any]:
    item: dict[str, Any] = {
        "key": asked.key,
        "section": SECTION,
        "type": _TYPES[asked.kind],
        "label_code": f"A{asked.key[1:].lstrip('0')}",
        "text": {"de": asked.text, "en": asked.text},
        "carry_over": "confirm",
        "compare": [{"kind": _COUNTED[asked.kind], "base": "answered"}],
    }
    return item | ({"choices": "five"} if asked.kind in {Kind.ONE, Kind.MANY} else {})


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _write_table(path: Path, header: str, lines: list[str]) -> None:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
