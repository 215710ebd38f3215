"""The documentation says what the code does: words, diagrams, links and examples are held against it."""

import re

import pytest

from forms.answer_types.registry import ANSWER_TYPES
from forms.definition import choices, comparisons, loading, questions
from forms.expressions.signatures import ROUND_FACTS, SIGNATURES, UNIT_FACTS
from forms.findings import WORDINGS
from forms.questionnaire import CarryOver
from surveyapp.programme_folder import head, registers
from surveyapp.summaries.tallies import TALLIES
from surveyapp.variables import VARIABLES
from surveyapp.wording import say
from tests.laws.pages import PAGES, anchors, blocks, broken_links, led_to, missing_words, read
from tests.laws.tracked import ROOT, shown
from workflows.lifecycle import TABLE, Guard, ReportAction
from workflows.states import MailState, Phase, ReportState, Role, Share

WORDS_OF_PAGES = {
    "docs/operators/running.md": [state.value for state in MailState],
    "docs/programme-folder.md": [
        *head.NEEDED,
        *head.OPTIONAL,
        *registers.UNIT_COLUMNS,
        *registers.RELATIONS,
        *(word.value for words in (Role, Share) for word in words),
    ],
    "docs/workflow.md": [word.value for words in (ReportState, ReportAction, Phase) for word in words],
    "docs/questionnaire.md": [
        *loading.NEEDED_KEYS,
        *loading.OPTIONAL_KEYS,
        *loading.HEADER_PLACEHOLDERS,
        *questions.COMMON_KEYS,
        *(key for keys in questions._NEEDED.values() for key in keys),
        *(key for keys in questions._ALLOWED.values() for key in keys),
        *choices.OPTIONAL_KEYS,
        *choices.FILE_KEYS,
        *comparisons.FORMS,
        *comparisons.PLACEHOLDERS,
        *ANSWER_TYPES,
        *SIGNATURES,
        *ROUND_FACTS,
        *UNIT_FACTS,
        *(kind.value for kind in CarryOver),
        *TALLIES,
        *WORDINGS,
    ],
}


def diagram(table):
    """The table of states as a mermaid diagram, a line for each of its entries."""
    lines = ["stateDiagram-v2", f"    [*] --> {ReportState.NOT_STARTED}"]
    for (state, action), (to, guard) in table.items():
        when = "" if guard is Guard.ALWAYS else f" ({guard.value.replace('_', ' ')})"
        lines.append(f"    {state} --> {to}: {action}{when}")
    return "\n".join(lines) + "\n"


def settings_rows(text):
    """SURVEYAPP_NAME -> (expected, default) of each row of the table of settings."""
    lines = [line for line in text.splitlines() if line.startswith("| `SURVEY")]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return {row[1].strip("`"): (row[2], row[3].strip("`")) for row in rows}


def test_the_diagram_of_a_report_is_the_table_of_states():
    assert [block.text for block in blocks(read("docs/workflow.md"), "mermaid")] == [diagram(TABLE)]


def test_a_diagram_without_one_of_the_actions_is_found():
    shorter = dict(list(TABLE.items())[:-1])

    assert diagram(shorter) != diagram(TABLE)
    assert diagram(TABLE).startswith(diagram(shorter))


def test_every_setting_stands_in_the_settings_page_with_what_is_expected_and_its_default():
    documented = settings_rows(read("docs/operators/settings.md"))

    assert documented == {
        variable.full_name: (variable.expected, variable.default) for variable in VARIABLES.values()
    }


def test_the_table_of_settings_is_read_row_by_row():
    text = "| `SURVEYAPP_PORT` | a port | `8001` | On which port. |\n| SURVEYAPP_HOST | a host | | Where. |\n"

    assert settings_rows(text) == {"SURVEYAPP_PORT": ("a port", "8001")}


def german_words(text):
    """`word` -> its German, of each row of a page's tables that begins with a word in backticks."""
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", text, re.MULTILINE))


@pytest.mark.parametrize(
    ("page", "states", "key"),
    [("docs/operators/running.md", MailState, "mail"), ("docs/workflow.md", ReportState, "report")],
)
def test_states_are_called_as_on_the_pages_of_the_office(page, states, key):
    words = german_words(read(page))

    assert {state: words[state] for state in states} == {
        state: say(f"{key}.state.{state}", "de") for state in states
    }


def test_german_words_are_read_from_the_rows_of_a_table():
    assert german_words("| `queued` | wartet | Waits. |\n| plain | x | y |\n") == {"queued": "wartet"}


@pytest.mark.parametrize("page", WORDS_OF_PAGES)
def test_a_page_names_every_word_of_its_subject(page):
    assert missing_words(read(page), WORDS_OF_PAGES[page]) == []


def test_a_word_that_is_said_only_in_passing_is_found_missing():
    text = "A grid has `rows`; see `count-selected`.\n\n```yaml\ntype: roster\n```\n"

    assert missing_words(text, ["rows", "roster", "grid", "count", "count-selected"]) == ["grid", "count"]


def unsaid(glossary, german):
    """The German words of a glossary, but for those in brackets, that the German texts nowhere say."""
    rows = [line.split("|")[2] for line in glossary.splitlines() if re.match(r"\| (?!word|-)", line)]
    words = {word.strip() for row in rows for word in re.sub(r"\([^)]*\)", "", row).split(",")}
    return sorted(word for word in words - {"", "–"} if word.lower() not in german.lower())


def german_texts():
    """All that Turnus says in German, mails and the demo's questionnaire included."""
    places = ("translations/de", "mail/templates/de", "demo/olov-hessen/questionnaires")
    files = [file for place in places for file in sorted((ROOT / "surveyapp" / place).iterdir())]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_the_german_of_the_glossary_is_that_of_pages_and_mails():
    assert unsaid(read("GLOSSARY.md"), german_texts()) == []


def test_a_german_word_that_nothing_says_is_found():
    glossary = (
        "| word | German |\n|---|---|\n| a | Frist, Traum (of sleep) | x |\n| b | (Codebuch) |\n| c | – |\n"
    )

    assert unsaid(glossary, "bis zur Frist") == ["Traum"]


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_between_pages_lead_somewhere(page):
    assert broken_links(page) == []


def test_a_broken_link_and_a_lost_heading_are_found(tmp_path):
    (tmp_path / "other.md").write_text("# The first part: *words*\n")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](other.md) [b](gone.md) [c](other.md#the-first-part-words) [d](#here) [e](other.md#lost)\n"
    )

    assert broken_links(page) == ["gone.md", "#here", "other.md#lost"]
    assert anchors("## Was `x` ist\n") == {"was-x-ist"}


def test_every_decision_stands_in_the_index():
    index = read("docs/adr/README.md")

    assert [page.name for page in (ROOT / "docs/adr").glob("0*.md") if f"({page.name})" not in index] == []


def test_every_page_is_reached_from_the_readme():
    assert unreached(ROOT / "README.md", PAGES) == []


def test_a_page_that_nothing_leads_to_is_found(tmp_path):
    pages = [tmp_path / name for name in ("README.md", "a.md", "b.md", "lost.md")]
    for page, text in zip(pages, ("[a](a.md)", "[b](b.md#x)", "", "[a](a.md)"), strict=True):
        page.write_text(text)

    assert unreached(pages[0], pages) == [tmp_path / "lost.md"]


def unreached(start, pages):
    """The pages that no chain of links leads to from the start."""
    reached, waiting = set(), {start}
    while waiting:
        page = waiting.pop()
        reached.add(page)
        waiting |= (led_to(page) & set(pages)) - reached
    return [page for page in pages if page not in reached]
