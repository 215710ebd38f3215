"""Tiny questionnaires, one for each feature."""

from pathlib import Path

from forms.definition import load, read_document
from forms.questionnaire import Question, Questionnaire

HERE = Path(__file__).parent


def text_of(name: str) -> str:
    return (HERE / f"{name}.yaml").read_text(encoding="utf-8")


def list_files() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in HERE.glob("*.csv")}


def definition(name: str) -> Questionnaire:
    return load(read_document(text_of(name), list_files()))


def question(name: str, key: str) -> Question:
    return definition(name).question_by_key[key]
