from pathlib import Path

import pytest
import yaml

from forms.definition import DefinitionFaults, check, load, read_document
from tests.definitions import list_files, text_of

SOUND = text_of("every_feature")
PLANTED = yaml.safe_load(Path(__file__).with_name("planted_faults.yaml").read_text(encoding="utf-8"))


def planted_text(planted):
    assert SOUND.count(planted["old"]) == 1
    return SOUND.replace(planted["old"], planted["new"])


def line_of(planted):
    text, marker = planted_text(planted), planted.get("at", planted["new"])
    return text[: text.index(marker)].count("\n") + 1


def test_the_sound_questionnaire_has_no_fault():
    assert check(SOUND, list_files()) == ()


@pytest.mark.parametrize("planted", PLANTED, ids=[planted["name"] for planted in PLANTED])
def test_a_planted_fault_is_found_with_its_place_and_line(planted):
    faults = check(planted_text(planted), list_files())

    found = [(fault.line, fault.place) for fault in faults if fault.reason.startswith(planted["reason"])]
    assert found == [(line_of(planted), planted["place"])]


def test_every_planted_fault_is_another():
    assert len({planted["name"] for planted in PLANTED}) == len(PLANTED)
    assert len({(planted["old"], planted["new"]) for planted in PLANTED}) == len(PLANTED)


def test_all_faults_are_told_at_once_in_the_order_of_the_lines():
    text = SOUND.replace("type: computed", "type: computer").replace("version: 1", "version: 0")
    text = text.replace("kind: multi_count, base", "kind: multi_cont, base")

    faults = check(text, list_files())

    assert [(fault.line, fault.place) for fault in faults] == [
        (2, "version"),
        (86, "items[2].compare[0].kind"),
        (126, "items[8].type"),
    ]


def test_loading_refuses_with_the_faults_that_checking_tells():
    text = SOUND.replace("type: computed", "type: computer")

    with pytest.raises(DefinitionFaults) as refused:
        load(read_document(text, list_files()))

    assert refused.value.faults == check(text, list_files())


def test_a_document_without_lines_is_refused_with_places_only():
    document = dict(read_document(SOUND.replace("type: computed", "type: computer"), list_files()))

    with pytest.raises(DefinitionFaults) as refused:
        load(document)

    assert [(fault.line, fault.place) for fault in refused.value.faults] == [(0, "items[8].type")]
