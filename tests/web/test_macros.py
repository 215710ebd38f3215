from html.parser import HTMLParser

import pytest
from flask import render_template_string

from tests.support.web import BASE_URL

pytestmark = pytest.mark.one_engine


class Page(HTMLParser):
    """The tags of a page with their attributes, in order."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag, **wanted):
        return [found for name, found in self.tags if name == tag and wanted.items() <= found.items()]

    def one(self, tag, **wanted):
        (found,) = self.all(tag, **wanted)
        return found

    def ids(self):
        return [found["id"] for _, found in self.tags if "id" in found]


@pytest.fixture
def drawn(app):
    """`drawn(template)`: the page that a template with the macros `f` (forms) and `s` (show) makes."""

    def draw(template, **facts):
        head = '{% import "macros/forms.html" as f %}{% import "macros/show.html" as s %}'
        with app.test_request_context(base_url=BASE_URL, headers={"Accept-Language": "de"}):
            return Page(render_template_string(head + template, **facts))

    return draw


FIELDS = [
    ('{{ f.input("q:x", "Name", hint="Hinweis", errors=["Fehlt."]) }}', "input"),
    ('{{ f.textarea("q:x", "Name", hint="Hinweis", errors=["Fehlt."]) }}', "textarea"),
    ('{{ f.select("q:x", "Name", [("a", "A")], hint="Hinweis", errors=["Fehlt."]) }}', "select"),
]


@pytest.mark.parametrize(("template", "tag"), FIELDS)
def test_a_field_is_tied_to_its_label_its_hint_and_its_error(drawn, template, tag):
    page = drawn(template)

    field = page.one(tag)

    assert page.one("label")["for"] == field["id"] == "field-q:x"
    assert field["name"] == "q:x"
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"].split() == ["field-q:x-hint", "field-q:x-error"]
    assert set(field["aria-describedby"].split()) <= set(page.ids())


@pytest.mark.parametrize("kind", ["radio", "checkbox"])
def test_a_group_has_a_legend_and_one_label_for_each_choice(drawn, kind):
    macro = {"radio": "radios", "checkbox": "checkboxes"}[kind]
    page = drawn(f'{{{{ f.{macro}("q:x", "Turnus", [("m", "mal"), ("v", "viel")], errors=["Fehlt."]) }}}}')

    choices = page.all("input", type=kind)

    assert [choice["id"] for choice in choices] == ["field-q:x", "field-q:x-v"]
    assert [label["for"] for label in page.all("label")] == ["field-q:x", "field-q:x-v"]
    assert page.one("fieldset")["aria-describedby"] == "field-q:x-group-error"
    assert len(page.all("legend")) == 1
    assert not any("checked" in choice for choice in choices)


def test_nothing_is_preselected_in_a_list_of_choices(drawn):
    page = drawn('{{ f.select("q:x", "Art", [("a", "A"), ("b", "B")]) }}')

    assert [option["value"] for option in page.all("option")] == ["", "a", "b"]
    assert not any("selected" in option for option in page.all("option"))


def test_what_was_answered_is_chosen(drawn):
    page = drawn(
        '{{ f.select("q:x", "Art", [("a", "A"), ("b", "B")], "b") }}'
        '{{ f.radios("q:y", "Turnus", [("m", "M"), ("v", "V")], "v") }}'
        '{{ f.checkboxes("q:z", "Wer", [("s", "S"), ("j", "J"), ("b", "B")], ["s", "b"]) }}'
    )

    assert [option["value"] for option in page.all("option") if "selected" in option] == ["b"]
    assert [box["value"] for box in page.all("input") if "checked" in box] == ["v", "s", "b"]


def test_the_error_summary_takes_the_focus_and_leads_to_each_field(drawn):
    page = drawn(
        '{{ f.error_summary([("q:x", "Name", "Fehlt."), ("q:y", "Turnus", "Fehlt.")]) }}'
        '{{ f.input("q:x", "Name", errors=["Fehlt."]) }}'
        '{{ f.radios("q:y", "Turnus", [("m", "M")], errors=["Fehlt."]) }}'
    )

    summary = page.one("section")
    links = [link["href"].removeprefix("#") for link in page.all("a")]

    assert "autofocus" in summary
    assert summary["tabindex"] == "-1"
    assert links == ["field-q:x", "field-q:y"]
    assert set(links) <= set(page.ids())


def test_without_faults_there_is_no_summary(drawn):
    assert drawn("{{ f.error_summary([]) }}").tags == []


def test_a_table_names_rows_and_columns_for_those_who_listen(drawn):
    page = drawn(
        '{{ s.table("Regionen", [("Region", ""), ("Anteil", "numeric")], [["Kassel", 1], ["Fulda", 0]]) }}'
    )

    assert len(page.all("caption")) == 1
    assert [head["scope"] for head in page.all("th")] == ["col", "col", "row", "row"]
    assert len(page.all("td")) == 2


@pytest.mark.parametrize(
    "template",
    [
        "{{ f.input(evil, evil, evil, hint=evil, errors=[evil]) }}",
        "{{ f.textarea(evil, evil, evil, hint=evil, errors=[evil]) }}",
        "{{ f.select(evil, evil, [(evil, evil)], evil, hint=evil, errors=[evil]) }}",
        "{{ f.radios(evil, evil, [(evil, evil)], evil, hint=evil, errors=[evil]) }}",
        "{{ f.error_summary([(evil, evil, evil)]) }}",
        '{{ f.button(evil, evil, evil, attributes={"title": evil}) }}',
        '{{ s.table(evil, [(evil, ""), (evil, "")], [[evil, evil]]) }}',
        "{{ s.descriptions([(evil, evil)]) }}",
        "{{ s.badge(evil) }}{% call s.alert(evil) %}{{ evil }}{% endcall %}",
    ],
)
def test_what_people_wrote_is_never_markup(drawn, template):
    page = drawn(template, evil="\"'><script>alert(1)</script><b onfocus='x'>")

    assert page.all("script") == []
    assert page.all("b") == []
    assert not any("onfocus" in attributes for _, attributes in page.tags)
