"""The second version of the report's questionnaire: what it asks otherwise, and what the office declares."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forms.definition import read_document
from surveyapp.demo.scenario import FOLDER
from surveyapp.demo.stage import Stage
from surveyapp.queries import rounds as round_queries
from surveyapp.services.declarations import Declared, compare, declare
from surveyapp.services.questionnaires import keep_version
from workflows.comparability import Comparability

QUESTIONNAIRE = "olov_report"


def document(name: str) -> dict[str, Any]:
    """The questionnaire of a file of the demo's folder, its lists written into it."""
    lists = {path.name: path.read_text(encoding="utf-8") for path in sorted((FOLDER / "lists").glob("*.csv"))}
    return dict(read_document((FOLDER / name).read_text(encoding="utf-8"), lists))


def second_version(first: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The first version's document with the changes made: worded, lists, dropped, added."""
    items = [
        {**item, **changes["worded"].get(item["key"], {})}
        for item in first["items"]
        if item["key"] not in changes["dropped"]
    ]
    for entry in changes["added"]:
        place = next(number for number, item in enumerate(items) if item["key"] == entry["after"])
        items.insert(place + 1, entry["item"])
    lists = {**first["lists"], **changes["lists"]}
    return {**first, "version": changes["version"], "items": items, "lists": lists}


def introduce(stage: Stage, kept_at: datetime, declared_at: datetime) -> None:
    """Keep the second version, and declare what its changes mean for comparing rounds."""
    changes = document(f"later/{QUESTIONNAIRE}_2.yaml")
    first = round_queries.newest_version(stage.session, stage.programme.id, QUESTIONNAIRE)
    if first is None:
        raise ValueError("the first version was not imported")
    later = second_version(first.document, changes)
    keep_version(stage.session, stage.programme.id, later, kept_at)
    found = compare(stage.session, stage.programme, QUESTIONNAIRE, later["version"] - 1, later["version"])
    said = {
        key: Declared(Comparability(each["as"]), each["note"]) for key, each in changes["declared"].items()
    }
    declare(stage.session, stage.office, stage.programme, found, said, declared_at)
