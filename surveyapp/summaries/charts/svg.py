"""SVG as text: elements, lines of words, and the frame that every picture has."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from surveyapp.summaries.charts.values import Caption

WIDTH = 320
"""Every picture is as wide as a narrow page: its letters stay legible where it is largest and smallest."""

SIZE, LINE = 14, 18
"""The size of letters and the height of a line."""


def element(name: str, /, *children: str, **attributes: object) -> str:
    """`<name a="1">children</name>`; `class_` is class, `_` in a name is a hyphen; numbers without noise."""
    told = "".join(f' {_name(key)}="{escape(_plain(value))}"' for key, value in attributes.items())
    inner = "".join(children)
    return f"<{name}{told}>{inner}</{name}>" if inner else f"<{name}{told}/>"


def words(text: str, x: float, y: float, **attributes: object) -> str:
    """One line of text; y is its baseline."""
    return element("text", escape(text, quote=False), x=x, y=y, **attributes)


def column(texts: Iterable[str], x: float, y: float, **attributes: object) -> str:
    """Lines of text below each other; y is the top of the first."""
    return "".join(
        words(text, x, y + LINE * place + SIZE - 1, **attributes) for place, text in enumerate(texts)
    )


def picture(caption: Caption, body: str, height: float, *, standing_alone: bool, width: float = WIDTH) -> str:
    """The whole picture, titled and described. Standing alone it is a document with its own style sheet."""
    title_id, about_id = f"{caption.id}-title", f"{caption.id}-about"
    attributes: dict[str, object] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class_": "chart",
        "role": "img",
        "aria_labelledby": title_id,
        "aria_describedby": about_id,
        "viewBox": f"0 0 {_plain(width)} {_plain(height)}",
        "width": width,
        "height": height,
    }
    style = element("style", _style()) if standing_alone else ""
    return element(
        "svg",
        element("title", escape(caption.title, quote=False), id=title_id),
        element("desc", escape(caption.description, quote=False), id=about_id),
        style,
        body,
        **attributes,
    )


def _style() -> str:
    sheet = files("surveyapp").joinpath("static", "charts-file.css").read_text(encoding="utf-8")
    return "".join(line.strip() for line in sheet.splitlines() if not line.startswith("/*"))


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _plain(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
