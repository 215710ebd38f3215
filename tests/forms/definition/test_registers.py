from pathlib import Path

import pytest

from forms.definition import check, load, read_document
from forms.questionnaire import Binding, RegisterKind, SelfReport

DOCUMENT = Path(__file__).parents[2] / "programmes" / "bund" / "questionnaires" / "registers.yaml"
SOUND = DOCUMENT.read_text(encoding="utf-8")
HEAD, REGISTER, REST = SOUND.partition("    register:\n")

PLANTED = [
    ("of: person", "of: animal", "of", "'animal' is not known here"),
    ("of: person", "of: institution", "share", "the key 'share' is not known here"),
    ("      name: person\n", "", "", "'name' is missing"),
    ("share: share", "share: shire", "share", "there is no field 'shire' in these rows"),
    ("since: since", "since: kind", "since", "'since' is read from a field of type month, not single"),
    ("      since: since\n", "      since: since\n      role: king\n", "role", "'king' is no post"),
    ("item: people_changed", "item: people_change", "asked.item", "there is no item 'people_change' with"),
    ("item: people_changed", "item: goals", "asked.item", "there is no item 'goals' with choices"),
    ('unchanged: ["no"]', 'unchanged: ["nope"]', "asked.unchanged[0]", "'nope' is none of the choices"),
    ("counts: [institution_type]", "counts: [seat]", "asked.counts[0]", "'seat' is no fact that this"),
    ("counts: [institution_type]", "counts: [name]", "asked.counts[0]", "'name' is no fact that this"),
    ("counts: [institution_type]", "unseen: [face]", "asked.unseen", "kinds of change stand here, but"),
    (
        "counts: [institution_type]",
        "kinds: member_changes, unseen: [fame]",
        "asked.unseen[0]",
        "'fame' is none of the choices of 'member_changes'",
    ),
    ('unchanged: ["no"], ', "", "asked", "'unchanged' is missing"),
]


def test_the_sound_document_has_no_fault():
    assert check(SOUND, {}) == ()


@pytest.mark.parametrize(("old", "new", "place", "reason"), PLANTED, ids=[each[3] for each in PLANTED])
def test_a_fault_of_a_register_is_found_at_its_place(old, new, place, reason):
    assert old in REST

    faults = check(HEAD + REGISTER + REST.replace(old, new, 1), {})

    expected = f"items[0].register.{place}" if place else "items[0].register"
    assert [fault.place for fault in faults if fault.reason.startswith(reason)] == [expected]


def test_a_text_where_a_register_belongs_is_a_fault():
    end = SOUND.index("    fields:\n")

    faults = check(f"{HEAD}    register: person\n{SOUND[end:]}", {})

    assert [fault.place for fault in faults] == ["items[0].register"]


def test_rosters_know_their_registers():
    items = load(read_document(SOUND, {})).question_by_key

    assert items["people"].binding == Binding(
        kind=RegisterKind.PERSON,
        fields={
            "name": "person",
            "email": "email",
            "share": "share",
            "institution_type": "kind",
            "since": "since",
        },
        role="coordinator",
        asked=SelfReport("people_changed", ("no",), ("institution_type",)),
    )
    assert items["members"].binding == Binding(
        kind=RegisterKind.INSTITUTION,
        fields={
            "name": "institution",
            "institution_type": "kind",
            "seat": "seat",
            "since": "since",
            "until": "until",
        },
        asked=SelfReport("members_changed", ("no",), ("seat",), "member_changes", ("face",)),
    )
    assert items["goals"].binding is None
