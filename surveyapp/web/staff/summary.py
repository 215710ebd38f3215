"""What a round says: the page, the same as text, and the same as JSON."""

import json
import re
from dataclasses import dataclass

from flask import g, render_template, request
from werkzeug.wrappers import Response

from surveyapp.services import boards, evaluations
from surveyapp.services.boards import RoundCard
from surveyapp.services.evaluations import SectionOfTables
from surveyapp.summaries import wordings
from surveyapp.summaries.figures import share
from surveyapp.summaries.narrative import capital
from surveyapp.summaries.summary import Summary
from surveyapp.summaries.text import as_text
from surveyapp.web.languages import language
from surveyapp.web.staff import desk

_NOT_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Account:
    """A round's card, its summary, the sections of its tables, and the rounds it could be compared with."""

    card: RoundCard
    summary: Summary
    sections: tuple[SectionOfTables, ...]
    others: tuple[RoundCard, ...]
    compared: str


def _load(programme: str, round_: str) -> Account:
    """The summary as this person may read it: what is counted for the office alone is for the office alone.

    Refused: "round.unknown", for the round to compare with as well.
    """
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    compared = request.args.get("compare", "").strip()
    other = boards.round_at(g.session, found, compared) if compared else None
    counted = evaluations.summary_of(g.session, found, target, other)
    if not desk.current().may("board.read"):
        counted = evaluations.for_publication(counted)
    cards = boards.cards(g.session, found, g.now)
    (card,) = [each for each in cards if each.slug == target.slug]
    return Account(
        card=card,
        summary=counted,
        sections=evaluations.by_section(g.session, target, counted),
        others=tuple(each for each in cards if each.cutoff_on < card.cutoff_on),
        compared=compared,
    )


def page(programme: str, round_: str) -> str:
    """The sentences, the persons by group, and every question, each figure with the units behind it."""
    return render_template(
        "staff/summary.html",
        account=_load(programme, round_),
        words=wordings,
        share_of=share,
        capital=capital,
    )


def as_text_file(programme: str, round_: str) -> Response:
    """The same as plain text."""
    text = as_text(_load(programme, round_).summary, language(), tables=True)
    return _file(text, "text/plain", f"{programme}-{round_}-{language()}", "txt")


def as_json_file(programme: str, round_: str) -> Response:
    """The same as JSON, with the ids of the units."""
    counted = _load(programme, round_).summary.as_json(language())
    text = json.dumps(counted, ensure_ascii=False, indent=2) + "\n"
    return _file(text, "application/json", f"{programme}-{round_}-{language()}", "json")


def _file(text: str, mimetype: str, name: str, ending: str) -> Response:
    answer = Response(text, mimetype=mimetype)
    safe = _NOT_IN_FILE_NAMES.sub("-", name)
    answer.headers["Content-Disposition"] = f'attachment; filename="{safe}.{ending}"'
    return answer
