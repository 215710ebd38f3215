"""Every address of the office, asked for by everybody there is, in the own programme and in a foreign one.

What each may is read from the table of rights; that the pages keep to it is what stands here.
"""

import pytest

from surveyapp.services.acts import ACTS
from surveyapp.web.staff.pages import PAGES
from tests import builders
from tests.laws.test_safe_methods import fingerprint
from tests.support.web import BASE_URL
from tests.web.staff.cast import HANDED_IN, LINK_KEY, OPEN, PEOPLE, SLUG, report_row
from workflows.permissions import TABLE, Grant

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


def may(role, needed):
    return all(Grant(role.value) in TABLE[action] for action in needed)


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_a_role_is_refused_exactly_what_the_table_does_not_grant(app, visitor, name):
    visitor.sign_in(name)

    wrong = [
        (method, path, answer.status_code)
        for method, path, needed, answer in asked(app, visitor)
        if (answer.status_code == 403) is may(PEOPLE[name], needed) or NO_PROGRAMME in answer.data
    ]

    assert wrong == []


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
