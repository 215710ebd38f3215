"""What all documents have in common: title, running head and foot."""

import re
from typing import Any

from surveyapp.prints.sheets import Masthead
from surveyapp.wording import say, short_day

_PLACE = re.compile(r"\{\w+\}")


def drawn_masthead(head: Masthead, title: str, language: str) -> dict[str, Any]:
    """The title of a document and the words that run along its pages."""
    return {
        "title": title,
        "subtitle": say("prints.subtitle", language, unit=head.unit, round=head.round),
        "programme": head.programme,
        "page": say("prints.page", language, page="{page}", pages="{pages}"),
    }


def period(head: Masthead, language: str) -> str:
    """The days that are reported about: "01.03.2009 bis 28.02.2010"."""
    from_on, to_on = short_day(head.period_from, language), short_day(head.cutoff_on, language)
    return say("prints.from_to", language, from_on=from_on, to_on=to_on)


def without_places(asked: str) -> str:
    """A wording without the places that each row fills in its own words: "{plan}" becomes "…"."""
    return _PLACE.sub("…", asked)
