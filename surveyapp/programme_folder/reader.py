"""The folder as a whole.

Programme.yaml first, then the tables that refer to it and to one another, then the questionnaires.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forms.definition import DefinitionFaults, load, read_document
from surveyapp.programme_folder import registers
from surveyapp.programme_folder.head import FILE, Head
from surveyapp.programme_folder.tables import Faults
from surveyapp.programme_folder.values import FolderFaults, ProgrammeFolder

INSTITUTION_TYPES = "institution_types"


def read_folder(folder: Path) -> ProgrammeFolder:
    """The programme in the folder. Raises FolderFaults with everything that is wrong in any of its files.

    programme.yaml is needed, as are units.csv and at least one questionnaire; other tables may be missing.
    """
    faults = Faults()

    def text(name: str, *, needed: bool = False) -> str:
        return _text(folder, name, faults, needed=needed)

    head = Head(text(FILE, needed=True), faults)
    units = registers.units("units.csv", text("units.csv", needed=True), head.layers, faults)
    ids = {unit.unit for unit in units}
    code_lists = {
        name: registers.codes(entry, text(entry["file"], needed=True), faults)
        for name, entry in head.code_lists
    }
    kept = code_lists.get(INSTITUTION_TYPES)
    types = {line.code for line in kept.lines} if kept else set()
    people = registers.people("people.csv", text("people.csv"), head.languages, faults)
    persons = {person.person for person in people}
    institutions = registers.institutions("institutions.csv", text("institutions.csv"), types, ids, faults)
    known = {institution.institution for institution in institutions}
    links = registers.links("unit_links.csv", text("unit_links.csv"), ids, faults)
    tiles = registers.tiles("tiles.csv", text("tiles.csv"), units, faults)
    terms = registers.terms("terms.csv", text("terms.csv"), persons, ids, faults)
    memberships = registers.memberships("memberships.csv", text("memberships.csv"), known, ids, faults)
    documents = _questionnaires(folder, head.languages, faults)
    if faults.found:
        raise FolderFaults(tuple(sorted(faults.found)))
    return ProgrammeFolder(
        slug=head.content["slug"],
        names=head.content["names"],
        zone=head.content["zone"],
        languages=head.languages,
        settings=head.settings,
        series=head.content.get("series", {}),
        units=units,
        tiles=tiles,
        links=links,
        code_lists=code_lists,
        people=people,
        terms=terms,
        institutions=institutions,
        memberships=memberships,
        documents=documents,
    )


def _text(folder: Path, name: str, faults: Faults, *, needed: bool = False) -> str:
    path = folder / name
    if not path.is_file():
        if needed:
            faults.add(name, 0, "the file is missing")
        return ""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        faults.add(name, 0, "the file is not UTF-8")
        return ""
    if needed and not text.strip():
        faults.add(name, 0, "the file is empty")
        return ""
    return text


def _questionnaires(
    folder: Path, languages: tuple[str, ...], faults: Faults
) -> tuple[Mapping[str, Any], ...]:
    lists = {
        path.name: _text(folder, f"lists/{path.name}", faults)
        for path in sorted((folder / "lists").glob("*.csv"))
    }
    paths = sorted((folder / "questionnaires").glob("*.yaml"))
    if not paths:
        faults.add("questionnaires", 0, "no questionnaire is there")
    documents = {}
    for path in paths:
        name = f"questionnaires/{path.name}"
        try:
            document = read_document(_text(folder, name, faults, needed=True), lists)
            questionnaire = load(document)
        except DefinitionFaults as error:
            for fault in error.faults:
                faults.add(name, fault.line, f"{fault.place}: {fault.reason}")
            continue
        missing = [language for language in languages if language not in questionnaire.languages]
        if missing:
            faults.add(name, 0, f"the questionnaire lacks the languages {', '.join(missing)}")
        version = (questionnaire.id, questionnaire.version)
        if version in documents:
            faults.add(name, 0, f"version {questionnaire.version} of “{questionnaire.id}” stands twice")
        documents[version] = dict(document)
    return tuple(documents.values())
