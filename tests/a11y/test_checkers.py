"""Each checker finds a fault that was planted, and nothing on the page as it was."""

import pytest

from tests.a11y import checkers
from tests.a11y.checkers import CHECKERS, DESKTOP, OWN

pytestmark = pytest.mark.journey

SOUND = """<!DOCTYPE html>
<html lang="de">
<head><title>Fehler: Ein Formular</title>
<style>
  body { font: 16px/1.5 sans-serif; color: #000; background: #fff; }
  button, input { font: inherit; min-height: 44px; border: 2px solid #333; }
  li a { display: inline-block; padding: 5px 0; }
  label, fieldset div { display: block; padding: 10px 0; }
  :focus-visible { outline: 3px solid #00f; }
</style></head>
<body><main>
<h1>Ein Formular</h1>
<section aria-labelledby="faults" tabindex="-1" autofocus>
  <h2 id="faults">Ein Fehler</h2>
  <ul><li><a href="#town">Ort: Bitte ausfüllen.</a></li></ul>
</section>
<p>Ein Satz mit <a href="/a">einem Verweis</a> und noch mehr Text danach.</p>
<form action="/" method="post">
  <label for="town">Ort</label>
  <input id="town" name="town" aria-invalid="true" aria-describedby="town-fault" autocomplete="off">
  <p id="town-fault">Bitte ausfüllen.</p>
  <fieldset><legend>Einverstanden?</legend>
    <div><input type="radio" name="agreed" value="yes" id="yes"><label for="yes">ja</label></div>
    <div><input type="radio" name="agreed" value="no" id="no"><label for="no">nein</label></div>
  </fieldset>
  <button type="submit">Speichern</button>
</form>
</main></body></html>
"""

MASK = "width: 9px; height: 9px; background: red; mask-image: linear-gradient(red, red)"

# A checker, a change to the page, and words of what it must say.
PLANTED = [
    ("axe", ('<label for="town">Ort</label>', "<b>Ort</b>"), "label"),
    ("axe", ("color: #000", "color: #bbb"), "color-contrast"),
    (
        "names",
        ('<a href="/a">einem', '<a href="/b">Speichern</a> <a href="/a">Speichern</a><a href="/c">einem'),
        "2 times: link",
    ),
    ("names", ("</form>", "<button>Speichern</button></form>"), "2 times: button"),
    (
        "names",
        (
            "</form>",
            '<input type="radio" name="b" aria-label="x"><input type="radio" name="c" aria-label="x"></form>',
        ),
        "radio x",
    ),
    ("names", ("</form>", "<button></button></form>"), "no name: button"),
    ("targets", ("min-height: 44px; ", "height: 20px; "), 'button "Speichern"'),
    ("motion", ("</style>", "button { transition: all 1s; }</style>"), 'button "Speichern"'),
    (
        "motion",
        ("</style>", "@keyframes x { to { opacity: 0; } } h1 { animation: x 2s infinite; }</style>"),
        "h1",
    ),
    (
        "forced colours",
        ("border: 2px solid #333; ", "border: 0; background: #ddd; "),
        'no edge: button "Speichern"',
    ),
    (
        "forced colours",
        (
            "<h1>",
            f'<i class="icon" style="display:block;{MASK}"></i><h1>',
        ),
        "no icon: icon",
    ),
    (
        "text spacing",
        ("<h1>", '<p style="height:30px;overflow:hidden;width:200px">Zwei Wörter und viele mehr</p><h1>'),
        "cut",
    ),
    ("text spacing", ("<h1>", '<p style="white-space:nowrap">' + "Wort " * 25 + "</p><h1>"), "pixels"),
    ("200 %", ("<h1>", '<p style="width:700px">breit</p><h1>'), "of 640 pixels"),
    ("320 pixels", ("<h1>", '<p style="width:400px">breit</p><h1>'), "of 320 pixels"),
    ("320 pixels", ("<h1>", '<p style="position:absolute;top:22px">ein Text</p><h1>'), "over each other"),
    ("keyboard", ("outline: 3px solid #00f", "outline: none"), "focus not seen"),
    ("keyboard", ("outline: 3px solid #00f", "outline: 1px solid #00f"), "focus not seen"),
    (
        "keyboard",
        ('<button type="submit">', '<button type="submit" style="position:absolute;left:-500px">'),
        "out of view",
    ),
    (
        "keyboard",
        ("<h1>", '<div style="position:fixed;inset:0;background:#fff;opacity:0.9;z-index:2"></div><h1>'),
        "covered: ",
    ),
    (
        "keyboard",
        ("</form>", "</form><script>town.onkeydown = (event) => event.preventDefault()</script>"),
        "no way out",
    ),
]
SUMMARIES = [
    ((" autofocus", ' data-autofocus autofocus="" inert'), "has not got the focus"),
    (('href="#town"', 'href="#country"'), "leads nowhere"),
    (('id="town" name', 'id="town" disabled name'), "focus does not follow"),
    (('aria-invalid="true" ', ""), "not marked as invalid"),
    (('<p id="town-fault">Bitte ausfüllen.', '<p id="town-fault">Fehlt.'), "other words at the field"),
]


@pytest.fixture
def prepared(page, axe_script):
    """`prepared(*change)`: the sound page with a change, ready to be checked."""

    def show(old="", new=""):
        assert old in SOUND
        page.set_viewport_size(DESKTOP)
        page.set_content(SOUND.replace(old, new) if old else SOUND)
        page.evaluate("document.querySelector('[autofocus]')?.focus()")
        page.evaluate(axe_script)
        page.evaluate(OWN)
        return page

    return show


def test_nothing_is_found_on_a_sound_page(prepared):
    found = {name: checker(prepared()) for name, checker in CHECKERS.items()}

    assert found == {name: [] for name in CHECKERS}
    assert checkers.summary(prepared()) == []


@pytest.mark.parametrize(("checker", "change", "said"), PLANTED)
def test_a_planted_fault_is_found(prepared, checker, change, said):
    found = CHECKERS[checker](prepared(*change))

    assert [fault for fault in found if said in fault] != []


@pytest.mark.parametrize(("change", "said"), SUMMARIES)
def test_a_fault_planted_in_the_summary_is_found(prepared, change, said):
    assert [fault for fault in checkers.summary(prepared(*change)) if said in fault] != []
