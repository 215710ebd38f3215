"""Any fields with any texts: never a failure of the server, and no text of a field is lost."""

from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.answer_types.normalising import keepable
from forms.answers import Address
from tests.laws.test_safe_methods import fingerprint

pytestmark = pytest.mark.one_engine

ANYTHING = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)

# What an HTML form can send: a browser replaces lone surrogates before it does.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.sampled_from(
    ["", "yes", "no", "12", "1.234", "NaN", "sNaN", "1E-400", "31.06.2027", "W1 W2", "k. A.", "\0", "9" * 500]
)
NAMES = {
    "a": (
        "hours_per_week",
        "coordinator_changed",
        "coordinator_change_month",
        "tasks_split",
        "rekos.person:reko23",
    ),
    "c": (
        "meetings_n",
        "turnus",
        "practice_kinds",
        "practice_kinds__other",
        "practice_text",
        "cooperation_scale.x",
    ),
    "e": (
        "agreement_status",
        "agreement_period.start",
        "agreement_period.end",
        "budget.planned",
        "standards",
    ),
    "g": ("message", "support", "agreed_with"),
}
FIELDS = st.sampled_from(sorted(NAMES)).flatmap(
    lambda section: st.tuples(
        st.just(section), st.dictionaries(st.sampled_from(NAMES[section]), TEXTS, min_size=1, max_size=5)
    )
)
JUNK = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    | st.builds(
        lambda lead, name: lead + name,
        st.sampled_from(["q:", "v:q:", "c:", "_"]),
        st.text("abq:._0-1", max_size=30),
    ),
    TEXTS,
    max_size=5,
).filter(lambda junk: "csrf_token" not in junk)


@ANYTHING
@given(FIELDS)
def test_no_text_of_a_field_is_lost(coordinator, typed):
    section, texts = typed

    answer = coordinator.type(section, texts)

    report = coordinator.report()
    known = {name: text for name, text in texts.items() if not name.endswith(".x")}
    assert answer.status_code == 303
    for name, text in known.items():
        kept = report.answers.get(Address(*name.split(":", 1)))
        assert (kept.raw if kept else "") == keepable(text)


@ANYTHING
@given(st.sampled_from(sorted(NAMES)), JUNK)
def test_no_field_that_nobody_knows_fails_or_writes(coordinator, stage, section, junk):
    before = fingerprint(stage.engine)

    answer = coordinator.post(f"/report/section/{section}", junk)

    assert answer.status_code in {303, 400, 409}
    if not any(name.startswith(("v:q:", "c:", "_")) for name in junk):
        assert fingerprint(stage.engine) == before


@ANYTHING
@given(FIELDS)
def test_no_text_is_lost_when_the_session_is_gone(stage, coordinator, typed):
    section, texts = typed
    token = coordinator.token
    stranger = type(coordinator)(stage)
    stranger.client.delete_cookie("turnus-report", domain="127.0.0.1")

    answer = stranger.client.post(
        f"/report/section/{section}",
        base_url="http://127.0.0.1",
        data={"csrf_token": token, **{f"q:{name}": text for name, text in texts.items()}},
    )

    shown = unescape(answer.text)
    assert answer.status_code == 403
    assert [text for text in texts.values() if text.strip() and readable(text) not in readable(shown)] == []


def readable(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
