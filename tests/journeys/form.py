"""A coordinator before the form of OloV Hessen: the least that can be handed in as a first report."""

from playwright.sync_api import Page

from tests.journeys.hands import Hand

CHOICES = {
    "a": {"coordinator_changed": "no", "tasks_split": "no"},
    "b": {"composition_changed": "no"},
    "c": {"practice_changed": "no"},
    "d": {"plans_composition": "no", "plans_practice": "no"},
    "e": {"agreement_status": "no"},
    "f": {"trend": "unchanged"},
    "g": {},
}
GRIDS = {"c": "cooperation_scale", "f": "results_grid"}
SECTIONS = tuple(CHOICES)
NEW_NAMES = """([roster, before]) => {
    const controls = [...document.querySelectorAll(`[name^='q:${roster}.']`)];
    return new Set(controls.map(control => control.name)).size > before;
}"""


def fill(page: Page, hand: Hand) -> None:
    """Fill every section of a first report, from the overview to the page before handing in.

    Whoever stands in the registers still does, and one member has joined.
    """
    hand.press(page, 'a[href="/report/section/a"].chapter__title')
    for section in SECTIONS:
        page.wait_for_url(f"**/report/section/{section}*")
        if section == "a":
            decide(page, hand, "rekos", "changed")  # the register does not know the kind of institution
            for name in names_of(page, '[name^="q:rekos.institution_type:"]'):
                hand.choose(page, name, "staedte_kreise_gemeinden")
        if section == "b":
            decide(page, hand, "members", "still")
            add_row(page, hand, "members", {"institution": "Kammer", "institution_type": "ihk"})
            for name in names_of(page, '[name^="q:attendance:"]'):
                hand.choose(page, name, "mostly")
        if section == "g":
            hand.tick(page, "q:agreed_with", "group")
        for key, code in CHOICES[section].items():
            hand.choose(page, f"q:{key}", code)
        if section in GRIDS:
            for name in names_of(page, f'[name^="q:{GRIDS[section]}."]'):
                hand.choose(page, name, "rather_true")
        hand.press(page, 'button[name="_act"][value="next"]')
    page.wait_for_url("**/report/check")


def decide(page: Page, hand: Hand, roster: str, decision: str) -> None:
    """Say the same about every row of a list that stood before."""
    for name in names_of(page, f'[name^="q:{roster}.decision:"]'):
        hand.choose(page, name, decision)


def add_row(page: Page, hand: Hand, roster: str, fields: dict[str, str]) -> None:
    """Add a row of one's own to a list and fill it."""
    before = set(names_of(page, f'[name^="q:{roster}."]'))
    hand.press(page, f'button[name="_act"][value="add:{roster}"]')
    page.wait_for_function(NEW_NAMES, arg=[roster, len(before)])
    (first, *_) = [name for name in names_of(page, f'[name^="q:{roster}."]') if name not in before]
    row_id = first.rpartition(":")[2]
    for field, value in fields.items():
        name = f"q:{roster}.{field}:{row_id}"
        kind = page.locator(f'[name="{name}"]').first.evaluate("control => control.type")
        if kind == "text":
            hand.write(page, name, value)
        else:
            hand.choose(page, name, value)


def names_of(page: Page, selector: str) -> list[str]:
    """The names of the controls that match, each once, in the order of the page."""
    found = page.locator(selector).evaluate_all("controls => controls.map(control => control.name)")
    return list(dict.fromkeys(found))
