"""A questionnaire as a document: read from YAML and list files, checked whole, made into frozen values."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from forms.definition.entry import Entry
from forms.definition.faults import DefinitionFault, DefinitionFaults, FaultList, Path
from forms.definition.list_files import merge_files, renew_choices
from forms.definition.loading import document_hash, languages_of, load, read_questionnaire
from forms.definition.yaml_text import read_yaml

__all__ = [
    "DefinitionFault",
    "DefinitionFaults",
    "Document",
    "check",
    "document_hash",
    "load",
    "read_document",
    "with_lists",
]


class Document(dict[str, Any]):
    """A self-contained plain document, fit for JSON, that remembers the line of each of its places."""

    def __init__(self, plain: Mapping[str, Any], lines: Mapping[Path, int]) -> None:
        super().__init__(plain)
        self.lines = lines


def read_document(text: str, files: Mapping[str, str]) -> Document:
    """The document of a YAML text, with the lists of `files` (name -> text) written into it.

    DefinitionFaults when the text is no YAML table or a list file cannot be read; what the document says is
    judged by `load`.
    """
    plain, lines, faults = _read(text, files)
    if faults.all():
        raise DefinitionFaults(faults.all())
    return Document(plain, lines)


def with_lists(document: Mapping[str, Any], files: Mapping[str, str]) -> dict[str, Any]:
    """The plain document with the lists that name one of `files` (name -> text) made anew from it.

    DefinitionFaults when a list cannot be made of its file; what the document says is judged by `load`.
    """
    plain = deepcopy(dict(document))
    faults = FaultList({})
    renew_choices(Entry(plain, (), faults, languages_of(plain)), files)
    if faults.all():
        raise DefinitionFaults(faults.all())
    return plain


def check(text: str, files: Mapping[str, str]) -> tuple[DefinitionFault, ...]:
    """Every fault of a YAML text and its list files, in the order of the lines; none for a questionnaire."""
    plain, _, faults = _read(text, files)
    if isinstance(plain, dict):
        read_questionnaire(plain, faults)
    return faults.all()


def _read(text: str, files: Mapping[str, str]) -> tuple[Any, Mapping[Path, int], FaultList]:
    plain, lines, faults = read_yaml(text)
    if isinstance(plain, dict):
        merge_files(Entry(plain, (), faults, languages_of(plain)), files)
    elif not faults.all():
        faults.add((), "the document must be a table with 'id', 'version', 'title' and so on")
    return plain, lines, faults
