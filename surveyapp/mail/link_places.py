"""Where personal links go: a stored mail holds a placeholder, alone on its line."""

import re
from collections.abc import Mapping
from uuid import UUID

from surveyapp.mail.plain_text import Whole

LINK_PLACEHOLDER = re.compile(r"^⟦link:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})⟧$", re.MULTILINE)
"""A whole line. Its brackets never survive in text from outside (`plain_text`), so nobody can write one."""


def placeholder(link_id: UUID) -> Whole:
    """Mark the place of a link."""
    return Whole(f"⟦link:{link_id}⟧")


def linked(body: str) -> tuple[UUID, ...]:
    """Name the links that the body wants, in order, each once."""
    return tuple(dict.fromkeys(UUID(found) for found in LINK_PLACEHOLDER.findall(body)))


def filled(body: str, addresses: Mapping[UUID, str]) -> str:
    """Put each address where its placeholder stands; KeyError for a link without one."""
    return LINK_PLACEHOLDER.sub(lambda found: addresses[UUID(found[1])], body)
