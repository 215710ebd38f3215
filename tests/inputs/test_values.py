"""Numbers, days and texts as people type them, through the real forms: the expected answer for each."""

from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
import yaml

from forms.answer_types.base import to_json
from forms.answers import Missing
from tests.a11y.office_states import NEW
from tests.a11y.plan_states import PLAN

pytestmark = pytest.mark.one_engine

HERE = Path(__file__).parent
NUMBERS = yaml.safe_load((HERE / "numbers.yaml").read_text(encoding="utf-8"))
DATES = yaml.safe_load((HERE / "dates.yaml").read_text(encoding="utf-8"))

PLACES = {
    "whole": ("c", "meetings_n"),
    "decimal": ("e", "budget.planned"),
    "day": ("e", "agreement_period.start"),
}
CASES = [
    pytest.param(kind, case, id=f"{kind} {case.get('typed', case.get('digits'))!a}")
    for kind, cases in {**NUMBERS, "day": DATES["day"]}.items()
    for case in cases
]


def typed_of(case):
    return case["typed"] if "typed" in case else "1" * case["digits"]


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_a_value_is_taken_or_kept_with_a_sentence(coordinator, kind, case):
    section, name = PLACES[kind]
    typed = typed_of(case)
    coordinator.type("e", {"agreement_status": "signed"})

    answer = coordinator.type(section, {name: typed})

    kept = coordinator.answer(name)
    page = unescape(coordinator.get(f"/report/section/{section}").text)
    assert answer.status_code == 303
    assert (stored(kept), kept.finding if kept else None) == (case.get("value"), case.get("fault"))
    assert kept is None or not case.get("missing") or kept.missing is Missing.EMPTY
    if "value" not in case and typed.strip():
        assert f'name="q:{name}" value="{typed}"' in page
    assert case.get("says", "") in page


def stored(kept):
    if kept is None or kept.value is None:
        return None
    return str(kept.value) if isinstance(kept.value, Decimal) else to_json(kept.value)


@pytest.mark.parametrize("case", DATES["plan"], ids=lambda case: f"{case['field']} {case['typed']!a}")
def test_a_plan_is_shown_or_comes_back_with_its_texts(office, case):
    answer = office.post(NEW, {**PLAN, **case.get("also", {}), case["field"]: case["typed"]})

    assert answer.status_code == case["status"]
    assert case.get("says", "") in unescape(answer.text)
    assert case.get("never_says", "\0") not in unescape(answer.text)
    if case["status"] == 422 and case["typed"] and case["field"] not in {"series", "opening"}:
        assert f'value="{case["typed"]}"' in unescape(answer.text)
