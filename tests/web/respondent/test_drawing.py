"""Drawing sections: wordings are data, whatever they look like."""

from dataclasses import replace

import pytest
from jinja2 import Environment
from markupsafe import Markup

from forms.questionnaire import Section
from forms.texts import Text
from surveyapp.web.respondent.drawing import inert, literal, section_source
from tests.forms.builders import choices, item, questionnaire, text

SECTION = Section("a", "A", Text({"de": "A"}))


def test_a_wording_is_neither_markup_nor_template() -> None:
    drawn = inert("<b>{{ 7 * 7 }}{% if x %}{# y")

    assert drawn == Markup("&lt;b&gt;&#123;&#123; 7 * 7 }}&#123;% if x %}&#123;# y")


def test_a_questionnaire_cannot_smuggle_a_template_into_its_page() -> None:
    wording = text("{{ cycler.__init__ }} {% raw %}")
    planted = replace(item("x", "single", choices=choices("yes")), text=wording)

    source = section_source(questionnaire(planted), SECTION, "de")

    assert "{{ cycler" not in source
    assert "{% raw" not in source
    Environment().parse(source)


@pytest.mark.parametrize("key", ['a"', "a b", "a'", "ä", "a]]", "{{"])
def test_what_is_no_key_never_becomes_part_of_an_expression(key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        literal(key)


@pytest.mark.parametrize("kind", ["text", "long_text", "integer", "decimal", "date", "month", "date_range"])
def test_each_type_draws_a_field_with_its_mark(kind: str) -> None:
    source = section_source(questionnaire(item("x", kind)), SECTION, "de")

    assert 'name="{{ f.seen_name }}" value="{{ f.mark }}"' in source
