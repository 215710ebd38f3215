"""Addresses of style sheets and pictures that change when their content does, so browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import url_for

STATIC = Path(__file__).parents[1] / "static"


def asset(name: str) -> str:
    """The address of a file under `static/`, marked with its content."""
    return url_for("static", filename=name, v=fingerprint(name))


@cache
def fingerprint(name: str) -> str:
    """The first 12 hex digits of the file's SHA-256; "" for a file that is not there."""
    file = STATIC / name
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else ""
