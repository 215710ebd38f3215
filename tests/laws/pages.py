"""The pages of the documentation as tests read them: text, blocks of code, links, anchors."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.laws.tracked import ROOT

PAGES = sorted(
    [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "GLOSSARY.md", "CHANGELOG.md")]
    + list((ROOT / "docs").rglob("*.md"))
)

_BLOCK = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(?P<words>.+)$", re.MULTILINE)
_NAMED = re.compile(r"`(?P<name>[\w./-]+)`:?\n+```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One block of code: what stands behind its fence ("sh", "yaml", "mermaid") and its text."""

    kind: str
    text: str


def read(name: str) -> str:
    """The text of a page, by its path in the checkout."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[Block]:
    """The blocks of one kind, in their order."""
    found = [Block(match["kind"], match["text"]) for match in _BLOCK.finditer(text)]
    return [block for block in found if block.kind == kind]


def files_in(text: str) -> dict[str, str]:
    """The files that a page shows: a line with the file's name alone in backticks, then its block."""
    return {match["name"]: match["text"] for match in _NAMED.finditer(text)}


def missing_words(text: str, words: list[str]) -> list[str]:
    """The words that the text nowhere shows in backticks or inside a block of code, by themselves."""
    in_blocks = [match["text"] for match in _BLOCK.finditer(text)]
    shown = "\n".join([*re.findall(r"`([^`\n]+)`", text), *in_blocks])
    return [word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", shown)]


def links_of(page: Path) -> list[str]:
    """The relative links of a page, as they are written."""
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    return [target for target in _LINK.findall(text) if "://" not in target]


def led_to(page: Path) -> set[Path]:
    """The files that a page leads to."""
    return {(page.parent / target.partition("#")[0]).resolve() for target in links_of(page)}


def broken_links(page: Path) -> list[str]:
    """The relative links of a page that lead to no file, or to a heading that its page does not have."""
    return [target for target in links_of(page) if not _leads_on(page, target)]


def _leads_on(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    if not file.exists():
        return False
    return not anchor or anchor in anchors(file.read_text(encoding="utf-8"))


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings: small letters, spaces as hyphens, other signs left out."""
    headings = _HEADING.findall(_BLOCK.sub("", text))
    return {re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-") for words in headings}
