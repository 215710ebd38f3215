"""What pages say of the code is there: files, functions, classes, rooms, the output in the README."""

import ast
import re
import subprocess
from pathlib import PurePosixPath

import pytest

import surveyapp.summaries.summary as counting
from surveyapp.summaries.text import as_text
from tests.laws.pages import PAGES, blocks, read
from tests.laws.tracked import ROOT, shown
from tests.summaries.scenario import ROUND_2010, questionnaire, table

ROOMS = ("workflows", "forms", "surveyapp")
PLACE = re.compile(r"`(?P<file>[\w/]+\.py)(?:: (?P<name>[\w.]+))?`")
FOLDERS = re.compile(r"`(?P<folder>(?:workflows|forms|surveyapp|tests|docs)(?:/[\w.-]+)+/?)`")
CLASSES = re.compile(r"^\| [^|]*", re.MULTILINE)


def defined(file):
    """The functions and classes of a file, methods as Class.method."""
    names = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods = [inner.name for inner in node.body if isinstance(inner, ast.FunctionDef)]
            names |= {f"{node.name}.{method}" for method in methods}
    return names


def lost_places(text):
    """The places (`file.py: name`, `folder/`) of a page that are not there. A bare file name is no place."""
    lost = []
    for match in PLACE.finditer(text):
        file, name = ROOT / match["file"], match["name"]
        if "/" in match["file"] and not (file.is_file() and (name is None or name in defined(file))):
            lost.append(match[0])
    folders = [match for match in FOLDERS.finditer(text) if not match["folder"].endswith(".py")]
    return lost + [match[0] for match in folders if not (ROOT / match["folder"]).exists()]


def rooms_told(text):
    """The files and folders of the tree that a page draws, by their paths."""
    told, above = [], []
    for line in blocks(text, "text")[0].text.splitlines():
        depth, name = (len(line) - len(line.lstrip())) // 2, line.split()[0]
        above = [*above[:depth], name.rstrip("/")]
        told.append("/".join(above))
    return told


def packages():
    """The packages that git knows: those right below the three rooms, and the audiences of the web."""
    listed = subprocess.run(["git", "ls-files", *ROOMS], cwd=ROOT, check=True, capture_output=True, text=True)
    files = [PurePosixPath(name) for name in listed.stdout.splitlines()]
    found = {file.parent for file in files if file.name == "__init__.py"}
    return {str(place) for place in found if len(place.parts) < 3 or str(place.parent) == "surveyapp/web"}


def unknown_classes(text):
    """The words in the first columns of a page's tables that look like classes and are none."""
    words = {word for row in CLASSES.findall(text) for word in re.findall(r"`([A-Z]\w+)`", row)}
    known = {name for room in ROOMS for file in (ROOT / room).rglob("*.py") for name in defined(file)}
    return sorted(words - known)


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_the_places_that_a_page_names_are_there(page):
    assert lost_places(page.read_text(encoding="utf-8")) == []


def test_a_lost_file_function_or_folder_is_found():
    text = (
        "`surveyapp/jobs.py: Jobs.scan` `surveyapp/jobs.py: Jobs.dream` `surveyapp/gone.py` `atomic.py` "
        "`surveyapp/jobs.py: scan` `forms/expressions` `forms/dreams/`"
    )

    assert lost_places(text) == [
        "`surveyapp/jobs.py: Jobs.dream`",
        "`surveyapp/gone.py`",
        "`surveyapp/jobs.py: scan`",
        "`forms/dreams/`",
    ]


def test_every_room_of_the_tree_is_there_and_every_package_is_told_of():
    told = rooms_told(read("ARCHITECTURE.md"))

    assert [path for path in told if not (ROOT / path).exists()] == []
    assert packages() - set(told) == set()


def test_a_tree_is_read_by_its_indentation():
    text = "```text\nforms/  what\n  web_form/  names\n    names.py  of it\n  facts.py  known\ndocs/\n```\n"

    assert rooms_told(text) == [
        "forms",
        "forms/web_form",
        "forms/web_form/names.py",
        "forms/facts.py",
        "docs",
    ]


def test_every_class_of_the_glossary_is_one():
    assert unknown_classes(read("GLOSSARY.md")) == []


def test_a_word_that_is_no_class_is_found():
    assert unknown_classes("| `Programme`, `Dream` | x |\n") == ["Dream"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_summary_in_the_readme_is_what_the_round_of_2010_says(language):
    said = as_text(counting.summarise(questionnaire(), table("2010"), round=ROUND_2010), language)

    assert said in [block.text for block in blocks(read("README.md"), "text")]
