"""Every wording that is used stands in every language with the same placeholders, and none is left over."""

import ast
import re
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2] / "surveyapp"
CALLS = {"say", "t"}
IN_TEMPLATES = re.compile(r"""\b(?:t|say)\(\s*["']([a-z0-9_.]+)["']\s*([,)~])""")
FAMILY_IN_TEMPLATES = re.compile(r"""["']([a-z0-9_.]+\.)["']\s*~""")
QUOTED = re.compile(r"""["']([a-z0-9_]+(?:\.[a-z0-9_]+)+)["']""")


def wordings(folder):
    """language -> {key: its forms}."""
    found = {}
    for file in sorted(folder.glob("*/*.po")):
        with file.open("rb") as lines:
            for message in read_po(lines, abort_invalid=True):
                if message.id:
                    forms = found.setdefault(file.parent.name, {})
                    if message.pluralizable:
                        forms[message.id[0]] = list(message.string)
                    else:
                        forms[message.id] = [message.string]
    return found


def placeholders(forms):
    """What the forms of a wording want filled, but for the count."""
    return frozenset(
        name for form in forms for _, name, _, _ in Formatter().parse(form) if name not in {None, "n"}
    )


def uses(folder):
    """(keys that are said, keys that stand anywhere as a text, beginnings that codes are added to)."""
    said, standing, families = set(), set(), set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in CALLS and node.args:
                said |= literals(node.args[0])
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                families.add(str(node.values[0].value))
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                standing.add(node.value)
    for file in folder.rglob("templates/**/*.*"):
        text = file.read_text("utf-8")
        said |= {key for key, after in IN_TEMPLATES.findall(text) if after != "~"}
        standing |= set(QUOTED.findall(text))
        families |= set(FAMILY_IN_TEMPLATES.findall(text))
    return said, standing | said, {family for family in families if re.fullmatch(r"[a-z0-9_.]+\.", family)}


def called(node):
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def literals(node):
    """The texts that an argument can be: itself, or either side of an if."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) | literals(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def faults(folder):
    """What breaks the law in a source folder, as sorted sentences."""
    known = wordings(folder / "translations")
    said, standing, families = uses(folder)
    keys = set().union(*known.values())
    found = [f"{key} is said and has no wording" for key in said - keys]
    for language, forms in known.items():
        found += [f"{key} has no wording in {language}" for key in keys - set(forms)]
        found += [f"{key} is empty in {language}" for key in forms if not all(forms[key])]
    for key in keys:
        if len({placeholders(forms[key]) for forms in known.values() if key in forms}) > 1:
            found.append(f"{key} has other placeholders in another language")
        if key not in standing and not any(key.startswith(family) for family in families):
            found.append(f"{key} is never used")
    return sorted(found)


def refusals(folder):
    """(code, names of its facts) of each refusal that is written out in a source folder."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) == "Refused" and node.args:
                spread = any(each.arg is None for each in node.keywords)
                for code in literals(node.args[0]) if not spread else ():
                    yield code, {each.arg for each in node.keywords}


def unfilled(folder, forms):
    """Refusals whose sentence wants a fact that they do not bring."""
    return sorted(
        f"refused.{code} wants {', '.join(sorted(wanted - facts))}"
        for code, facts in refusals(folder)
        if (wanted := placeholders(forms.get(f"refused.{code}", []))) - facts
    )


def test_every_refusal_brings_the_facts_that_its_sentence_wants():
    forms = wordings(ROOT / "translations")["de"]

    assert unfilled(ROOT, forms) + unfilled(ROOT.parent / "workflows", forms) == []


def test_a_refusal_without_its_facts_is_found(tmp_path):
    (tmp_path / "rule.py").write_text('Refused("row.too_many", item=1)\nRefused("row.other")\n', "utf-8")

    assert unfilled(tmp_path, {"refused.row.too_many": ["{most} rows of {item}"]}) == [
        "refused.row.too_many wants most"
    ]


def test_every_wording_is_used_and_stands_in_every_language():
    assert faults(ROOT) == []


def test_each_kind_of_fault_is_found(tmp_path):
    def write(name, text):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    write(
        "translations/de/a.po",
        header + 'msgid "a.both"\nmsgstr "{x}"\n\nmsgid "a.german"\nmsgstr "nur deutsch"\n',
    )
    write(
        "translations/en/a.po",
        header
        + 'msgid "a.both"\nmsgstr "{y}"\n\nmsgid "a.idle"\nmsgstr "idle"\n\nmsgid "a.empty"\nmsgstr ""\n',
    )
    write("pages.py", 'say("a.both", "de", x=1)\nsay("a.lost" if late else "a.empty", "de")\n')
    write("templates/page.html", '{{ t("a.german") }}{{ t("a.gone") }}{{ t("a.code." ~ code) }}')

    assert faults(tmp_path) == [
        "a.both has other placeholders in another language",
        "a.empty has no wording in de",
        "a.empty is empty in en",
        "a.german has no wording in en",
        "a.gone is said and has no wording",
        "a.idle has no wording in de",
        "a.idle is never used",
        "a.lost is said and has no wording",
    ]
