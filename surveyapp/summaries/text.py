"""A summary as plain text for the terminal: sentences first, then the table of persons, then every
question."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from babel.dates import format_date

from forms.texts import Text
from surveyapp.summaries import wordings
from surveyapp.summaries.figures import Detail, Figure
from surveyapp.summaries.narrative import capital, percent
from surveyapp.summaries.summary import GroupTable, QuestionTable, Summary


def as_text(summary: Summary, language: str, *, tables: bool = False, long: bool = False) -> str:
    """The paragraph, the coordinators' sentence and their table with its date and rounding rule; with
    `tables` every question after them. Sentences are not broken into lines; the text ends with a line feed.
    """
    blocks = list(_sentences(summary, language, long=long))
    if summary.reported:
        blocks += [_group_block(summary, table, language) for table in summary.groups]
    if tables:
        blocks += [_question_block(summary, table, language) for table in summary.questions]
        blocks += _rule(summary.rounding_note, language)
    return "\n\n".join(blocks) + "\n"


def _sentences(summary: Summary, language: str, *, long: bool) -> Iterator[str]:
    if summary.paragraph[language]:
        yield summary.paragraph_text(language, long=long)
    said = [*summary.paragraph[language], *summary.coordinators[language]]
    for sentence in summary.coordinators[language]:
        yield sentence.long if long else sentence.text
    for key, footnote in ((sentence.key, sentence.footnote) for sentence in said if sentence.footnote):
        yield f"* {key}: {footnote}"


def _group_block(summary: Summary, table: GroupTable, language: str) -> str:
    as_of = _said(wordings.AS_OF, language).replace(
        "{month}", format_date(table.as_of, "MMMM y", locale=language)
    )
    rows = [_row(summary, detail, language) for detail in table.rows]
    whole = _percent(summary, Decimal(100) if table.total else None, language)
    rows.append((_said(wordings.TOTAL, language), str(table.total), whole))
    return "\n".join(
        [f"{_said(table.title, language)} ({as_of})", *_aligned(rows), *_rule(table.rounding_note, language)]
    )


def _question_block(summary: Summary, table: QuestionTable, language: str) -> str:
    lines = [f"{table.label_code} {_said(table.text, language)}".strip()]
    for figure in table.figures:
        lines += _figure_lines(summary, figure, language, several=figure.label != table.text)
    return "\n".join(lines)


def _figure_lines(summary: Summary, figure: Figure, language: str, *, several: bool) -> Iterator[str]:
    base = _said(wordings.base(figure.base_kind, figure.base), language).replace("{n}", str(figure.base))
    name = _said(figure.label if several else wordings.KINDS[figure.kind], language)
    yield f"  {name} ({base})"
    if figure.base:
        yield from (
            f"    {line}" for line in _aligned([_row(summary, row, language) for row in figure.details])
        )
    measured = _measured(summary, figure.measures, language)
    if figure.base and measured:
        yield f"    {measured}"
    for part in figure.parts:
        whole = _said(wordings.base(figure.base_kind, part.base), language).replace("{n}", str(part.base))
        yield f"    {_said(part.label, language)} ({whole}): {_measured(summary, part.measures, language)}"
        yield from (
            f"      {line}" for line in _aligned([_row(summary, row, language) for row in part.details])
        )
    absent = [
        f"{_said(wordings.MISSING_KINDS[kind], language)} {len(units)}"
        for kind, units in figure.missing.items()
        if units
    ]
    if absent:
        yield f"    {_said(wordings.MISSING, language)}: {'; '.join(absent)}"


def _measured(summary: Summary, measures: Mapping[str, Decimal], language: str) -> str:
    return "; ".join(
        f"{_said(wordings.MEASURES[measure], language)} {_number(summary, value, language)}"
        for measure, value in measures.items()
    )


def _row(summary: Summary, detail: Detail, language: str) -> tuple[str, str, str]:
    move = _said(wordings.move_before(detail.group, detail.label), language)
    label = f"{move}: {_said(detail.label, language)}" if move else _said(detail.label, language)
    return label, str(detail.n), _percent(summary, detail.share, language)


def _aligned(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    """Labels to the left, numbers to the right."""
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return [
        f"{label:<{widths[0]}}  {number:>{widths[1]}}  {part:>{widths[2]}}".rstrip()
        for label, number, part in rows
    ]


def _percent(summary: Summary, value: Decimal | None, language: str) -> str:
    return "" if value is None else percent(_said(summary.percent, language), value)


def _rule(note: Text, language: str) -> tuple[str, ...]:
    """The sentence on rounding, where the questionnaire has one."""
    said = _said(note, language)
    return (f"{capital(said)}.",) if said else ()


def _number(summary: Summary, value: Decimal, language: str) -> str:
    """The number with the decimal sign that the questionnaire writes its shares with."""
    comma = "{value_comma}" in _said(summary.percent, language)
    return percent("{value_comma}" if comma else "{value_point}", value)


def _said(text: Text, language: str) -> str:
    return text.in_(language, "en")
