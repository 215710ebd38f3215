"""Addresses of style sheets, pictures and modules that change when their content does, to be kept for long.

A module names its neighbours by "./name.js" and knows nothing of their content. So the mark of all modules
stands in the path before them: the modules of one page are of one version, also in the hour after an upgrade.
"""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, abort, send_from_directory, url_for
from werkzeug.wrappers import Response

STATIC = Path(__file__).parents[1] / "static"
MODULE = "module"
"""The endpoint of modules."""

_MARK_LENGTH = 12


def asset(name: str) -> str:
    """The address of a file under `static/`, marked with its content; that of a module with all modules'."""
    if name.endswith(".js"):
        return url_for(MODULE, mark=mark_of_modules(), filename=name)
    return url_for("static", filename=name, v=fingerprint(name))


@cache
def fingerprint(name: str) -> str:
    """The first 12 hex digits of the file's SHA-256; "" for a file that is not there."""
    file = STATIC / name
    return hashlib.sha256(file.read_bytes()).hexdigest()[:_MARK_LENGTH] if file.is_file() else ""


@cache
def mark_of_modules() -> str:
    """The first 12 hex digits of the SHA-256 over the names and contents of all modules."""
    digest = hashlib.sha256()
    for file in sorted(STATIC.rglob("*.js")):
        digest.update(f"{file.relative_to(STATIC).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:_MARK_LENGTH]


def serve_modules(app: Flask) -> None:
    """Serve the modules of this version under its mark; there are none under any other."""

    def module(mark: str, filename: str) -> Response:
        if mark != mark_of_modules() or not filename.endswith(".js"):
            abort(404)
        return send_from_directory(STATIC, filename)

    app.add_url_rule("/modules/<mark>/<path:filename>", MODULE, module, methods=["GET"])
