from collections import Counter

from benchmarks.product.folder import UNITS, write_folder
from benchmarks.questions import CHOICES, QUESTIONS, Kind, answers
from forms.definition import load
from surveyapp.programme_folder import read_folder


def test_the_forty_questions_are_those_of_the_goals():
    assert Counter(asked.kind for asked in QUESTIONS) == {
        Kind.ONE: 10,
        Kind.MANY: 10,
        Kind.NUMBER: 5,
        Kind.SHORT: 5,
        Kind.LONG: 10,
    }


def test_answers_are_equal_for_equal_seeds_and_differ_in_every_text_otherwise():
    texts = [asked.key for asked in QUESTIONS if asked.kind in {Kind.SHORT, Kind.LONG, Kind.NUMBER}]

    assert answers(3) == answers(3)
    assert all(answers(3)[key] != answers(4)[key] for key in texts)


def test_codes_are_those_of_the_list():
    codes = [
        code for asked in QUESTIONS if asked.kind in {Kind.ONE, Kind.MANY} for code in answers(5)[asked.key]
    ]

    assert set(codes) <= set(CHOICES)


def test_the_programme_folder_can_be_imported_and_asks_the_questions_in_their_order(tmp_path):
    write_folder(tmp_path / "programme")

    folder = read_folder(tmp_path / "programme")

    assert len(folder.units) == len(folder.terms) == UNITS
    assert [item.key for item in load(folder.documents[0]).questions] == [asked.key for asked in QUESTIONS]
