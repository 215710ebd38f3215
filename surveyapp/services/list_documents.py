"""A code list as the table it came from, and documents of questionnaires with their lists made anew of it.

There is one way from a table to choices, that of `forms.definition`: a list is written as the file would say
it, and the document reads it as it reads the file.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from forms.definition import DefinitionFaults, load, with_lists
from surveyapp.models import Code, CodeList
from surveyapp.queries import code_lists as list_queries
from surveyapp.queries import programmes as programme_queries
from workflows.refusals import Refused

STAFF = "staff"
DAYS = ("valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class KeptList:
    """A code list as questionnaires ask for it: the file's name and its text.

    `dated` are those of DAYS that staff have given to a code: from then on they count in every document.
    """

    file: str
    text: str
    dated: frozenset[str]


def kept_lists(session: Session, programme_id: UUID) -> tuple[KeptList, ...]:
    """All code lists of the programme as they stand now."""
    found = []
    for each in list_queries.lists(session, programme_id):
        codes = programme_queries.codes(session, programme_id, each.id)
        found.append(KeptList(each.file, as_text(each, codes), _dated(codes)))
    return tuple(found)


def as_text(kept: CodeList, codes: Sequence[Code]) -> str:
    """The list as its file would say it (CSV with a head line): what a programme's folder takes in again."""
    rows = [_row(kept, code) for code in codes]
    written = io.StringIO()
    table = csv.DictWriter(written, columns_of(kept, rows), restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return written.getvalue()


def columns_of(kept: CodeList, rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The head line of the file, and behind it what else the rows hold."""
    head = dict.fromkeys(kept.layout.get("columns") or ())
    return list(head | dict.fromkeys(column for row in rows for column in row))


def label_column(kept: CodeList, language: str) -> str:
    """The column in which labels of a language stand."""
    return str(kept.layout.get("labels", {}).get(language, f"label_{language}"))


def _row(kept: CodeList, code: Code) -> dict[str, str]:
    last_on = None if code.until_on == date.max else code.until_on - timedelta(days=1)
    days = {
        "valid_from": "" if code.from_on == date.min else code.from_on.isoformat(),
        "valid_to": last_on.isoformat() if last_on else "",
        "successor": code.successor or "",
    }
    return {
        str(kept.layout.get("code", "code")): code.code,
        **{label_column(kept, language): label for language, label in code.labels.items()},
        **{name: text for name, text in days.items() if text},
        **code.facts,
    }


def _dated(codes: Sequence[Code]) -> frozenset[str]:
    ours = [code for code in codes if code.source == STAFF]
    begins, ends = (
        any(code.from_on != date.min for code in ours),
        any(code.until_on != date.max for code in ours),
    )
    return frozenset(day for day, given in zip(DAYS, (begins, ends), strict=True) if given)


def lists_of_file(document: Mapping[str, Any], file: str) -> dict[str, Mapping[str, Any]]:
    """Those lists of a document that are made of the file, by their name there."""
    lists = document.get("lists", {})
    return {name: spec for name, spec in lists.items() if isinstance(spec, dict) and spec.get("file") == file}


def renewed(document: Mapping[str, Any], lists: Sequence[KeptList]) -> dict[str, Any]:
    """The document with the choices of its lists as the programme's code lists stand now.

    Refused: "code_list.unfit" where it would be no questionnaire then: nothing is left to choose, or it
    speaks of a code that is gone.
    """
    specs: dict[str, Any] = {}
    for kept in lists:
        for name, spec in lists_of_file(document, kept.file).items():
            specs[name] = {**{day: day for day in kept.dated}, **spec}
    if not specs:
        return dict(document)
    asked = {**document, "lists": {**document["lists"], **specs}}
    try:
        made = with_lists(asked, {kept.file: kept.text for kept in lists})
        load(made)
    except DefinitionFaults as error:
        raise Refused("code_list.unfit", questionnaire=document.get("id", "")) from error
    return made


def with_standing_lists(
    document: Mapping[str, Any], standing: Mapping[str, Any], lists: Sequence[KeptList]
) -> dict[str, Any]:
    """The document with the programme's lists as a version in use has them: they stay as they were."""
    kept = [lists_of_file(standing, each.file) for each in lists]
    asked = document.get("lists", {})
    stay = {name: spec for each in kept for name, spec in each.items() if name in asked}
    return {**document, "lists": {**asked, **stay}} if stay else dict(document)
