"""Every kind of comparison that can be counted: which answers it fits and what it must be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

ONE_CHOICE = frozenset({"single", "computed"})
CHOICES = ONE_CHOICE | {"multiple"}
LISTS = frozenset({"roster", "repeat"})


@dataclass(frozen=True, slots=True)
class ComparisonKind:
    """A kind: the `types` of answers it counts, the parameters it `needs`, and whether it counts fields of
    rows too."""

    types: frozenset[str]
    needs: tuple[str, ...] = ()
    counts_fields: bool = False


COMPARISON_KINDS: Mapping[str, ComparisonKind] = MappingProxyType(
    {
        "flag_count": ComparisonKind(CHOICES, ("yes",)),
        "union_count": ComparisonKind(CHOICES, ("of", "yes")),
        "multi_count": ComparisonKind(CHOICES, counts_fields=True),
        "transition": ComparisonKind(CHOICES, counts_fields=True),
        "roster_diff": ComparisonKind(LISTS),
        "ordinal_shift": ComparisonKind(ONE_CHOICE | {"grid"}, counts_fields=True),
        "numeric_change": ComparisonKind(
            frozenset({"integer", "decimal", "computed", "grid"}), counts_fields=True
        ),
        "coded_text": ComparisonKind(frozenset({"text", "long_text"}), counts_fields=True),
        "status_progress": ComparisonKind(LISTS, ("field",)),
        "plan_fate": ComparisonKind(LISTS, ("field", "done")),
        "network": ComparisonKind(frozenset({"multiple"})),
        "distribution": ComparisonKind(CHOICES | {"grid"}, counts_fields=True),
        "persons_by": ComparisonKind(LISTS, ("by",)),
    }
)

BASES = ("answered", "shown", "rows", "persons")
"""What figures can be counted of."""

RATES = frozenset({"per_12_months"})
AUDIENCES = frozenset({"internal"})
