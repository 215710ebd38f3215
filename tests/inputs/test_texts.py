"""Texts as people type, paste and send them: kept as they are, shown as text, never anything else."""

from html import unescape
from pathlib import Path

import pytest
import yaml

from surveyapp.services.rows import add_row
from tests.a11y.stage import BASE_URL

pytestmark = pytest.mark.one_engine

TEXTS = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text(encoding="utf-8"))
TOO_MUCH = 10 * 1024 * 1024


@pytest.fixture
def own_row(stage):
    """A row of the coordinator's own in B."""
    with stage.at_work() as session:
        writer = stage.writer(session)
        return add_row(
            session, writer.actor_id, writer.programme_id, writer.report_id, "members", None, stage.now
        )


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: f"{case['typed']!a}")
def test_a_text_is_kept_and_shown_as_text(coordinator, own_row, case):
    typed = case["typed"]

    coordinator.type("g", {"message": typed})
    coordinator.type("b", {f"members.institution:{own_row}": typed})

    long, short = case.get("long", typed), case.get("short", typed)
    assert coordinator.answer("message").value == long
    assert coordinator.answer(f"members.institution:{own_row}").value == short
    pages = [coordinator.get(f"/report/{path}").text for path in ("section/g", "section/b", "read")]
    assert [words in unescape(page) for words, page in zip((long, short, long), pages, strict=True)] == [
        True
    ] * 3
    assert "<script>alert" not in "".join(pages)
    assert 'onfocus=alert(1) autofocus x=""' not in "".join(pages)


def test_a_text_of_many_signs_counts_what_people_see_and_stays_when_it_is_too_long(coordinator):
    typed = "👩‍👩‍👧" * 5000

    coordinator.type("g", {"message": typed})

    kept = coordinator.answer("message")
    assert (kept.raw, kept.value, kept.finding) == (typed, None, "text.too_long")
    assert typed in coordinator.get("/report/section/g").text


def test_a_megabyte_is_refused_and_shown_back(coordinator):
    typed = "lang " * 400_000

    answer = coordinator.type("g", {"message": typed})

    assert answer.status_code == 413
    assert typed.strip() in answer.text


def test_ten_megabytes_are_refused_with_a_reason(coordinator):
    answer = coordinator.type("g", {"message": "x" * TOO_MUCH})

    assert answer.status_code == 413
    assert "<title>" in answer.text


@pytest.mark.parametrize("typed", [b"ab%ff%fecd", b"ab\xff\xfecd", b"%ed%a0%80", b"%c0%af", b"M%fcller"])
@pytest.mark.parametrize("path", ["/report/section/g", "/report/save"])
def test_bytes_that_are_no_text_are_a_bad_request_that_keeps_nothing(coordinator, path, typed):
    token = coordinator.token.encode()

    answer = coordinator.client.post(
        path,
        base_url=BASE_URL,
        data=b"csrf_token=" + token + b"&v%3Aq%3Amessage=0&_act=save&q%3Amessage=" + typed,
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 400
    assert coordinator.answer("message") is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b'{"csrf_token": "\\ud800"}', "application/json"),
        (b"\xff\xfe", "text/plain"),
        (b"--x\r\nContent-Disposition: form-data", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"a=1", "application/x-www-form-urlencoded; charset=nothing"),
    ],
)
def test_a_body_that_is_no_form_is_a_bad_request(coordinator, body, kind):
    answer = coordinator.client.post("/report/section/g", base_url=BASE_URL, data=body, content_type=kind)

    assert answer.status_code == 400
    assert "<h1" in answer.text


def test_very_many_parts_are_refused_with_a_reason(coordinator):
    part = '--x\r\nContent-Disposition: form-data; name="x"\r\n\r\nx\r\n'

    answer = coordinator.client.post(
        "/report/section/g",
        base_url=BASE_URL,
        data=f"{part * 5100}--x--\r\n".encode(),
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code == 413
    assert "<h1" in answer.text
