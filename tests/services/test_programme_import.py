"""A folder taken in: all or nothing, twice the same, changed lines change rows. On both engines."""

import shutil
from datetime import date

import pytest
from sqlalchemy import func, select

from surveyapp.models import (
    Base,
    Code,
    Event,
    Institution,
    Membership,
    Person,
    Programme,
    RegisterEntry,
    Term,
    Unit,
    UnitPeriod,
)
from surveyapp.programme_folder import read_folder
from surveyapp.services.posts import end_post
from surveyapp.services.programme_import import import_programme
from surveyapp.services.ticks import operator
from tests.builders import DEMO, imported
from tests.services.cast import FOLDER, IMPORTED, OPENED, TYPING
from workflows.refusals import Refused


@pytest.fixture
def folder(tmp_path):
    """A copy of the folder, to change lines in."""
    return shutil.copytree(FOLDER, tmp_path / "folder")


def changed(folder, file, before, after):
    text = (folder / file).read_text("utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after), "utf-8")


def taken_in(network, folder, now=TYPING):
    with network.work() as session:
        return import_programme(session, operator(session, now), read_folder(folder), now)


def rows(network):
    """How many rows each table has."""
    with network.work() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }


def test_a_second_import_changes_nothing(planned_network):
    before = rows(planned_network)

    outcome = taken_in(planned_network, FOLDER)

    assert (outcome.changed_anything, dict(outcome.new), dict(outcome.changed)) == (False, {}, {})
    assert {**rows(planned_network), "actor": 0} == {**before, "actor": 0}
    assert outcome.same["unit_period"] == 6


def test_the_demo_folder_is_taken_in_whole_and_a_second_time_changes_nothing(session):
    programme = imported(session, IMPORTED)

    outcome = import_programme(session, operator(session, TYPING), read_folder(DEMO), TYPING)

    day = date(2010, 2, 28)
    held = select(func.count()).select_from(Term).where(Term.from_on <= day, Term.until_on > day)
    kinds = select(UnitPeriod.kind).where(UnitPeriod.unit_id == "hanau").order_by(UnitPeriod.from_on)
    assert (programme.slug, session.scalar(select(func.count()).select_from(Unit))) == ("olov-hessen", 43)
    assert (session.scalar(select(func.count()).select_from(Person)), session.scalar(held)) == (49, 32)
    assert len(set(session.scalars(kinds))) == 2
    assert not outcome.changed_anything


