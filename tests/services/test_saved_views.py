"""Views that staff keep. On both engines."""

import pytest

from surveyapp.services import accounts, saved_views
from tests.services.cast import TYPING
from workflows.refusals import Refused
from workflows.states import StaffRole


@pytest.fixture
def desk(network):
    """Does something as somebody of the office: `desk(function, ...)` in a transaction of its own."""
    with network.work() as session:
        programme = network.programme(session)
        account = accounts.add_account(session, "ana@example.org", "Ana", "a long password", "en", TYPING)
        accounts.grant(session, account, programme, StaffRole.STAFF)
        place = (programme.id, account.id)

    def act(do, *facts):
        with network.work() as session:
            return do(session, *place, *facts)

    return act


def kept(desk, page="board"):
    return [(view.name, view.query) for view in desk(saved_views.views, page)]


def test_views_are_kept_by_name_for_their_page(desk):
    for name, query in (("b", "only=late"), ("a", "state=returned")):
        desk(saved_views.save, "board", name, query, TYPING)
    desk(saved_views.save, "people", "c", "text=x", TYPING)

    assert kept(desk) == [("a", "state=returned"), ("b", "only=late")]
    assert kept(desk, "people") == [("c", "text=x")]


def test_the_same_name_replaces_the_view(desk):
    desk(saved_views.save, "board", "mine", "only=late", TYPING)
    desk(saved_views.save, "board", "  mine ", "", TYPING)

    assert kept(desk) == [("mine", "")]


def test_a_deleted_view_is_gone_and_stays_gone(desk):
    desk(saved_views.save, "board", "mine", "only=late", TYPING)
    (view,) = desk(saved_views.views, "board")

    desk(saved_views.delete, view.id)
    desk(saved_views.delete, view.id)

    assert kept(desk) == []


@pytest.mark.parametrize(("name", "code"), [(" ", "view.no_name"), ("x" * 61, "view.long_name")])
def test_a_name_must_fit(desk, name, code):
    with pytest.raises(Refused, match=code):
        desk(saved_views.save, "board", name, "", TYPING)


def test_a_page_holds_so_many_views_and_no_more(desk):
    for number in range(saved_views.MOST_VIEWS):
        desk(saved_views.save, "board", f"view {number}", "", TYPING)

    with pytest.raises(Refused, match=r"view\.too_many"):
        desk(saved_views.save, "board", "one more", "", TYPING)
    desk(saved_views.save, "board", "view 7", "only=late", TYPING)
    assert ("view 7", "only=late") in kept(desk)
