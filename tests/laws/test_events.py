"""Every event that is put on record can be read: it has its words in every language."""

import ast

from tests.laws.test_wording import ROOT, called, literals, wordings


def recorded(folder):
    """The kinds of events that a folder's sources put on record; a name is looked up in its function."""
    found = set()
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for scope in ast.walk(tree):
            if isinstance(scope, ast.FunctionDef):
                for call in ast.walk(scope):
                    if isinstance(call, ast.Call) and called(call) in {"record", "_record"}:
                        found |= {action for each in call.args for action in codes(each, scope)}
    return found


def codes(node, scope):
    """The kinds of events that an argument can be: texts such as "round.opened"."""
    texts = literals(node)
    if isinstance(node, ast.Name):
        given = [each for each in ast.walk(scope) if isinstance(each, ast.Assign)]
        named = [each for each in given if any(getattr(to, "id", "") == node.id for to in each.targets)]
        texts = set().union(*(literals(each.value) for each in named)) if named else set()
    return {text for text in texts if "." in text and " " not in text}


def without_words(folder, known):
    """The kinds of events that lack words in a language, as sorted sentences."""
    return sorted(
        f"event.{action} has no wording in {language}"
        for language, forms in known.items()
        for action in recorded(folder)
        if f"event.{action}" not in forms
    )


def test_every_event_has_its_words_in_every_language():
    assert without_words(ROOT / "services", wordings(ROOT / "translations")) == []
    assert len(recorded(ROOT / "services")) > 25


def test_an_event_without_words_is_found(tmp_path):
    (tmp_path / "verbs.py").write_text(
        "def verb(late):\n"
        '    record(session, 1, 2, "round.opened", ("round", 1), now)\n'
        '    event = "mail.held" if late else "mail.freed"\n'
        '    record(session, 1, 2, event, ("mail", 1), now)\n',
        "utf-8",
    )

    assert without_words(tmp_path, {"de": {"event.round.opened": ["x"], "event.mail.held": ["y"]}}) == [
        "event.mail.freed has no wording in de"
    ]
