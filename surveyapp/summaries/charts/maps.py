"""Yes, no and the five kinds of missing by unit: as a map of tiles, and as a matrix of several questions."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.answers import Missing
from surveyapp.summaries import wordings
from surveyapp.summaries.charts import speech
from surveyapp.summaries.charts.patterns import BLANK, SOLID
from surveyapp.summaries.charts.speech import Speech
from surveyapp.summaries.charts.values import Caption, Matrix, MatrixRow, State, Tile, TileMap
from surveyapp.summaries.figures import Figure

_LOOKS: Mapping[Missing, int] = {
    Missing.EMPTY: 2,
    Missing.CANNOT_JUDGE: 3,
    Missing.NOT_SHOWN: 9,
    Missing.NOT_IN_VERSION: 8,
    Missing.NO_REPORT: 6,
}
EXEMPT = "exempt"
_SHORTEST, _MANY = 3, 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Places:
    """Where units stand on the programme's map of tiles, (row, column) by unit, how units are called, and by
    which letters some of them are known.

    Without `tiles` there is no map. `exempt` units owe no report: they are on the map and count nowhere.
    """

    names: Mapping[str, str]
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    shorts: Mapping[str, str] = field(default_factory=dict)
    exempt: tuple[str, ...] = ()


def map_of(figure: Figure, caption: Caption, said: Speech, places: Places) -> TileMap | None:
    """The units that answered or are missing as tiles, None where one of them has no place on the map."""
    by_unit = states_by_unit([figure])[0]
    if by_unit:
        by_unit |= dict.fromkeys(places.exempt, EXEMPT)
    if not by_unit or not by_unit.keys() <= places.tiles.keys():
        return None
    kinds = tuple(dict.fromkeys(sorted(by_unit.values(), key=_rank)))
    shorts = abbreviations([places.names[unit] for unit in by_unit])
    tiles = tuple(
        Tile(*places.tiles[unit], places.shorts.get(unit, short), places.names[unit], kinds.index(kind))
        for (unit, kind), short in zip(by_unit.items(), shorts, strict=True)
    )
    return TileMap(caption, tuple(state_of(kind, said) for kind in kinds), tiles)


def matrix_of(figures: Sequence[tuple[str, str, Figure]], said: Speech, places: Places) -> Matrix | None:
    """Units by yes-or-no questions, each given as its code, its words and its figure; None without any."""
    by_question = states_by_unit([figure for _, _, figure in figures])
    units = [unit for unit in places.names if any(unit in found for found in by_question)]
    if not units:
        return None
    kinds = tuple(sorted({kind for found in by_question for kind in found.values()}, key=_rank))
    rows = tuple(
        MatrixRow(places.names[unit], tuple(kinds.index(found[unit]) for found in by_question))
        for unit in units
    )
    described = "; ".join(
        f"{code} {words}: {figure.value} ({said.base(figure.base, figure.base_kind)})"
        for code, words, figure in figures
    )
    return Matrix(
        Caption("chart-matrix", said.say(speech.MATRIX), described + "."),
        tuple(state_of(kind, said) for kind in kinds),
        tuple(code for code, _, _ in figures),
        tuple(words for _, words, _ in figures),
        rows,
    )


def states_by_unit(figures: Iterable[Figure]) -> list[dict[str, str]]:
    """For each figure every unit that owes a report: "yes", "no", or its kind of missing."""
    return [_states(figure) for figure in figures]


def _states(figure: Figure) -> dict[str, str]:
    found = {unit: "no" for detail in figure.details for unit in detail.units}
    found |= dict.fromkeys(figure.answered, "no")
    found |= {unit: kind.value for kind, units in figure.missing.items() for unit in units}
    return found | dict.fromkeys(figure.units, "yes")


def state_of(kind: str, said: Speech) -> State:
    """The state's words, look and mark."""
    if kind == "yes":
        return State(said.say(speech.YES), SOLID, "●")
    if kind == "no":
        return State(said.say(speech.NO), BLANK, "○")
    if kind == EXEMPT:
        return State(said.say(speech.EXEMPT), 1)
    missing = Missing(kind)
    return State(said.say(wordings.MISSING_KINDS[missing]), _LOOKS[missing], wordings.MISSING_MARKS[missing])


def abbreviations(names: Sequence[str]) -> tuple[str, ...]:
    """A few letters for each name, all different: the first letters of the first word and the initials of
    those behind it. A word that many names have tells nothing; its initial comes last, where two would be the
    same without it, and more letters where they still are.
    """
    worded = [_WORD.findall(name) or [name] for name in names]
    often = Counter(word for words in worded for word in set(words))
    telling = [[word for word in words if often[word] < _MANY] or words for words in worded]
    for letters in range(_SHORTEST, max(map(len, names), default=0) + 1):
        brief = [_short(words, letters) for words in telling]
        whole = [
            short + "".join(word[0] for word in words if word not in kept)
            for short, words, kept in zip(brief, worded, telling, strict=True)
        ]
        both = zip(brief, whole, strict=True)
        shorts = [long if brief.count(short) > 1 else short for short, long in both]
        if len(set(shorts)) == len(shorts):
            return tuple(shorts)
    return tuple(names)


def _short(words: Sequence[str], letters: int) -> str:
    return words[0][:letters] + "".join(other[0] for other in words[1:] if other[0].isupper())


def _rank(kind: str) -> int:
    return ["yes", "no", *(missing.value for missing in Missing), EXEMPT].index(kind)
