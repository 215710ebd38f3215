"""What the invented coordinators answer, as it stands in scenario.yaml: every scalar is read as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "olov-hessen"

Explicit = Mapping[str, Any]
"""Item key -> text, list of codes, parts by name, or rows (mappings with `id` and fields)."""


class _TextLoader(yaml.SafeLoader):
    """Reads 2008-04 and 12.5 as the texts they are, so that they can be typed into a form."""


_AS_TEXT = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _AS_TEXT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class ScenarioRound:
    """One round of the scenario.

    Its dates, and per unit the answers that are not left to the rule for filling.
    """

    key: str
    period_from: date
    cutoff_on: date
    answers: Mapping[str, Explicit]


@dataclass(frozen=True, slots=True)
class Scenario:
    """The rounds in their order, and the rule for everything that they do not list."""

    rounds: tuple[ScenarioRound, ...]
    fill: Mapping[str, Any]


def read_scenario() -> Scenario:
    """The scenario of the demo programme."""
    # A loader of our own, derived from the safe one.
    content = yaml.load((FOLDER / "scenario.yaml").read_text(encoding="utf-8"), _TextLoader)  # noqa: S506  # see above
    return Scenario(
        tuple(
            ScenarioRound(
                entry["key"],
                date.fromisoformat(entry["period_from"]),
                date.fromisoformat(entry["cutoff_on"]),
                {
                    report["unit"]: report["answers"]
                    for report in content[f"reports_{entry['key']}"]["reports"]
                },
            )
            for entry in content["rounds"]
        ),
        content["fill"],
    )
