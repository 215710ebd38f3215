"""Laws of files: nothing of one machine in them, none too long, no silent exception, trustworthy locks."""

import json
import re
from pathlib import Path

import pytest

from tests.laws.tracked import ROOT, shown, tracked_files

LONGEST = 400
CODE = {".py", ".js", ".mjs", ".css", ".html"}
REGISTRIES = re.compile(r"py[p]i\.org|python[h]osted\.org|npm[j]s\.(?:org|com)|de[b]\.debian\.org")
PLACES = re.compile(r"(?<![\w.])/(?:work/|root\b|home/\w|tmp/)")
SILENCES = re.compile(
    r"#\s*noqa(?!: ?[A-Z]+\d+(?:, ?[A-Z]+\d+)*\s+[-#]+ \w)"
    r"|#\s*type: ?ignore(?!\[[\w, -]+\]\s+[-#]+ \w)"
    r"|\b(?:TO[D]O|FIX[M]E|XX[X])\b"
    r"|pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b"
    r"|raise NotImplemented[E]rror"
)
LOOKED_THROUGH = tracked_files()
TEXTS = {
    ".cfg",
    ".css",
    ".csv",
    ".html",
    ".ini",
    ".js",
    ".json",
    ".mako",
    ".md",
    ".po",
    ".py",
    ".toml",
    ".txt",
}
TEXTS |= {".yaml", ".yml", ".xml", ".svg", ".sha256", ""}


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """`file:line: text` for every line of the files in which the pattern is found."""
    return [
        f"{shown(file)}:{number}: {line.strip()[:80]}"
        for file in files
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]


def too_long(files: list[Path]) -> list[str]:
    """The files of more lines than a room of this house may have."""
    lengths = {shown(file): len(file.read_text().splitlines()) for file in files}
    return [f"{name}: {length}" for name, length in lengths.items() if length > LONGEST]


def lock_faults(lock: str) -> list[str]:
    """What is wrong with a hashed requirements file: an option, a package unpinned or unhashed."""
    faults = []
    for entry in re.split(r"(?<!\\)\n", lock.strip()):
        if not re.match(r"[\w.\[\]-]+==[\w.+!]+(?: ; [^\\]+)? \\\n", entry):
            faults.append(f"not pinned: {entry[:60]}")
        elif not re.fullmatch(r"(?:\s+--hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+", entry.split("\n", 1)[1]):
            faults.append(f"not hashed: {entry[:60]}")
    return faults


def package_lock_faults(lock: dict[str, dict[str, dict[str, object]]]) -> list[str]:
    """What is wrong with a package-lock.json: an address in it, or a package without a SHA-512."""
    packages = {name: facts for name, facts in lock["packages"].items() if name}
    return [name for name, facts in packages.items() if "resolved" in facts] + [
        name for name, facts in packages.items() if not str(facts.get("integrity", "")).startswith("sha512-")
    ]


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (REGISTRIES, "index = https://py~pi.org/simple"),
        (REGISTRIES, "https://registry.npm~js.org/x"),
        (PLACES, "cd /wo~rk/main"),
        (PLACES, "see /t~mp/notes"),
        (SILENCES, "x = 1  # no~qa"),
        (SILENCES, "x = 1  # no~qa: S101"),
        (SILENCES, "x = 1  # type: ig~nore"),
        (SILENCES, "# TO~DO later"),
        (SILENCES, "@pytest.mark.sk~ip"),
    ],
)
def test_a_planted_line_is_found(pattern, line, tmp_path):
    line = line.replace("~", "")  # the mark keeps this page within its own laws
    file = tmp_path / "planted.py"
    file.write_text(f"good = 1\n{line}\n")

    assert lines_with(pattern, [file]) == [f"planted.py:2: {line}"]


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa: N802 - the library's name",
        "x = y()  # type: ignore[no-any-return]  # untyped library",
        "root = tmp_path / 'work' / 'main'",
        'DIRECTORY = "/var/lib/turnus"',
    ],
)
def test_a_line_with_its_reason_is_let_be(line, tmp_path):
    file = tmp_path / "planted.py"
    file.write_text(line)

    assert [lines_with(pattern, [file]) for pattern in (REGISTRIES, PLACES, SILENCES)] == [[], [], []]


def test_no_file_names_a_package_registry():
    assert lines_with(REGISTRIES, [file for file in LOOKED_THROUGH if file.suffix in TEXTS]) == []


def test_no_file_names_a_place_of_one_machine():
    assert lines_with(PLACES, [file for file in LOOKED_THROUGH if file.suffix in TEXTS]) == []


def test_no_code_hides_a_fault_or_puts_work_off():
    assert lines_with(SILENCES, [file for file in LOOKED_THROUGH if file.suffix in CODE]) == []


def test_a_planted_long_file_is_found(tmp_path):
    file = tmp_path / "long.py"
    file.write_text("x = 1\n" * (LONGEST + 1))

    assert too_long([file]) == ["long.py: 401"]


def test_no_file_of_code_is_longer_than_a_room_may_be():
    assert too_long(tracked_files(".py", ".js", ".css", ".html")) == []


def test_a_planted_lock_without_hash_or_pin_is_found():
    hashed = f"a==1 \\\n    --hash=sha256:{'0' * 64}"

    assert lock_faults(f"{hashed}\nb>=2\nc==3\n--index-url x\n") == [
        "not pinned: b>=2",
        "not pinned: c==3",
        "not pinned: --index-url x",
    ]


@pytest.mark.parametrize("name", ["boot", "dev", "node", "runtime"])
def test_every_required_package_is_pinned_and_hashed(name):
    assert lock_faults((ROOT / "requirements" / f"{name}.txt").read_text()) == []


def test_a_planted_address_in_a_package_lock_is_found():
    lock = {
        "packages": {"": {}, "a": {"integrity": "sha512-x", "resolved": "y"}, "b": {"integrity": "sha1-x"}}
    }

    assert package_lock_faults(lock) == ["a", "b"]


@pytest.mark.parametrize("folder", [".", "tools/chromium"])
def test_every_npm_package_is_hashed_and_without_address(folder):
    assert package_lock_faults(json.loads((ROOT / folder / "package-lock.json").read_text())) == []
