"""The whole summary of a round, word for word: the demo programme, and one unlike it in everything."""

from datetime import date
from pathlib import Path

import pytest

from forms.answers import Missing
from forms.definition import load, read_document
from surveyapp.summaries.answers_table import build
from surveyapp.summaries.summary import summarise
from surveyapp.summaries.tallies.subject import RoundFacts
from surveyapp.summaries.text import as_text
from tests.summaries.builders import cell, cells, reports
from tests.summaries.scenario import ROUND_2009, ROUND_2010
from tests.summaries.scenario import questionnaire as olov
from tests.summaries.scenario import table as scenario

GOLDEN = Path(__file__).with_name("golden")
UNLIKE = Path(__file__).parents[1] / "programmes" / "redes-de-leitura"
FIRST_HALF = RoundFacts("2026-1", date(2026, 1, 1), date(2026, 6, 30))


def leitura():
    text = (UNLIKE / "questionnaires" / "leitura.yaml").read_text(encoding="utf-8")
    lists = {path.name: path.read_text(encoding="utf-8") for path in (UNLIKE / "lists").glob("*.csv")}
    return load(read_document(text, lists))


def mediator(unit, row, decision, kind):
    return [
        cell(unit, "pessoas.decision", decision, row),
        cell(unit, "pessoas.pessoa", f"text:{row}", row),
        cell(unit, "pessoas.tipo", kind, row),
    ]


def networks(without=()):
    """Four networks that reported and one that did not, with every kind of gap."""
    kinds = [choice.code for choice in leitura().question_by_key["pessoas"].field_by_key["tipo"].choices]
    found = [
        *mediator("santos", "p1", "left", kinds[0]),
        *mediator("santos", "p2", "new", kinds[1]),
        *mediator("campinas", "p3", "still", kinds[0]),
        *mediator("bauru", "p4", "still", Missing.EMPTY),
        *cells("mudou", {"santos": "yes", "campinas": "no", "bauru": "no", "sorocaba": Missing.EMPTY}),
        *cells("formas", {"santos": ("roda", "outra"), "campinas": "roda", "bauru": Missing.EMPTY}),
        *cells("formas__other", {"santos": "text:sarau"}),
        *cells("livros", {"santos": 40, "campinas": 5, "bauru": 0, "sorocaba": Missing.EMPTY}),
        *cells("notas.acervo", {"santos": "muito", "campinas": "pouco", "bauru": Missing.CANNOT_JUDGE}),
        *cells("notas.espaco", {"santos": "muito", "campinas": "muito", "bauru": "muito"}),
    ]
    absent = ("ribeirao", *without)
    return build(
        [one for one in found if one.unit not in absent],
        reports(("santos", "campinas", "bauru", "sorocaba", "ribeirao"), without=absent),
    )


def texts():
    full = summarise(olov(), scenario("2010"), round=ROUND_2010)
    absent = ("wiesbaden", "hanau")
    partial = summarise(olov(), scenario("2010", without=absent), round=ROUND_2010, previous=scenario("2009"))
    none = summarise(olov(), scenario("2009", without=tuple(full.owing)), round=ROUND_2009)
    unlike = summarise(leitura(), networks(), round=FIRST_HALF)
    yield from ((f"olov_2010.{code}.txt", as_text(full, code, tables=True)) for code in ("de", "en"))
    yield from ((f"olov_2010_partial.{code}.txt", as_text(partial, code)) for code in ("de", "en"))
    yield from ((f"olov_none.{code}.txt", as_text(none, code)) for code in ("de", "en"))
    yield from ((f"leitura.{code}.txt", as_text(unlike, code, tables=True)) for code in ("pt", "en"))


@pytest.fixture(scope="module")
def made():
    return dict(texts())


def test_every_golden_file_is_made(made):
    assert sorted(made) == sorted(path.name for path in GOLDEN.iterdir())


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.iterdir()))
def test_a_summary_is_as_its_golden_file(made, name):
    assert made[name] == (GOLDEN / name).read_text(encoding="utf-8")
