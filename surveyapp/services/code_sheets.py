"""The programme's code lists as staff read them, and which codes are in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Code, CodeList, Programme
from surveyapp.programme_folder.reader import INSTITUTION_TYPES
from surveyapp.queries import code_lists as list_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.list_documents import as_text, lists_of_file
from surveyapp.services.list_versions import keys_asking
from surveyapp.services.questionnaires import loaded
from surveyapp.services.round_values import local_day
from workflows.refusals import Refused

SELECTABLE = "selectable"
"""The column that says whether a code is offered, where a list has it."""
OFFERED, HIDDEN = "yes", "no"


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One code as staff read it. `is_used` says whether anything refers to it, so that it stays for ever."""

    code: str
    labels: Text
    from_on: date
    until_on: date
    successor: str
    facts: Mapping[str, str]
    is_hidden: bool
    is_over: bool
    is_used: bool


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list at a glance."""

    list_id: str
    names: Text
    n: int
    n_hidden: int
    n_over: int


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One list. `columns` are its further columns, `can_hide` whether one of them says what is offered."""

    list_id: str
    names: Text
    columns: tuple[str, ...]
    can_hide: bool
    lines: tuple[CodeLine, ...]

    def line(self, code: str) -> CodeLine:
        """One of the codes. Refused: "code_list.no_code"."""
        found = next((each for each in self.lines if each.code == code), None)
        if found is None:
            raise Refused("code_list.no_code", code=code)
        return found


def overview(session: Session, programme: Programme, now: datetime) -> tuple[ListLine, ...]:
    """The programme's lists by name."""
    today = local_day(now, programme.zone)
    found = []
    for kept in list_queries.lists(session, programme.id):
        codes = programme_queries.codes(session, programme.id, kept.id)
        hidden = sum(is_hidden(code) for code in codes)
        over = sum(code.until_on <= today for code in codes)
        found.append(ListLine(kept.id, _names(kept), len(codes), hidden, over))
    return tuple(found)


def list_at(session: Session, programme: Programme, list_id: str) -> CodeList:
    """The list of this name. Refused: "code_list.unknown"."""
    found = session.get(CodeList, (programme.id, list_id))
    if found is None:
        raise Refused("code_list.unknown", list=list_id)
    return found


def sheet(session: Session, programme: Programme, list_id: str, now: datetime) -> ListSheet:
    """One list with its codes in their order. Refused: "code_list.unknown"."""
    kept = list_at(session, programme, list_id)
    codes = programme_queries.codes(session, programme.id, list_id)
    used = used_codes(session, programme, kept)
    today = local_day(now, programme.zone)
    columns = further_columns(kept, codes)
    return ListSheet(
        list_id,
        _names(kept),
        tuple(column for column in columns if column != SELECTABLE),
        SELECTABLE in columns,
        tuple(
            CodeLine(
                code.code,
                Text(code.labels),
                code.from_on,
                code.until_on,
                code.successor or "",
                code.facts,
                is_hidden(code),
                code.until_on <= today,
                code.code in used,
            )
            for code in codes
        ),
    )


def _names(kept: CodeList) -> Text:
    return Text(kept.layout.get("names") or {"": kept.id})


def is_hidden(code: Code) -> bool:
    """Whether staff do not offer the code: they have not completed it yet, or keep it back."""
    return code.facts.get(SELECTABLE, OFFERED) != OFFERED


def further_columns(kept: CodeList, codes: Sequence[Code]) -> list[str]:
    """The columns of a list that are neither code nor label, days or successor, in the file's order."""
    layout = kept.layout
    own = {
        layout.get("code", "code"),
        "valid_from",
        "valid_to",
        "successor",
        *layout.get("labels", {}).values(),
    }
    named = dict.fromkeys(column for column in layout.get("columns", ()) if column not in own)
    return list(named | dict.fromkeys(column for code in codes for column in code.facts))


def used_codes(session: Session, programme: Programme, kept: CodeList) -> set[str]:
    """The codes of a list that something refers to: an answer, a register, a goal, another code."""
    keys: set[str] = set()
    for version in round_queries.versions(session, programme.id):
        if names := lists_of_file(version.document, kept.file):
            keys.update(keys_asking(loaded(version), names))
    found = list_queries.answered(session, programme.id, keys)
    found |= list_queries.goals(session, programme.id)
    found |= list_queries.successors(session, programme.id, kept.id)
    if kept.id == INSTITUTION_TYPES:
        found |= list_queries.kinds_in_registers(session, programme.id, kept.id)
    return found


def as_file(session: Session, programme: Programme, list_id: str) -> str:
    """The list as CSV, as a programme's folder has it. Refused: "code_list.unknown"."""
    kept = list_at(session, programme, list_id)
    return as_text(kept, programme_queries.codes(session, programme.id, list_id))
