import copy

import yaml
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import DefinitionFaults, load
from forms.definition.entry import Entry
from forms.definition.faults import FaultList
from forms.definition.list_files import merge_files
from forms.definition.yaml_text import read_yaml
from tests.definitions import list_files, text_of

SOUND, LINES, _ = read_yaml(text_of("every_feature"))
PATHS = sorted((path for path in LINES if path), key=str)

scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-1, 1) | st.text(max_size=5)
words = st.sampled_from(
    ["people", "yn", "code", "from", "${people}", "${row.colour} = .", "{goal}", "colours.csv"]
)
names = st.sampled_from(["key", "type", "file", "code", "de", "where", "other", "kind", "from", "id", "fill"])
junk = st.recursive(
    scalars | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


def with_replaced(path, value):
    document = copy.deepcopy(SOUND)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


def faults_of(document):
    """What loading refuses; nothing when it does not."""
    merge_files(Entry(document, (), FaultList(), ("de", "en")), list_files())
    try:
        load(document)
    except DefinitionFaults as refused:
        return refused.faults
    return ()


@given(st.sampled_from(PATHS), junk)
def test_whatever_stands_at_a_place_it_is_read_or_refused_with_faults(path, value):
    faults = faults_of(with_replaced(path, value))

    assert all(fault.place and fault.reason for fault in faults)


def test_a_document_that_json_cannot_hold_is_refused():
    faults = faults_of(with_replaced(("summary", "lead", "note"), float("nan")))

    assert [fault.place for fault in faults] == ["document"]


def test_the_sound_document_is_plain_yaml_for_others_too():
    assert yaml.safe_load(text_of("every_feature"))["id"] == "every_feature"
