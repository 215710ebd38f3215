"""YAML text -> plain values, each with its line.

Read more narrowly than YAML allows, so that a document means what it says: `yes`, `no`, `null` and 2011-01-01
are texts, numbers are whole or decimal, true and false are the only truth values, an empty value is a fault
where one is needed. Aliases and tags, which hide what a document holds, are refused, and so are double keys.
"""

import re
from typing import Any

import yaml

from forms.definition.faults import FaultList, Path

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,9})\.[0-9]{1,5}")
_TEXT_TAG = "tag:yaml.org,2002:str"
_PLAIN_TAGS = frozenset({_TEXT_TAG, "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


class _PlainLoader(yaml.SafeLoader):
    """Composes nodes without guessing what a scalar may mean."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node; an alias is refused, which also keeps circles and swelling documents out."""
        if self.check_event(yaml.AliasEvent):
            mark = self.get_mark()
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not allowed here", mark)
        return super().compose_node(parent, index)


_PlainLoader.yaml_implicit_resolvers = {}


def read_yaml(text: str) -> tuple[Any, dict[Path, int], FaultList]:
    """The plain value of `text`, the line of every place in it, and what is wrong with it as YAML."""
    lines: dict[Path, int] = {}
    faults = FaultList(lines)
    try:
        node = _PlainLoader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        lines[()] = mark.line + 1 if mark else 1
        faults.add((), f"this is not readable as YAML: {error.problem or error.context}")
        return None, lines, faults
    except yaml.YAMLError as error:
        faults.add((), f"this is not readable as YAML: {str(error).splitlines()[0]}")
        return None, lines, faults
    except RecursionError:
        faults.add((), "this is nested too deeply")
        return None, lines, faults
    if node is None:
        faults.add((), "the document is empty")
        return None, lines, faults
    return _Reading(lines, faults).value(node, ()), lines, faults


class _Reading:
    def __init__(self, lines: dict[Path, int], faults: FaultList) -> None:
        self._lines = lines
        self._faults = faults

    def value(self, node: yaml.Node, path: Path) -> Any:
        self._lines.setdefault(path, node.start_mark.line + 1)
        if node.tag not in _PLAIN_TAGS:
            self._faults.add(path, f"the tag {node.tag} is not allowed here")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(entry, (*path, place)) for place, entry in enumerate(node.value)]
        return self._scalar(node, path) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in node.value:
            inner = (*path, name.value if isinstance(name, yaml.ScalarNode) else "?")
            first_line = self._lines.get(inner)
            self._lines[inner] = name.start_mark.line + 1
            if not isinstance(name, yaml.ScalarNode):
                self._faults.add(inner, "a key must be a word, not a list or a table")
            elif name.value in found:
                self._faults.add(
                    inner, f"the key '{name.value}' stands here twice, first on line {first_line}"
                )
            else:
                found[name.value] = self.value(value, inner)
        return found

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text = str(node.value)
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            self._faults.add(path, "this text holds half a character (a lone surrogate)")
        return text if node.style is not None else plain_scalar(text)


def plain_scalar(text: str) -> str | int | float | bool | None:
    """What an unquoted word means: nothing, a truth value, a number, or the text itself."""
    if text in ("", "~"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
