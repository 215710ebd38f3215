"""Every refusal and every fault of a plan that can reach a person has its sentence, filled from its facts."""

import ast
from dataclasses import dataclass

import pytest

from surveyapp.web.errors import PAGE_OF_REFUSAL
from tests.laws.test_wording import ROOT, called, literals, placeholders, wordings

FOLDERS = (ROOT.parent / "workflows", ROOT / "services", ROOT / "programme_folder", ROOT / "web")

# Rules that no verb asks yet, so that nobody can meet their refusals.
UNREACHED = {"ledger.row_twice"}


@dataclass(frozen=True)
class Raised:
    """One place that says no: the code, and the facts it brings (None: they come from elsewhere)."""

    place: str
    code: str
    facts: frozenset[str] | None


def refusals(folder):
    """Each place in a folder's sources that makes a refusal, once for each code it can have."""
    for place, call, codes in calls(folder, {"Refused"}):
        spread = any(word.arg is None for word in call.keywords)
        facts = None if spread else frozenset(word.arg for word in call.keywords)
        for code in codes:
            yield Raised(place, code, facts)


def plan_faults(folder):
    """Each place that makes a fault of a plan."""
    for place, call, codes in calls(folder, {"PlanFault", "_hard", "_soft"}):
        words = {word.arg: word.value for word in call.keywords}
        if called(call) == "PlanFault":
            table = words.get("facts")
            facts = frozenset(key.value for key in table.keys) if isinstance(table, ast.Dict) else frozenset()
        else:
            facts = None if None in words else frozenset(words)
        for code in codes:
            yield Raised(place, code, facts)


def calls(folder, names):
    """(place, call, the codes it can have) of each call of one of the names."""
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for scope in ast.walk(tree):
            if not isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for call in ast.walk(scope):
                if isinstance(call, ast.Call) and called(call) in names and call.args:
                    yield f"{file.name}:{call.lineno}", call, codes_of(call.args[0], scope)


def codes_of(node, scope):
    """The texts that the code can be; a name is looked up in its function."""
    if not isinstance(node, ast.Name):
        return literals(node)
    given = [each for each in ast.walk(scope) if isinstance(each, ast.Assign)]
    named = [each for each in given if any(getattr(target, "id", "") == node.id for target in each.targets)]
    return set().union(*(literals(each.value) for each in named)) if named else set()


def broken(raised, family, forms, excused=frozenset()):
    """What is wrong with the sentences of these places, as sorted sentences."""
    found = set()
    for each in raised:
        key = f"{family}.{each.code}"
        if each.code in excused:
            continue
        if key not in forms:
            found.add(f"{each.place}: {key} has no wording")
        elif each.facts is not None and (lacking := placeholders(forms[key]) - each.facts):
            found.add(f"{each.place}: {key} wants {', '.join(sorted(lacking))}")
    return sorted(found)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_refusal_has_a_sentence_that_its_facts_fill(language):
    forms = wordings(ROOT / "translations")[language]
    raised = [each for folder in FOLDERS for each in refusals(folder)]

    assert broken(raised, "refused", forms, UNREACHED | set(PAGE_OF_REFUSAL)) == []
    assert len({each.code for each in raised}) > 30


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_fault_of_a_plan_has_a_sentence_that_its_facts_fill(language):
    forms = wordings(ROOT / "translations")[language]
    raised = [each for folder in FOLDERS for each in plan_faults(folder)]

    assert broken(raised, "fault", forms) == []
    assert len({each.code for each in raised}) > 15


def test_what_is_excused_is_really_raised():
    raised = {each.code for folder in FOLDERS for each in refusals(folder)}

    assert raised >= UNREACHED


def test_each_kind_of_breach_is_found(tmp_path):
    (tmp_path / "rule.py").write_text(
        "def rule(late):\n"
        '    code = "round.closed" if late else "round.unsaid"\n'
        "    raise Refused(code)\n"
        "def other(rows):\n"
        '    raise Refused("row.too_many", item=1)\n'
        "def spread(facts):\n"
        '    raise Refused("row.too_many", **facts)\n'
        "def plan():\n"
        '    yield _hard("plan.late", at=1)\n'
        '    yield PlanFault("slug.taken", hard=True, facts={"name": 1})\n',
        "utf-8",
    )
    refused = {"refused.round.closed": ["no"], "refused.row.too_many": ["{most} of {item}"]}
    faults = {"fault.plan.late": ["{at}"], "fault.slug.taken": ["{slug}"]}

    assert broken(refusals(tmp_path), "refused", refused) == [
        "rule.py:3: refused.round.unsaid has no wording",
        "rule.py:5: refused.row.too_many wants most",
    ]
    assert broken(plan_faults(tmp_path), "fault", faults) == ["rule.py:10: fault.slug.taken wants slug"]
