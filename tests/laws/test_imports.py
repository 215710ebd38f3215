"""Laws of imports: arrows run down only, no circle, and the two packages of rules stay pure."""

import ast
import os
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.laws.tracked import ROOT, shown, tracked_files

OURS = ("workflows", "forms", "surveyapp")
ALLOWED_OUTSIDE = {
    "workflows": {"holidays", "dateutil"},
    "forms": {"wtforms", "yaml", "rfc8785"},
}
CLOCKS = {"now", "today", "utcnow", "time_ns"}


def circle(graph: grimp.ImportGraph) -> list[str]:
    """The modules of one import circle, the first also last; empty if there is none."""
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def outside_imports(source: str) -> set[str]:
    """The top-level names of what a module's text imports from beyond the standard library and itself."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(str(node.module).split(".")[0])
    return names - sys.stdlib_module_names


def clock_calls(source: str) -> list[int]:
    """The lines of a module's text that ask a clock what time it is."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in CLOCKS or ast.unparse(node.func) == "time.time")
        and not node.args[1:]
        and isinstance(node.func.value, ast.Name | ast.Attribute)
        and ast.unparse(node.func.value).split(".")[-1] in {"datetime", "date", "time", "Timestamp"}
    ]


@pytest.fixture
def planted(tmp_path, monkeypatch):
    """`planted(a="import ...", ...)` makes a package of these modules and returns its import graph."""

    def plant(**modules):
        package = tmp_path / "planted_package"
        package.mkdir()
        (package / "__init__.py").write_text("")
        for name, text in modules.items():
            (package / f"{name}.py").write_text(text)
        monkeypatch.syspath_prepend(str(tmp_path))
        return grimp.build_graph("planted_package", cache_dir=None)

    return plant


def test_a_planted_circle_is_found(planted):
    graph = planted(
        a="from planted_package import b",
        b="def late():\n    from planted_package.c import x",
        c="import planted_package.a\nx = 1",
    )

    assert set(circle(graph)) == {"planted_package.a", "planted_package.b", "planted_package.c"}


def test_a_planted_line_of_imports_is_no_circle(planted):
    graph = planted(a="from planted_package import b", b="from planted_package import c", c="")

    assert circle(graph) == []


def test_no_modules_stand_in_a_circle():
    assert circle(grimp.build_graph(*OURS, cache_dir=None)) == []


def test_every_contract_of_the_import_law_is_kept():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_planted_outside_import_is_found():
    assert outside_imports("import os, flask.json\nfrom yaml import x\nfrom . import y") == {"flask", "yaml"}


@pytest.mark.parametrize("package", sorted(ALLOWED_OUTSIDE))
def test_a_package_of_rules_uses_only_what_it_may(package):
    files = [file for file in tracked_files(".py") if file.is_relative_to(ROOT / package)]
    used = {shown(file): outside_imports(file.read_text()) - {package} for file in files}
    too_much = {name: names - ALLOWED_OUTSIDE[package] for name, names in used.items()}

    assert {name: names for name, names in too_much.items() if names} == {}
    assert files != []


def test_a_planted_clock_call_is_found():
    source = "from datetime import date, datetime\ndatetime.now(UTC)\ndate.today()\nround.now()\ntime.time()"

    assert clock_calls(source) == [2, 3, 5]


def test_only_the_clock_asks_what_time_it_is():
    asking = [
        f"{shown(file)}:{line}"
        for file in tracked_files(".py")
        if file.relative_to(ROOT).parts[0] in OURS and shown(file) != "surveyapp/clock.py"
        for line in clock_calls(file.read_text())
    ]

    assert asking == []
