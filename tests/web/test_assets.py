"""Modules come under one mark for all, so that no page mixes two versions of them."""

import re

import pytest

from surveyapp.web import assets
from surveyapp.web.assets import STATIC, asset, fingerprint, mark_of_modules
from tests.support.web import BASE_URL

pytestmark = pytest.mark.one_engine

IMPORT = re.compile(r"""(?:import|from)\s*\(?\s*["']([^"']+)["']""")
MODULES = sorted(STATIC.rglob("*.js"))


@pytest.fixture
def other_version(tmp_path, monkeypatch):
    """`other_version(name, text)`: what the mark is when one module says something else."""

    def mark(name, text):
        for file in MODULES:
            copy = tmp_path / file.relative_to(STATIC)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
        (tmp_path / name).write_text(text, encoding="utf-8")
        monkeypatch.setattr(assets, "STATIC", tmp_path)
        return mark_of_modules.__wrapped__()

    return mark


def imports(text):
    return IMPORT.findall(text)


def test_the_pattern_finds_every_way_to_import():
    text = """import { a } from "./a.js"; import './b.js'; await import("/static/c.js");"""

    assert imports(text) == ["./a.js", "./b.js", "/static/c.js"]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.name)
def test_a_module_imports_its_neighbours_only_and_by_their_place_beside_it(file):
    places = imports(file.read_text(encoding="utf-8"))

    assert [each for each in places if not re.fullmatch(r"\.{1,2}/[\w./-]+\.js", each)] == []
    assert [each for each in places if not (file.parent / each).resolve().is_file()] == []


def test_the_address_of_a_module_and_of_all_that_it_imports_holds_the_mark(app, client):
    with app.test_request_context(base_url=BASE_URL):
        address = asset("form/page.js")

    assert address == f"/modules/{mark_of_modules()}/form/page.js"
    for name in ("page.js", *imports((STATIC / "form" / "page.js").read_text(encoding="utf-8"))):
        answer = client.get(
            f"{address.rpartition('/')[0]}/{name.removeprefix('./')}", base_url=BASE_URL, buffered=True
        )
        assert (answer.status_code, answer.mimetype) == (200, "text/javascript")


@pytest.mark.parametrize("path", ["0123456789ab/form/page.js", "{mark}/turnus.css", "{mark}/../app.js"])
def test_nothing_else_is_served_there(client, path):
    answer = client.get(f"/modules/{path.format(mark=mark_of_modules())}", base_url=BASE_URL, buffered=True)

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["form/autosave.js", "form/one_more.js"])
def test_another_text_of_any_module_makes_another_mark(other_version, name):
    assert other_version(name, "// changed") != mark_of_modules()


def test_other_files_are_marked_by_their_own_content(app):
    with app.test_request_context(base_url=BASE_URL):
        assert asset("turnus.css") == f"/static/turnus.css?v={fingerprint('turnus.css')}"
