"""Views that somebody of the office keeps: a page's filters and order under a name of their own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import SavedView, new_id
from surveyapp.queries import boards as board_queries
from workflows.refusals import Refused

LONGEST_NAME = 60
MOST_VIEWS = 30


@dataclass(frozen=True, slots=True)
class View:
    """A kept view: what it is called, and the part of the address after "?"."""

    id: UUID
    name: str
    query: str


def views(session: Session, programme_id: UUID, account_id: UUID, page: str) -> tuple[View, ...]:
    """What the person keeps for the page, by name."""
    found = board_queries.saved_views(session, programme_id, account_id, page)
    return tuple(View(view.id, view.name, view.query) for view in found)


def save(
    session: Session,
    programme_id: UUID,
    account_id: UUID,
    page: str,
    name: str,
    query: str,
    now: datetime,
) -> None:
    """Keep a view; one that already has the name is replaced.

    Refused: "view.no_name", "view.long_name" over 60 characters, "view.too_many" over 30 views of a page.
    """
    called = " ".join(name.split())
    if not called:
        raise Refused("view.no_name")
    if len(called) > LONGEST_NAME:
        raise Refused("view.long_name", most=LONGEST_NAME)
    standing = board_queries.saved_views(session, programme_id, account_id, page)
    same = next((view for view in standing if view.name == called), None)
    if same is not None:
        same.query = query
    elif len(standing) >= MOST_VIEWS:
        raise Refused("view.too_many", most=MOST_VIEWS)
    else:
        session.add(
            SavedView(
                programme_id=programme_id,
                id=new_id(now),
                account_id=account_id,
                page=page,
                name=called,
                query=query,
            )
        )
    session.flush()


def delete(session: Session, programme_id: UUID, account_id: UUID, view_id: UUID) -> None:
    """Keep a view no longer; one that is gone already, or somebody else's, is left alone."""
    view = session.get(SavedView, (programme_id, view_id))
    if view is not None and view.account_id == account_id:
        session.delete(view)
        session.flush()
