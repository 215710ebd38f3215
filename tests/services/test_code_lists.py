"""Codes completed, added, ended and taken out by staff, and what an import leaves of it. On both engines."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from forms.texts import Text
from surveyapp.models import Code, Event, Programme
from surveyapp.programme_folder import read_folder
from surveyapp.services.code_lists import CodeWords, add_code, change_code, delete_code
from surveyapp.services.code_sheets import as_file, overview, sheet
from surveyapp.services.list_documents import kept_lists, renewed
from surveyapp.services.programme_import import import_programme
from surveyapp.services.ticks import operator
from tests.builders import DEMO, imported
from tests.services.cast import FOLDER, OPENED, TYPING, plan
from workflows.refusals import Refused

KINDS = "institution_types"
STANDARDS = "quality_standards"
LIBRARY = CodeWords({"pt": "Biblioteca", "en": "Library"})


def act(network, verb, *told, **further):
    with network.work() as session:
        programme = session.scalars(select(Programme)).one()
        return verb(session, operator(session, TYPING), programme, *told, TYPING, **further)


def kinds(network):
    """The list as staff read it."""
    with network.work() as session:
        return sheet(session, session.scalars(select(Programme)).one(), KINDS, TYPING)


def taken_in(network, folder=FOLDER):
    with network.work() as session:
        return import_programme(session, operator(session, TYPING), read_folder(folder), TYPING)


def refusal(code):
    return pytest.raises(Refused, match=rf"^{code}$")


def test_a_list_is_read_with_its_codes_and_what_is_in_use(planned_network):
    found = kinds(planned_network)

    assert [(line.code, line.successor, line.is_used) for line in found.lines] == [
        ("biblioteca", "", True),
        ("escola", "", True),
        ("ong", "biblioteca", True),
    ]
    assert (found.can_hide, found.columns) == (False, ())
    assert found.line("ong").labels == Text({"pt": "Organização civil", "en": "Civil organisation"})


def test_a_code_says_something_else_and_the_log_keeps_what_it_said(planned_network):
    words = CodeWords(
        {"pt": "Biblioteca pública", "en": " Public library "}, date(2020, 1, 1), date(2030, 1, 1)
    )

    act(planned_network, change_code, KINDS, "biblioteca", words)
    act(planned_network, change_code, KINDS, "biblioteca", words)

    line = kinds(planned_network).line("biblioteca")
    assert line.labels == Text({"pt": "Biblioteca pública", "en": "Public library"})
    assert (line.from_on, line.until_on) == (date(2020, 1, 1), date(2030, 1, 1))
    with planned_network.work() as session:
        (event,) = session.scalars(select(Event).where(Event.subject_kind == "code")).all()
    assert (event.action, event.subject_id) == ("code.ended", "institution_types/biblioteca")
    assert event.details == {
        "list": KINDS,
        "choice": "biblioteca",
        "label": "Biblioteca pública",
        "before": {
            "labels": {"pt": "Biblioteca", "en": "Library"},
            "from_on": "0001-01-01",
            "until_on": "9999-12-31",
        },
        "on": "2029-12-31",
    }


WRONG = {
    "no label": ("code_list.no_label", {"labels": {"pt": "Biblioteca", "en": " "}}),
    "days": ("code_list.days", {"from_on": date(2020, 1, 2), "until_on": date(2020, 1, 2)}),
    "itself": ("code_list.successor_self", {"successor": "biblioteca"}),
    "unknown": ("code_list.successor_unknown", {"successor": "museu"}),
    "a circle": ("code_list.successor_circle", {"successor": "ong"}),
    "placeholder": ("code_list.placeholder", {"labels": {"pt": "Biblioteca", "en": "Unknown"}}),
    "another's label": ("code_list.label_taken", {"labels": {"pt": "escola", "en": "Library"}}),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_code_may_not_say_is_refused(planned_network, name):
    code, changed = WRONG[name]

    with refusal(code):
        act(planned_network, change_code, KINDS, "biblioteca", replace(LIBRARY, **changed))

    assert kinds(planned_network).line("biblioteca").labels == Text({"pt": "Biblioteca", "en": "Library"})


def test_a_label_may_be_that_of_a_code_of_other_days(planned_network):
    old = replace(LIBRARY, until_on=date(2020, 1, 1), successor="nova")
    new = CodeWords({"pt": "Biblioteca", "en": "Library"}, date(2020, 1, 1))
    act(planned_network, change_code, KINDS, "biblioteca", replace(old, successor=None))

    act(planned_network, add_code, KINDS, "nova", new, after="biblioteca")
    act(planned_network, change_code, KINDS, "biblioteca", old)

    assert [(line.code, line.is_over, line.successor) for line in kinds(planned_network).lines] == [
        ("biblioteca", True, "nova"),
        ("nova", False, ""),
        ("escola", False, ""),
        ("ong", False, "biblioteca"),
    ]


@pytest.mark.parametrize(
    ("key", "refused"),
    [
        ("two words", "code_list.key"),
        ("", "code_list.key"),
        ("new", "code_list.key"),
        ("ONG", "code_list.key_taken"),
    ],
)
def test_the_key_of_a_new_code_is_short_and_its_own(planned_network, key, refused):
    with refusal(refused):
        act(planned_network, add_code, KINDS, key, CodeWords({"pt": "Museu", "en": "Museum"}))


def test_a_code_in_use_is_not_taken_out(planned_network):
    with refusal("code_list.used"):
        act(planned_network, delete_code, KINDS, "escola")

    assert len(kinds(planned_network).lines) == 3


def test_a_code_that_a_draft_names_is_in_use(planned_network):
    act(planned_network, add_code, KINDS, "museu", CodeWords({"pt": "Museu", "en": "Museum"}))
    planned_network.open_round("2026", plan(), OPENED)
    seat = planned_network.seat("santos")
    assert not kinds(planned_network).line("museu").is_used

    planned_network.save(seat, {"pessoas.pessoa:r1": "Ana", "pessoas.tipo:r1": "museu"})

    assert kinds(planned_network).line("museu").is_used


def test_a_code_that_nothing_names_is_taken_out_and_the_folder_does_not_bring_it_back(
    planned_network, tmp_path
):
    folder = shutil.copytree(FOLDER, tmp_path / "folder")
    table = folder / "lists" / "tipos.csv"
    table.write_text(table.read_text("utf-8") + "museu,Museu,Museum,\n", "utf-8")
    taken_in(planned_network, folder)

    act(planned_network, delete_code, KINDS, "museu")
    outcome = taken_in(planned_network, folder)

    assert [line.code for line in kinds(planned_network).lines] == ["biblioteca", "escola", "ong"]
    assert not outcome.changed_anything

    act(planned_network, add_code, KINDS, "museu", CodeWords({"pt": "Museus", "en": "Museums"}))

    assert not taken_in(planned_network, folder).changed_anything
    assert kinds(planned_network).line("museu").labels.in_("pt") == "Museus"


def test_an_import_leaves_what_staff_typed_and_takes_the_rest(planned_network, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "folder")
    table = folder / "lists" / "tipos.csv"
    act(
        planned_network,
        change_code,
        KINDS,
        "biblioteca",
        CodeWords({"pt": "Sala de leitura", "en": "Library"}),
    )
    table.write_text(
        table.read_text("utf-8").replace("Escola,", "Colégio,") + "museu,Museu,Museum,\n", "utf-8"
    )

    first, second = taken_in(planned_network, folder), taken_in(planned_network, folder)

    assert [(line.code, line.labels.in_("pt")) for line in kinds(planned_network).lines] == [
        ("biblioteca", "Sala de leitura"),
        ("escola", "Colégio"),
        ("ong", "Organização civil"),
        ("museu", "Museu"),
    ]
    assert dict(first.changed) == {"code": 1, "questionnaire_version": 1}
    assert not second.changed_anything


def test_the_file_of_a_list_is_what_the_folder_has(planned_network):
    with planned_network.work() as session:
        programme = session.scalars(select(Programme)).one()
        assert as_file(session, programme, KINDS) == (FOLDER / "lists" / "tipos.csv").read_text("utf-8")


def test_a_list_that_there_is_not_is_refused(planned_network):
    with planned_network.work() as session, refusal("code_list.unknown"):
        sheet(session, session.scalars(select(Programme)).one(), "museus", TYPING)
    with refusal("code_list.no_code"):
        act(planned_network, change_code, KINDS, "museu", LIBRARY)


def test_documents_made_anew_of_untouched_lists_are_the_folders_own(session):
    programme = imported(session, TYPING)
    folder = read_folder(DEMO)
    lists = kept_lists(session, programme.id)

    assert [renewed(document, lists) for document in folder.documents] == list(folder.documents)


def test_hidden_standards_are_counted_and_completed(session):
    programme = imported(session, TYPING)
    lines = {each.list_id: each for each in overview(session, programme, TYPING)}
    assert (lines[STANDARDS].n, lines[STANDARDS].n_hidden) == (27, 17)
    assert sheet(session, programme, STANDARDS, TYPING).columns == (
        *("process", "level", "completeness", "source", "note"),
    )
    actor_id = operator(session, TYPING)
    words = CodeWords({"de": "Patenschaften", "en": "Mentors"}, facts={"selectable": "yes", "process": ""})

    with refusal("code_list.placeholder"):
        unknown = replace(words, labels={"de": "unbekannt", "en": "Mentors"})
        change_code(session, actor_id, programme, STANDARDS, "unknown_content_08", unknown, TYPING)
    change_code(session, actor_id, programme, STANDARDS, "unknown_content_08", words, TYPING)

    line = sheet(session, programme, STANDARDS, TYPING).line("unknown_content_08")
    assert (line.is_hidden, line.facts.get("process"), line.facts["level"]) == (False, None, "content")
    assert session.get(Code, (programme.id, STANDARDS, "BO1")).source == "import"
