"""Every kind of fault of a folder is found, at its file and line; and all of them at once."""

import shutil
from pathlib import Path

import pytest
import yaml

from surveyapp.programme_folder import Fault, FolderFaults, read_folder

HERE = Path(__file__).parent
SOUND = HERE.parent / "programmes" / "redes-de-leitura"

CASES = {case["name"]: case for case in yaml.safe_load((HERE / "planted.yaml").read_text("utf-8"))}


def planted(folder, name):
    """Plant a fault; gives the file and the line where it is to be found, and the reason."""
    case = CASES[name]
    path = folder / case["file"]
    if "stands" in case:
        text = path.read_text("utf-8")
        assert case["stands"] in text, f"{name}: nothing to plant it in"
        path.write_text(text.replace(case["stands"], case["put"], 1), "utf-8")
    elif "put" in case:
        path.write_text(case["put"], "utf-8")
    else:
        path.unlink()
    return case["file"], case["line"], case["reason"]


def found(folder):
    with pytest.raises(FolderFaults) as refused:
        read_folder(folder)
    return refused.value.faults


@pytest.fixture
def folder(tmp_path):
    """A copy of a sound folder, to plant faults in."""
    return shutil.copytree(SOUND, tmp_path / "folder")


def test_a_sound_folder_is_read_whole(folder):
    programme = read_folder(folder)

    assert (programme.slug, programme.languages, programme.zone) == (
        "redes-de-leitura",
        ("pt", "en"),
        "America/Sao_Paulo",
    )
    assert (len({line.unit for line in programme.units}), len(programme.people)) == (5, 6)
    assert len(programme.links) == 6  # three, kept both ways


@pytest.mark.parametrize("name", CASES)
def test_a_planted_fault_is_found_at_its_place(folder, name):
    file, line, reason = planted(folder, name)

    faults = found(folder)

    there = [fault.reason for fault in faults if (fault.file, fault.line) == (file, line)]
    assert any(reason in given for given in there), "\n".join(map(str, faults))


def test_units_that_follow_one_another_may_have_one_tile(folder):
    lines = (folder / "units.csv").read_text("utf-8")
    followed = lines.replace("Vale do Ribeira,REG,litoral,,,", "Vale do Ribeira,REG,litoral,,2020-12-31,")
    (folder / "units.csv").write_text(
        f"{followed}iguape,rede,Iguape,IGU,litoral,2021-01-01,,3520301\n", "utf-8"
    )
    (folder / "tiles.csv").write_text("unit,row,column\nregistro,2,1\niguape,2,1\n", "utf-8")

    tiles = read_folder(folder).tiles

    assert [(tile.unit, tile.row, tile.column) for tile in tiles] == [("registro", 2, 1), ("iguape", 2, 1)]


def test_faults_of_all_files_are_found_at_once(folder):
    names = [
        "the zone is unknown",
        "a unit of an unknown layer",
        "an address is none",
        "an unknown role",
        "an institution of an unknown type",
        "a tie to itself",
        "a successor that is no code",
        "a questionnaire with a fault",
    ]
    places = [planted(folder, name)[:2] for name in names]

    faults = found(folder)

    there = {(fault.file, fault.line) for fault in faults}
    assert set(places) <= there
    assert {file for file, _ in there} == {file for file, _ in places}


def test_a_version_of_a_questionnaire_stands_once(folder):
    text = (folder / "questionnaires/leitura.yaml").read_text("utf-8")
    (folder / "questionnaires/other.yaml").write_text(text, "utf-8")

    assert found(folder) == (Fault("questionnaires/other.yaml", 0, "version 1 of “leitura” stands twice"),)


def test_a_fault_of_a_cell_with_line_breaks_is_named_at_its_first_line(folder):
    with (folder / "people.csv").open("a", encoding="utf-8") as file:
        file.write('p1,"two\nlines",,,\n')

    assert [(fault.file, fault.line) for fault in found(folder)] == [("people.csv", 8)]


def test_a_questionnaire_speaks_all_languages_of_the_programme(folder):
    head = (folder / "programme.yaml").read_text("utf-8")
    (folder / "programme.yaml").write_text(head.replace("[pt, en]", "[pt, en, es]"), "utf-8")

    assert Fault("questionnaires/leitura.yaml", 0, "the questionnaire lacks the languages es") in found(
        folder
    )


def test_a_folder_without_a_questionnaire_lacks_one(folder):
    (folder / "questionnaires/leitura.yaml").unlink()

    assert found(folder) == (Fault("questionnaires", 0, "no questionnaire is there"),)


def test_a_file_that_is_not_utf_8_is_named(folder):
    (folder / "people.csv").write_bytes("person,name,email\np1,Jürgen,\n".encode("latin-1"))

    assert Fault("people.csv", 0, "the file is not UTF-8") in found(folder)


def test_an_empty_folder_lacks_its_three_parts(tmp_path):
    assert [str(fault) for fault in found(tmp_path)] == [
        "programme.yaml: the file is missing",
        "questionnaires: no questionnaire is there",
        "units.csv: the file is missing",
    ]
