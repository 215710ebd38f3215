"""What can be drawn: each picture as a value whose words are already in one language."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Caption:
    """How a picture is found and heard: `id` for its elements, a title, everything it shows in a sentence."""

    id: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its number, and the words for the number ("19 (59,4 %)"); `own` is told apart."""

    label: str
    n: int
    words: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of one series, each as long as its part of `whole`, the base. `rest` says how many have none."""

    caption: Caption
    bars: tuple[Bar, ...]
    whole: int
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar divided: the numbers in the order of the categories, and their base in words."""

    label: str
    numbers: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Bars of full length, each divided by the same categories."""

    caption: Caption
    categories: tuple[str, ...]
    stacks: tuple[Stack, ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """Numbers as dots over an axis, the median marked. `many` is said where a dot stands for several, with
    {n} for how many. `own` numbers are marked below the axis and named by `own_words`.
    """

    caption: Caption
    numbers: tuple[Decimal, ...]
    median: Decimal
    median_words: str
    many: str
    decimal_sign: str = "."
    own: tuple[Decimal, ...] = ()
    own_words: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit on the map of equal tiles, from row and column 0: a few letters, its name, and which of the
    map's states it is in."""

    row: int
    column: int
    short: str
    name: str
    state: int


@dataclass(frozen=True, slots=True)
class State:
    """What a tile or a matrix's cell can say. `look` is one of the patterns, `mark` stands in a cell."""

    words: str
    look: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class TileMap:
    """Units as equal tiles by state, with how many there are of each."""

    caption: Caption
    states: tuple[State, ...]
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit and its state in each column."""

    name: str
    states: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units by questions. `columns` are short codes, explained by `legend` in the same order."""

    caption: Caption
    states: tuple[State, ...]
    columns: tuple[str, ...]
    legend: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


Chart = Bars | StackedBars | Dots | TileMap | Matrix