BOTH = {"code": 1, "questionnaire_version": 1}  # the questionnaire has taken the list in
CHANGES = {
    "a name": ("people.csv", "Célia Couto", "Célia Castro", {"person": 1}),
    "an address": ("people.csv", "celia@redes.example", "c@redes.example", {"person": 1}),
    "a unit's name": ("units.csv", "Sorocaba,SOR", "Sorocaba e Itu,SOR", {"unit_period": 1}),
    "the day a unit's name began": ("units.csv", "2026-06-30", "2026-05-31", {"unit_period": 1}),
    "the first day of a post": ("terms.csv", "all,2021-03-01", "all,2021-04-01", {"term": 1}),
    "the last day of a post": ("terms.csv", "2027-03-01", "2027-02-28", {"term": 1}),
    "a share": ("terms.csv", "coordinator,all,2021", "coordinator,content,2021", {"term": 1}),
    "a seat": ("memberships.csv", "advisory", "member", {"membership": 1}),
    "an institution's type": ("institutions.csv", "Jaú,escola", "Jaú,ong", {"institution": 1}),
    "a label": (
        "lists/tipos.csv",
        "Escola,School",
        "Escola,Schools",
        {"code": 1, "questionnaire_version": 1},
    ),
    "a successor": ("lists/tipos.csv", "organisation,biblioteca", "organisation,escola", BOTH),
    "the zone": ("programme.yaml", "America/Sao_Paulo", "America/Bahia", {"programme": 1}),
    "a setting": ("programme.yaml", "Bia Exemplo", "Rui Exemplo", {"programme": 1}),
    "a question": ("questionnaires/leitura.yaml", "Quantos livros?", "Livros?", {"questionnaire_version": 1}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_line_changes_its_row_and_no_other(planned_network, folder, name):
    file, before, after, tables = CHANGES[name]
    changed(folder, file, before, after)
    stood = rows(planned_network)

    first = taken_in(planned_network, folder)
    second = taken_in(planned_network, folder)

    assert (dict(first.new), dict(first.changed)) == ({}, tables)
    assert not second.changed_anything
    kept = sum(tables.get(name, 0) for name in ("term", "membership", "institution"))
    expected = {**stood, "register_entry": kept, "event": 0, "actor": 0}
    assert {**rows(planned_network), "event": 0, "actor": 0} == expected


def test_what_a_register_said_before_a_changed_line_is_kept(planned_network, folder):
    changed(folder, "memberships.csv", "advisory", "member")
    changed(folder, "institutions.csv", "Jaú,escola", "Jaú,ong")

    taken_in(planned_network, folder)

    with planned_network.work() as session:
        kept = session.scalars(select(RegisterEntry).order_by(RegisterEntry.subject)).all()
        assert [(entry.subject, entry.source) for entry in kept] == [
            ("institution", "import"),
            ("membership", "import"),
        ]
        assert (kept[0].before["type"], kept[0].after["type"]) == ("escola", "ong")
        assert (kept[1].before["seat"], kept[1].after["seat"]) == ("advisory", "member")


def test_an_institution_may_be_of_no_known_type(planned_network, folder):
    changed(folder, "institutions.csv", "Jaú,escola", "Jaú,")

    outcome = taken_in(planned_network, folder)

    assert dict(outcome.changed) == {"institution": 1}
    with planned_network.work() as session:
        wanted = select(Institution).where(Institution.type_code.is_(None))
        assert [each.type_list for each in session.scalars(wanted)] == [None]


def test_the_unit_has_one_name_on_each_day_after_its_span_has_moved(planned_network, folder):
    changed(folder, "units.csv", "2026-06-30", "2026-03-31")
    changed(folder, "units.csv", "2026-07-01", "2026-04-01")

    taken_in(planned_network, folder)

    with planned_network.work() as session:
        spans = select(UnitPeriod).where(UnitPeriod.unit_id == "bauru").order_by(UnitPeriod.from_on)
        assert [(span.from_on, span.until_on, span.name) for span in session.scalars(spans)] == [
            (date.min, date(2026, 4, 1), "Bauru"),
            (date(2026, 4, 1), date.max, "Bauru e Jaú"),
        ]


def test_two_spans_that_became_one_leave_one(planned_network, folder):
    changed(folder, "units.csv", "bauru,rede,Bauru,BAU,interior,,2026-06-30,3506003\n", "")
    changed(folder, "units.csv", "2026-07-01", "")

    taken_in(planned_network, folder)

    with planned_network.work() as session:
        spans = session.scalars(select(UnitPeriod).where(UnitPeriod.unit_id == "bauru")).all()
        assert [(span.from_on, span.until_on, span.name) for span in spans] == [
            (date.min, date.max, "Bauru e Jaú")
        ]


def test_nobody_holds_a_post_twice_after_its_first_day_has_moved(planned_network, folder):
    changed(folder, "terms.csv", "all,2021-03-01", "all,2020-01-01")

    taken_in(planned_network, folder)

    with planned_network.work() as session:
        celia = planned_network.person(session, "p3").id
        terms = session.scalars(select(Term).where(Term.person_id == celia)).all()
        assert [term.from_on for term in terms] == [date(2020, 1, 1)]


def test_new_lines_are_new_rows_and_a_line_left_out_stays(planned_network, folder):
    changed(folder, "people.csv", "p6,", "p7,Gil Gomes,gil@redes.example,,\np6,")
    changed(folder, "terms.csv", "p6,bauru", "p7,registro,coordinator,,2027-01-01,\np6,bauru")
    changed(folder, "memberships.csv", "leia,santos,advisory,,2021-01-01,\n", "")

    outcome = taken_in(planned_network, folder)

    assert (dict(outcome.new), dict(outcome.changed)) == ({"person": 1, "term": 1}, {})
    with planned_network.work() as session:
        assert session.scalar(select(func.count()).select_from(Membership)) == 3


def test_what_people_have_set_themselves_stays(network):
    with network.work() as session:
        celia = network.person(session, "p3")
        celia.language = "en"
        network.person(session, "p1").language = "en"
        term = session.scalars(select(Term).where(Term.person_id == celia.id)).one()
        end_post(session, operator(session, TYPING), term.programme_id, term.id, TYPING.date(), TYPING)

    outcome = taken_in(network, FOLDER)

    assert not outcome.changed_anything
    with network.work() as session:
        celia = network.person(session, "p3")
        term = session.scalars(select(Term).where(Term.person_id == celia.id)).one()
        assert (celia.language, network.person(session, "p1").language) == ("en", "en")
        assert (term.until_on, term.source) == (TYPING.date(), "staff")


def test_a_questionnaire_in_use_refuses_the_whole_import(network, folder):
    changed(folder, "questionnaires/leitura.yaml", "Quantos livros?", "Livros?")
    changed(folder, "people.csv", "Célia Couto", "Célia Castro")

    with pytest.raises(Refused) as refused:
        taken_in(network, folder)

    assert (refused.value.code, refused.value.facts) == (
        "questionnaire.frozen",
        {"questionnaire": "leitura", "version": 1},
    )
    with network.work() as session:
        assert network.person(session, "p3").name == "Célia Couto"


def test_two_programmes_live_side_by_side(planned_network):
    with planned_network.work() as session:
        imported(session, OPENED)

    with planned_network.work() as session:
        slugs = session.scalars(select(Programme.slug).order_by(Programme.slug)).all()
        counted = select(Unit.programme_id, func.count()).group_by(Unit.programme_id)
        units = dict(session.execute(counted).all())
    assert slugs == ["olov-hessen", "redes-de-leitura"]
    assert sorted(units.values()) == [5, 43]


def test_an_import_is_recorded_with_what_it_did_and_one_that_did_nothing_is_not(planned_network):
    taken_in(planned_network, FOLDER)

    with planned_network.work() as session:
        details = session.scalars(select(Event.details).where(Event.action == "programme.imported")).all()
        codes = session.scalars(select(Code.successor).order_by(Code.position)).all()
    assert [entry["new"]["unit"] for entry in details] == [5]
    assert codes == [None, None, "biblioteca"]


def tiles(network):
    with network.work() as session:
        rows = session.execute(
            select(Unit.id, Unit.tile_row, Unit.tile_column)
            .where(Unit.tile_row.is_not(None))
            .order_by(Unit.id)
        )
        return [tuple(row) for row in rows]


def test_the_map_is_the_folders_and_a_folder_without_one_leaves_it_alone(planned_network, folder):
    assert tiles(planned_network) == []

    (folder / "tiles.csv").write_text("unit,row,column\nsantos,0,1\nbauru,1,0\ncampinas,1,1\n", "utf-8")
    first = taken_in(planned_network, folder)
    (folder / "tiles.csv").write_text("unit,row,column\nsantos,1,0\nbauru,0,1\n", "utf-8")
    second = taken_in(planned_network, folder)

    assert (first.new["tile"], second.changed["tile"]) == (3, 3)
    assert tiles(planned_network) == [("bauru", 0, 1), ("santos", 1, 0)]
    assert not taken_in(planned_network, folder).changed_anything
    assert not taken_in(planned_network, FOLDER).changed_anything
    assert tiles(planned_network) == [("bauru", 0, 1), ("santos", 1, 0)]
