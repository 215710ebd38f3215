"""A Chromium for the tests, always started as `.venv/bin/chromium`, wherever it came from.

The order: $SURVEYAPP_CHROMIUM; an installed chromium or chromium-headless-shell; as root, Debian's package;
without root, the one that an npm package brings. Whichever it is has to draw a line of text before it counts:
a browser without fonts starts well and measures every text as empty.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tools.node_packages import install_node_packages, node_commands
from tools.steps import PYTHON, ROOT, VENV, SetupError, Stamp, fingerprint, run, say

COMMAND = VENV / "bin" / "chromium"
NAMES = ("chromium", "chromium-headless-shell")
DEBIAN_PACKAGES = ("chromium-headless-shell", "fonts-dejavu-core", "libatomic1")
FLAGS = (
    *("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
ADVICE = (
    "no usable browser for the tests: install Debian's chromium-headless-shell and fonts-dejavu-core, "
    "or name a Chromium in SURVEYAPP_CHROMIUM"
)


def install_browser() -> None:
    """Leave a browser that draws text as `.venv/bin/chromium`; SetupError says what to install."""
    install_playwright_node()
    named = os.environ.get("SURVEYAPP_CHROMIUM", "")
    stamp = Stamp("browser", [named, fingerprint([Path(__file__)])])
    if stamp.is_fresh() and COMMAND.exists() and _target_exists():
        return
    refusals = []
    for offer in _offers(named):
        try:
            offer()
            check_that_it_draws(COMMAND)
        except SetupError as error:
            refusals.append(str(error))
        else:
            stamp.press()
            return
    COMMAND.unlink(missing_ok=True)
    for refusal in refusals:
        say(refusal)
    raise SetupError(ADVICE)


def _offers(named: str) -> Iterator[Callable[[], None]]:
    """The ways to a browser in their order; a named one is taken or refused, never replaced in silence."""
    if named:
        yield partial(write_command, Path(named))
        return
    for installed in filter(None, map(shutil.which, NAMES)):
        yield partial(write_command, Path(installed))
    if os.geteuid() == 0 and shutil.which("apt-get"):
        yield _install_debian_package
    yield _install_npm_package


def write_command(executable: Path, *flags: str, **environment: str) -> None:
    """Write `.venv/bin/chromium`: a shell line that becomes the executable, with flags and environment."""
    settings = "".join(f"export {name}='{value}'\n" for name, value in environment.items())
    COMMAND.write_text(f"#!/bin/sh\n{settings}exec '{executable}' \"$@\" {' '.join(flags)}\n")
    COMMAND.chmod(0o755)


def check_that_it_draws(command: Path) -> None:
    """Have the browser draw a line of text, started as tests start it, or raise SetupError."""
    node = VENV / "bin" / "node"
    environment = {"PLAYWRIGHT_NODEJS_PATH": str(node)} if node.exists() else {}
    run(PYTHON, "-m", "tools.probe_browser", command, *FLAGS, environment=environment)


def _target_exists() -> bool:
    return Path(COMMAND.read_text().rsplit("exec '", 1)[1].split("'", 1)[0]).exists()


def _install_debian_package() -> None:
    say(f"installing {', '.join(DEBIAN_PACKAGES)} (as root)")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-qq", environment=quiet)
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN_PACKAGES, environment=quiet)
    write_command(Path("/usr/bin/chromium-headless-shell"))


def _install_npm_package() -> None:
    """Unpack the browser that `@sparticuz/chromium` brings; it needs no root and brings its libraries."""
    say("no browser and no root: taking the one of an npm package (68 MB)")
    folder = ROOT / "tools" / "chromium"
    install_node_packages(folder)
    packed = folder / "node_modules" / "@sparticuz" / "chromium" / "bin"
    place = VENV / "chromium"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    unpack_brotli(packed / "chromium.br", place / "chromium")
    (place / "chromium").chmod(0o755)
    for archive in ("al2023", "fonts", "swiftshader"):
        unpacked = place / f"{archive}.tar"
        unpack_brotli(packed / f"{archive}.tar.br", unpacked)
        folder = place if archive == "swiftshader" else place / archive
        folder.mkdir(exist_ok=True)
        run("tar", "--extract", "--file", unpacked, "--directory", folder)
        unpacked.unlink()
    write_command(
        place / "chromium",
        "--single-process",
        "--no-zygote",
        LD_LIBRARY_PATH=str(place / "al2023" / "lib"),
        FONTCONFIG_FILE=str(_write_font_settings(place)),
    )


def unpack_brotli(packed: Path, unpacked: Path) -> None:
    """Unpack one file with the Brotli that Node has built in."""
    script = (
        "const fs = require('fs'), [from, to] = process.argv.slice(1);"
        "fs.createReadStream(from).pipe(require('zlib').createBrotliDecompress()).pipe(fs.createWriteStream(to))"
    )
    node = shutil.which("node") or node_commands() / "node"
    run(node, "-e", script, packed, unpacked)


def _write_font_settings(place: Path) -> Path:
    settings = place / "fonts.conf"
    folders = (place / "fonts", Path("/usr/share/fonts"))
    named = "".join(f"<dir>{folder}</dir>" for folder in folders)
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig>{named}<cachedir>{place / 'font-cache'}</cachedir></fontconfig>\n"
    )
    return settings


def install_playwright_node() -> None:
    """Where Playwright's own node does not start (a bare Debian lacks libatomic1), leave `.venv/bin/node`."""
    own = next(VENV.glob("lib/python3*/site-packages/playwright/driver/node"), None)
    substitute = VENV / "bin" / "node"
    if own is None or substitute.exists():
        return
    try:
        run(own, "--version")
    except SetupError:
        substitute.symlink_to(shutil.which("node") or node_commands() / "node")
