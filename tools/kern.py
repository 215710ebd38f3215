"""The served part of the KERN design system, copied from its npm package and checked file by file."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.node_packages import install_node_packages
from tools.steps import ROOT, SetupError, Stamp, say

PACKAGE = ROOT / "node_modules" / "@kern-ux" / "native"
SERVED = ROOT / "surveyapp" / "static" / "vendor" / "kern"
LIST = ROOT / "tools" / "kern.sha256"


def install_kern() -> None:
    """Fill surveyapp/static/vendor/kern with the listed files, each with its SHA-256, and no others."""
    install_node_packages(ROOT)
    stamp = Stamp("kern", [LIST, ROOT / "package-lock.json"])
    if stamp.is_fresh() and SERVED.is_dir():
        return
    say("copying the KERN design system to surveyapp/static/vendor/kern")
    copy_listed(LIST.read_text(), source=PACKAGE, target=SERVED)
    stamp.press()


def copy_listed(listing: str, *, source: Path, target: Path) -> None:
    """Replace `target` by the listed files of `source`; `dist/` falls away from their paths.

    Raises SetupError, and leaves `target` as it was, if a file is missing or is not the listed one.
    """
    wanted = list(read_listing(listing))
    for digest, name in wanted:
        file = source / name
        if not file.is_file():
            raise SetupError(f"{name} is missing in {source.name}")
        if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise SetupError(f"{name} is not the file that tools/kern.sha256 names")
    shutil.rmtree(target, ignore_errors=True)
    for _, name in wanted:
        place = target / name.removeprefix("dist/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, place)


def read_listing(listing: str) -> Iterator[tuple[str, str]]:
    """The pairs (SHA-256 in hex, relative path) of a list as `sha256sum` writes it."""
    for line in listing.splitlines():
        digest, name = line.split(maxsplit=1)
        yield digest, name
