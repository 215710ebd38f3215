"""One template and its data, set as PDF/UA-1, and pictures as PNG: equal data gives equal bytes."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import typst

from surveyapp.prints.glyphs import printable

TEMPLATES = Path(__file__).parent / "templates"
STANDARD: Final = "ua-1"


def typeset(template: str, data: Mapping[str, Any], language: str) -> bytes:
    """The PDF of `templates/<template>.typ` filled with JSON-able data.

    Tagged, in the language given, without a date of its making. No text is taken for anything but text.
    """
    given = json.dumps({**_printable(data), "language": language})
    # By its path, never as bytes: for each source without a path Typst keeps a number for ever, of 65,535.
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=fonts(),
        format="pdf",
        pdf_standards=STANDARD,
        sys_inputs={"data": given},
    )


def raster(picture: str) -> bytes:
    """An SVG picture as PNG on white, large enough to be printed as wide as a column (200 dots an inch).

    It must bring its style along; letters come from `fonts`.
    """
    return typst.compile(
        str(TEMPLATES / "picture.typ"),
        root=str(TEMPLATES),
        font_paths=fonts(),
        format="png",
        ppi=200,
        sys_inputs={"picture": picture},
    )


@cache
def fonts() -> typst.Fonts:
    """Fira Sans, the site's type, and behind it what Typst brings along; none of the machine's own."""
    fira = files("fontpkg_fira_sans") / "files"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fira)])


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return value
