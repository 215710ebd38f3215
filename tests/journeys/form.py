"""A coordinator before the form of OloV Hessen: the least that can be handed in, clicked in a browser."""

from playwright.sync_api import Page

CHOICES = {
    "a": {"coordinator_changed": "no", "tasks_split": "no"},
    "b": {"composition_changed": "no"},
    "c": {"practice_changed": "no"},
    "d": {"plans_composition": "no", "plans_practice": "no"},
    "e": {"agreement_status": "no"},
    "f": {"trend": "unchanged"},
    "g": {"agreed_with": "group"},
}
GRIDS = {"c": "cooperation_scale", "f": "results_grid"}
SECTIONS = tuple(CHOICES)


def fill(page: Page, person: str) -> None:
    """Fill every section of a first report, from the overview to the page before handing in."""
    page.get_by_role("link", name="A Regionale Koordination", exact=True).click()
    for section in SECTIONS:
        if section == "a":
            add_row(page, "rekos", {"person": person, "institution_type": "staedte_kreise_gemeinden"})
        if section == "b":
            add_row(page, "members", {"institution": "Kreis", "institution_type": "staedte_kreise_gemeinden"})
            add_row(page, "members", {"institution": "Kammer", "institution_type": "ihk"})
        for key, code in CHOICES[section].items():
            page.locator(f'[name="q:{key}"][value="{code}"]').check()
        if section in GRIDS:
            for row in page.locator(f'[name^="q:{GRIDS[section]}."][value="rather_true"]').all():
                row.check()
        page.locator('button[name="_act"][value="next"]').click()


def add_row(page: Page, roster: str, fields: dict[str, str]) -> None:
    """Add a row of one's own to a list and fill it."""
    page.locator(f'button[name="_act"][value="add:{roster}"]').click()
    row = page.locator(f'[name^="q:{roster}."][name*=":new-"]').last.get_attribute("name")
    assert row is not None
    row_id = row.rpartition(":")[2]
    for name, value in fields.items():
        control = page.locator(f'[name="q:{roster}.{name}:{row_id}"]')
        if control.first.evaluate("control => control.tagName") == "SELECT":
            control.select_option(value)
        elif control.first.get_attribute("type") == "radio":
            page.locator(f'[name="q:{roster}.{name}:{row_id}"][value="{value}"]').check()
        else:
            control.fill(value)
