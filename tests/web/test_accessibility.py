"""Public pages, an error page and all macros in a real browser: by rule, at 320 pixels, by keyboard."""

from zoneinfo import ZoneInfo

import pytest
from flask import abort, render_template_string

from surveyapp.app import create_app
from surveyapp.config import read_settings
from surveyapp.web import letterhead
from surveyapp.web.letterhead import Contact, Letterhead
from tests.support.web import KEYS, NOW

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# One of each macro, as pages put them together.
KITCHEN = """
{% extends "layout.html" %}
{% import "macros/forms.html" as f %}
{% import "macros/show.html" as s %}
{% from "macros/navigation.html" import breadcrumb, link_button %}
{% block title %}{{ t("layout.error_title", title="Bericht") }}{% endblock %}
{% block breadcrumb %}{{ breadcrumb([("Runden", "/")], "Vogelsbergkreis") }}{% endblock %}
{% block main %}
<h1 class="kern-heading-x-large">Bericht der Region Vogelsbergkreis</h1>
{{ f.error_summary([("q:mail", "E-Mail", "Fehlt."), ("q:turnus", "Turnus", "Fehlt.")]) }}
<form class="turnus-form" method="post" action="/save">
  {{ f.csrf() }}
  {{ f.input("q:mail", "E-Mail", hint="Nur wenn nötig", errors=["Fehlt."]) }}
  {{ f.input("q:count", "Sitzungen", "12", width="number", optional=true) }}
  {{ f.textarea("q:text", "Was hat sich verändert?", "Der Absatz, den niemand verlieren möchte.") }}
  {{ f.select("q:kind", "Art der Institution", [("a", "Agentur für Arbeit")]) }}
  {{ f.radios("q:turnus", "Welcher Turnus ist vereinbart?", [("m", "monatlich")], errors=["Fehlt."]) }}
  {{ f.checkboxes("q:who", "Wer ist dabei?", [("s", "Schulen"), ("j", "Jobcenter")], ["j"]) }}
  <div class="turnus-actions">{{ f.button("Speichern") }}{{ link_button("Zurück", "/", "tertiary") }}</div>
</form>
{{ s.table("Regionen", [("Region", ""), ("Stand", ""), ("Anteil", "numeric")],
           [["Darmstadt-Dieburg", s.badge("abgegeben", "success"), percent(0.357)]]) }}
{{ s.descriptions([("Stichtag", day(now))]) }}
{% endblock %}
"""


@pytest.fixture
def address(session_factory, tmp_path, live_server):
    settings = read_settings({"SURVEYAPP_MODE": "demo", "SURVEYAPP_INSTANCE_FOLDER": str(tmp_path), **KEYS})
    app = create_app(settings, session_factory=session_factory, clock=lambda: NOW)
    contact = Contact("Landeskoordination OloV", "0611 123 45 67", "olov@example.org")
    head = Letterhead("OloV Hessen", contact, ZoneInfo("Europe/Berlin"))
    app.before_request(lambda: letterhead.use(head, None))
    app.add_url_rule("/kitchen", "kitchen", lambda: render_template_string(KITCHEN, now=NOW))
    app.add_url_rule("/save", "save", lambda: abort(409), methods=["POST"])
    return live_server(app)


def faults(page, axe_script):
    page.evaluate(axe_script)
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [(fault["id"], node["html"]) for fault in found["violations"] for node in fault["nodes"]]


def open_page(page, address, path):
    if path == "/save":
        page.goto(f"{address}/kitchen")
        page.get_by_role("button", name="Speichern").click()
    else:
        page.goto(address + path)


PATHS = ["/", "/contact", "/accessibility", "/nothing-here", "/kitchen", "/save"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_break_no_rule(page, address, axe_script, scheme):
    page.emulate_media(color_scheme=scheme)

    for path in PATHS:
        open_page(page, address, path)
        assert (path, faults(page, axe_script)) == (path, [])


def test_a_planted_fault_is_found(page, address, axe_script):
    page.goto(f"{address}/kitchen")
    page.evaluate("document.querySelector('label').remove()")

    assert "label" in {rule for rule, _ in faults(page, axe_script)}


def test_pages_fit_into_320_pixels(page, address):
    page.set_viewport_size({"width": 320, "height": 640})

    for path in PATHS:
        open_page(page, address, path)
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, 320)


def test_every_target_is_24_pixels_wide_and_high(page, address):
    small = """
      [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")]
        .filter(each => each.getBoundingClientRect().width < 24 || each.getBoundingClientRect().height < 24)
        .map(each => each.outerHTML)
    """

    for path in PATHS:
        open_page(page, address, path)
        assert (path, page.evaluate(small)) == (path, [])


def test_the_first_tab_leads_to_the_way_past_the_header(page, address):
    page.goto(address)

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    box = page.locator(".turnus-skip").bounding_box()
    assert box["x"] >= 0
    assert box["width"] < 400


def test_an_error_summary_has_the_focus_and_its_link_gives_it_to_the_field(page, address):
    page.goto(f"{address}/kitchen")

    assert page.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "error-summary"

    page.get_by_role("link", name="E-Mail: Fehlt.").click()

    assert page.evaluate("document.activeElement.name") == "q:mail"


def test_no_page_asks_anybody_else_for_anything_and_breaks_no_policy(page, address):
    asked, broken = set(), []
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    page.on(
        "console", lambda line: broken.append(line.text) if "Content Security Policy" in line.text else None
    )

    for path in PATHS:
        open_page(page, address, path)

    assert asked == {address.removeprefix("http://")}
    assert [line for line in broken if "Content Security Policy" in line] == []
