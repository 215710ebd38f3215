"""Addresses, methods, hosts and ways onward that nobody should ask for."""

from pathlib import Path

import pytest
import yaml

from surveyapp.models import AccessLink
from surveyapp.services import access
from surveyapp.services.ticks import operator
from tests.a11y.stage import BASE_URL, HOST
from tests.a11y.world import LINK_KEY

pytestmark = pytest.mark.one_engine

LINKS = yaml.safe_load((Path(__file__).parent / "links.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def token(stage):
    with stage.at_work() as session:
        return stage.writer(session).token


@pytest.mark.parametrize("case", LINKS["paths"], ids=lambda case: case["get"])
def test_an_address_gets_its_answer(coordinator, token, case):
    path = case["get"].format(
        token=token, cut=token[:-1], lower=token.swapcase(), long="A" * 10_000, nul="\0"
    )

    answer = coordinator.get(path)

    assert answer.status_code == case["status"]
    assert case["status"] != 404 or "<h1" in answer.text


def test_a_token_counts_in_its_place_only(stage, token):
    client = stage.client()

    client.set_cookie("turnus-report", token, domain=HOST)
    answers = [
        client.get("/report", base_url=BASE_URL, query_string={"token": token}),
        client.get("/report", base_url=BASE_URL, headers={"Authorization": f"Bearer {token}"}),
        client.post("/report", base_url=BASE_URL, data={"token": token}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 405]


@pytest.mark.parametrize("act", ["revoke", "renew"])
def test_an_ended_link_ends_what_it_opened_and_says_no_more_than_an_unknown_one(
    coordinator, stage, token, act
):
    with stage.at_work() as session:
        who = operator(session, stage.now)
        respondent = access.check_token(session, token, LINK_KEY, stage.now)
        link = session.get_one(AccessLink, (respondent.programme_id, respondent.link_id))
        if act == "revoke":
            access.revoke(session, who, link, "", stage.now)
        else:
            access.renew(session, who, link, stage.now)

    inside, door, unknown = (coordinator.get(path) for path in ("/report", f"/z/{token}", "/z/" + "A" * 43))

    assert (inside.status_code, door.status_code) == (404, 404)
    assert door.text.replace(token, "") == unknown.text.replace("A" * 43, "")


@pytest.mark.parametrize("case", LINKS["methods"], ids=lambda case: f"{case['method']} {case['path']}")
def test_a_wrong_method_is_named(coordinator, case):
    answer = coordinator.client.open(case["path"], base_url=BASE_URL, method=case["method"])

    assert answer.status_code == case["status"]


def test_a_header_cannot_change_the_method(coordinator):
    answer = coordinator.client.get(
        "/report/leave", base_url=BASE_URL, headers={"X-HTTP-Method-Override": "POST"}
    )

    assert answer.status_code == 405


@pytest.mark.parametrize("host", LINKS["hosts"])
def test_a_foreign_host_is_refused(stage, host):
    answer = stage.client().get("/", base_url=BASE_URL, headers={"Host": host})

    assert answer.status_code == 400
    assert host not in answer.text


def test_a_forwarded_host_is_not_believed(stage):
    answer = stage.client().get("/contact", base_url=BASE_URL, headers={"X-Forwarded-Host": "evil.example"})

    assert "evil.example" not in answer.text


@pytest.mark.parametrize("way", LINKS["onward"])
@pytest.mark.parametrize("path", ["/language", "/report/language"])
def test_a_way_onward_stays_here(coordinator, path, way):
    answer = coordinator.post(path, {"language": "de", "next": way})

    assert (answer.status_code, answer.location) == (303, "/")
