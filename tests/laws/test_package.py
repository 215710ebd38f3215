"""Laws of what is handed on: the wheel holds all that is served, the image is built from what there is."""

import json
import re
import shutil
import subprocess
import sys
import zipfile

import click
import pytest
import yaml

from tests.laws.tracked import ROOT, shown, tracked_files
from tools.kern import LIST, SERVED, copy_listed, read_listing
from tools.steps import SetupError

PACKAGES = ("surveyapp", "forms", "workflows", "migrations")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names of all files in the wheel, built from a copy of the checkout."""
    copy = tmp_path_factory.mktemp("wheel")
    for file in tracked_files():
        if shown(file).startswith((*PACKAGES, "pyproject.toml", "LICENSE", "README.md")):
            (copy / shown(file)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy / shown(file))
    shutil.copytree(SERVED, copy / shown(SERVED))
    command = [
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        "dist",
    ]
    subprocess.run([sys.executable, "-m", *command, "."], cwd=copy, check=True, capture_output=True)
    (built,) = (copy / "dist").glob("*.whl")
    return set(zipfile.ZipFile(built).namelist())


def copied_from_the_checkout(dockerfile):
    """The names that a Dockerfile's COPY lines take from the checkout, not from an earlier stage."""
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
    return [name for line in lines for name in line.split()]


def commands_of_the_image():
    """All commands that the Dockerfile or compose.yaml start in the image, as lists of words."""
    started = re.findall(r"^CMD (\[.+\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"].values()
    return [json.loads(words) for words in started] + [
        service["command"] for service in services if "command" in service
    ]


def test_the_wheel_holds_every_file_of_the_packages(wheel):
    ours = {
        shown(file) for file in tracked_files() if shown(file).startswith(tuple(f"{p}/" for p in PACKAGES))
    }

    assert sorted(ours - wheel) == []


def test_the_wheel_holds_the_served_design_system(wheel):
    served = {shown(file) for file in SERVED.rglob("*") if file.is_file()}

    assert len(served) == len(list(read_listing(LIST.read_text())))
    assert sorted(served - wheel) == []


def test_the_wheel_holds_no_tests_and_no_tools(wheel):
    assert sorted({name.split("/")[0] for name in wheel} - set(PACKAGES)) == ["surveyapp-0.1.0.dist-info"]


def test_a_file_that_is_not_the_listed_one_is_not_served(tmp_path):
    (tmp_path / "source" / "dist").mkdir(parents=True)
    (tmp_path / "source" / "dist" / "a.css").write_text("changed")

    with pytest.raises(SetupError, match=r"a\.css is not the file"):
        copy_listed("0" * 64 + "  dist/a.css\n", source=tmp_path / "source", target=tmp_path / "target")

    assert not (tmp_path / "target").exists()


def test_the_image_is_built_from_what_there_is():
    names = copied_from_the_checkout((ROOT / "Dockerfile").read_text())

    assert [name for name in names if not (ROOT / name).exists()] == []
    assert len(names) > 5


def test_the_image_is_built_by_a_target_of_the_makefile():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    wanted = re.findall(r"^RUN make (\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert wanted == ["wheel"]
    assert set(wanted) <= set(targets)


def test_the_image_starts_only_commands_that_there_are():
    from surveyapp.cli.main import cli

    for words in commands_of_the_image():
        program, *names = words
        command = cli
        for name in names:
            command = command.get_command(click.Context(command), name)
            assert command is not None, words

        assert program == "surveyapp"


def test_compose_sets_only_variables_that_there_are():
    from surveyapp.variables import VARIABLES

    settings = yaml.safe_load((ROOT / "compose.yaml").read_text())["x-turnus"]["environment"]

    assert sorted(set(settings) - {variable.full_name for variable in VARIABLES.values()}) == []
