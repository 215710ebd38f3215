"""Every address of the office, asked for by everybody there is, in the own programme and in a foreign one.

What each may is read from the table of rights; that the pages keep to it is what stands here.
"""

import pytest

from surveyapp.services.acts import ACTS
from surveyapp.web.staff.pages import PAGES
from tests import builders
from tests.laws.test_safe_methods import fingerprint
from tests.support.web import BASE_URL
from tests.web.staff.cast import (
    HANDED_IN,
    LINK_KEY,
    OPEN,
    OPENED_AT,
    PEOPLE,
    READERS_OF_UNITS,
    SLUG,
    report_row,
    round_row,
)
from workflows.permissions import TABLE, Action, Grant

pytestmark = pytest.mark.one_engine

NOTHING = "00000000-0000-7000-8000-000000000000"
VALUES = {"programme": SLUG, "round_": OPEN, "unit": HANDED_IN}
OF_PROGRAMMES = [page for page in PAGES if "<programme>" in page.address]
NO_PROGRAMME = "Das Programm „olov-hessen“ gibt es nicht.".encode()


def addresses(app, page):
    """(path, the actions it needs) of a page; one for each act where the address names one."""
    named = [(act.value, {page.action, rule.permission}) for act, rule in ACTS.items()]
    acts = named if "<act>" in page.address else [("", {page.action})]
    (rule,) = app.url_map.iter_rules(f"staff.{page.name}")
    for act, needed in acts:
        values = {name: something(name, kind, act) for name, kind in rule._converters.items()}
        yield app.url_map.bind("turnus.example").build(rule.endpoint, values, min(rule.methods)), needed


def something(name, converter, act):
    """What stands in a place of an address: what the cast has, else something that there is not."""
    kinds = {"UUIDConverter": NOTHING, "IntegerConverter": 1}
    return kinds.get(type(converter).__name__) or {**VALUES, "act": act}.get(name, "x")


def asked(app, visitor):
    """(method, path, needed, answer) for every page of the programme."""
    for page in OF_PROGRAMMES:
        for path, needed in addresses(app, page):
            for method in page.methods.split():
                answer = visitor.get(path) if method == "GET" else visitor.post(path)
                yield method, path, needed, answer


GRANTS = {
    "staff": {Grant.STAFF},
    "admin": {Grant.ADMIN},
    "reader": {Grant.READER},
    "oversight": {Grant.READER},
    "contact": {Grant.UNIT_READER, Grant.SERVED_UNIT},
    "contact_elsewhere": {Grant.UNIT_READER},
    "member": {Grant.UNIT_READER, Grant.MEMBER_UNIT},
    "member_elsewhere": {Grant.UNIT_READER},
}
"""As whom each of the cast comes to the addresses, which name HANDED_IN where they name a unit."""


def wrongly_answered(app, visitor, granted):
    return [
        (method, path, answer.status_code)
        for method, path, needed, answer in asked(app, visitor)
        if (answer.status_code == 403) is all(granted & TABLE[action] for action in needed)
        or NO_PROGRAMME in answer.data
    ]


def test_everybody_of_the_cast_has_a_row():
    assert set(GRANTS) == {*PEOPLE, *READERS_OF_UNITS}


@pytest.mark.parametrize("name", sorted(GRANTS))
def test_a_role_is_refused_exactly_what_the_table_does_not_grant(app, visitor, name):
    visitor.sign_in(name)

    assert wrongly_answered(app, visitor, GRANTS[name]) == []


@pytest.mark.parametrize("name", ["reader", "oversight", "contact", "member"])
def test_a_released_summary_opens_to_readers_and_to_nobody_else(app, visitor, session, name):
    round_row(session, OPEN).released_at = OPENED_AT
    session.commit()
    visitor.sign_in(name)
    released = {Grant.RELEASED} if name in PEOPLE else set()

    assert wrongly_answered(app, visitor, GRANTS[name] | released) == []


@pytest.mark.parametrize("name", ["contact", "member"])
def test_readers_of_units_change_nothing_but_by_comments(app, visitor, engine, name):
    visitor.sign_in(name)
    before = fingerprint(engine)

    for page in OF_PROGRAMMES:
        if page.action is not Action.COMMENT_REPORT:
            for path, _ in addresses(app, page):
                for method in page.methods.split():
                    visitor.get(path) if method == "GET" else visitor.post(path)

    assert fingerprint(engine) == before


def test_an_admin_of_another_programme_finds_no_programme_there_and_changes_nothing(app, visitor, engine):
    visitor.sign_in("neighbour")
    before = fingerprint(engine)

    wrong = [
        (method, path, answer.status_code)
        for method, path, _, answer in asked(app, visitor)
        if (answer.status_code, NO_PROGRAMME in answer.data) != (404, True)
    ]

    assert wrong == []
    assert fingerprint(engine) == before


@pytest.mark.parametrize("who", ["stranger", "coordinator"])
def test_whoever_is_not_of_the_office_is_asked_to_sign_in_and_changes_nothing(
    app, visitor, session, engine, who
):
    if who == "coordinator":
        writer = builders.writer_at(session, report_row(session, HANDED_IN), LINK_KEY)
        session.rollback()  # a reader would keep the writer waiting on SQLite
        entered = visitor.client.post(
            f"/z/{writer.token}", base_url=BASE_URL, headers={"Referer": f"{BASE_URL}/"}
        )
        assert entered.status_code == 303
    before = fingerprint(engine)

    wrong = [
        (method, path, answer.status_code)
        for method, path, _, answer in asked(app, visitor)
        if answer.status_code != (303 if method == "GET" else 403)
    ]

    assert wrong == []
    assert fingerprint(engine) == before
