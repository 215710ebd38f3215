"""The folder as a whole.

Programme.yaml first, then the tables that refer to it and to one another, then the questionnaires.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from forms.definition import DefinitionFaults, load, read_document
from surveyapp.programme_folder import registers
from surveyapp.programme_folder.tables import Faults
from surveyapp.programme_folder.values import CodeLine, FolderFaults, ProgrammeFolder
from workflows.calendars import Calendar
from workflows.refusals import Refused

SETTINGS = ("unit_words", "post_words", "holidays", "contact", "sender", "invented")
NEEDED = ("slug", "names", "zone", "languages", "layers", "unit_words", "contact")
OPTIONAL = ("post_words", "holidays", "series", "code_lists", "sender", "invented")
INSTITUTION_TYPES = "institution_types"


def read_folder(folder: Path) -> ProgrammeFolder:
    """The programme in the folder. Raises FolderFaults with everything that is wrong in any of its files.

    programme.yaml is needed, as are units.csv and at least one questionnaire; other tables may be missing.
    """
    faults = Faults()
    head = _Head(folder, faults)
    if faults.found:
        raise FolderFaults(tuple(sorted(faults.found)))
    units = registers.units("units.csv", _text(folder, "units.csv", faults, needed=True), head.layers, faults)
    ids = {unit.unit for unit in units}
    code_lists = {name: head.codes(folder, name) for name in head.content.get("code_lists", {})}
    types = {code.code for code in code_lists.get(INSTITUTION_TYPES, ())}
    people = registers.people("people.csv", _text(folder, "people.csv", faults), head.languages, faults)
    institutions = registers.institutions(
        "institutions.csv", _text(folder, "institutions.csv", faults), types, ids, faults
    )
    found = ProgrammeFolder(
        slug=head.content["slug"],
        names=head.content["names"],
        zone=head.content["zone"],
        languages=head.languages,
        settings={name: head.content[name] for name in SETTINGS if name in head.content},
        series=head.content.get("series", {}),
        units=units,
        links=registers.links("unit_links.csv", _text(folder, "unit_links.csv", faults), ids, faults),
        code_lists=code_lists,
        people=people,
        terms=registers.terms(
            "terms.csv",
            _text(folder, "terms.csv", faults),
            {person.person for person in people},
            ids,
            faults,
        ),
        institutions=institutions,
        memberships=registers.memberships(
            "memberships.csv",
            _text(folder, "memberships.csv", faults),
            {institution.institution for institution in institutions},
            ids,
            faults,
        ),
        documents=_questionnaires(folder, faults),
    )
    if faults.found:
        raise FolderFaults(tuple(sorted(faults.found)))
    return found


class _Head:
    """programme.yaml: what it says, and the line of each of its keys."""

    FILE = "programme.yaml"

    def __init__(self, folder: Path, faults: Faults) -> None:
        self.faults = faults
        self.content, self.lines = _mapping(self.FILE, _text(folder, self.FILE, faults, needed=True), faults)
        if faults.found:
            return
        for name in NEEDED:
            if not self.content.get(name):
                faults.add(self.FILE, 0, f"“{name}” is missing")
        for name in self.content:
            if name not in {*NEEDED, *OPTIONAL}:
                self._complain(name, f"“{name}” is not known")
        if not faults.found:
            self._check_values()

    @property
    def languages(self) -> tuple[str, ...]:
        """The programme's languages; the first is its own."""
        return tuple(self.content["languages"])

    @property
    def layers(self) -> tuple[str, ...]:
        """The kinds of unit the programme has."""
        return tuple(self.content["layers"])

    def codes(self, folder: Path, name: str) -> tuple[CodeLine, ...]:
        """The codes of a list that programme.yaml names: its file, its code column, its label columns."""
        entry = self.content["code_lists"][name]
        text = _text(folder, entry["file"], self.faults, needed=True)
        return registers.codes(entry["file"], text, entry["code"], entry["labels"], self.faults)

    def _complain(self, name: str, reason: str) -> None:
        self.faults.add(self.FILE, self.lines.get(name, 0), reason)

    def _check_values(self) -> None:
        if not all(isinstance(language, str) for language in self.content["languages"]):
            self._complain("languages", "“languages” lists language codes such as de")
        for name in ("names", "unit_words", "post_words"):
            missing = set(self.content["languages"]) - set(self.content.get(name, self.content["languages"]))
            if missing:
                self._complain(name, f"“{name}” lacks the languages {', '.join(sorted(missing))}")
        try:
            ZoneInfo(self.content["zone"])
        except (ZoneInfoNotFoundError, ValueError):
            self._complain(
                "zone", f"the zone “{self.content['zone']}” is not known, expected one such as Europe/Berlin"
            )
        self._check_holidays()
        for name, entry in self.content.get("code_lists", {}).items():
            if not isinstance(entry, dict) or {"file", "code", "labels"} - set(entry):
                self._complain("code_lists", f"the list “{name}” needs file, code and labels")

    def _check_holidays(self) -> None:
        kept = self.content.get("holidays", {})
        try:
            Calendar(kept.get("country", "DE"), kept.get("subdivision"), frozenset(), self.languages[0])
        except Refused:
            self._complain("holidays", "no public holidays are known for this country and subdivision")


def _mapping(file: str, text: str, faults: Faults) -> tuple[dict[str, Any], Mapping[str, int]]:
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        faults.add(file, line, f"not readable as YAML: {error.problem}")
        return {}, {}
    if not isinstance(content, dict) or not isinstance(node, yaml.MappingNode):
        faults.add(file, 0, "expected a mapping")
        return {}, {}
    return content, {key.value: key.start_mark.line + 1 for key, _ in node.value}


def _text(folder: Path, name: str, faults: Faults, *, needed: bool = False) -> str:
    path = folder / name
    if not path.is_file():
        if needed:
            faults.add(name, 0, "the file is missing")
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        faults.add(name, 0, "the file is not UTF-8")
        return ""


def _questionnaires(folder: Path, faults: Faults) -> tuple[Mapping[str, Any], ...]:
    lists = {
        path.name: _text(folder, f"lists/{path.name}", faults)
        for path in sorted((folder / "lists").glob("*.csv"))
    }
    documents = []
    for path in sorted((folder / "questionnaires").glob("*.yaml")):
        name = f"questionnaires/{path.name}"
        try:
            document = read_document(_text(folder, name, faults), lists)
            load(document)
            documents.append(dict(document))
        except DefinitionFaults as error:
            for fault in error.faults:
                faults.add(name, fault.line, f"{fault.place}: {fault.reason}")
    if not documents and not any(fault.file.startswith("questionnaires/") for fault in faults.found):
        faults.add("questionnaires", 0, "no questionnaire is there")
    return tuple(documents)
