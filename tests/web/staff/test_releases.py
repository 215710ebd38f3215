"""A summary released to readers, and taken back."""

import pytest

from tests.web.staff.cast import OPEN, PLANNED, SLUG, round_row

SUMMARY = f"/staff/{SLUG}/rounds/{OPEN}/summary"


def test_a_summary_is_released_with_the_names_of_those_it_touches_and_taken_back(staff, session):
    before = staff.get(SUMMARY).text
    released = staff.post(f"{SUMMARY}/release", {"act": "release"})
    at = round_row(session, OPEN).released_at
    session.rollback()
    after = staff.get(SUMMARY).text
    staff.post(f"{SUMMARY}/release", {"act": "take_back"})

    assert "Außer der Programmstelle betrifft das: Oversight, Reader." in before
    assert (released.status_code, released.location) == (303, f"{SUMMARY}#release")
    assert at is not None
    assert ("Freigabe zurücknehmen" in before, "Freigabe zurücknehmen" in after) == (False, True)
    assert round_row(session, OPEN).released_at is None


@pytest.mark.one_engine
def test_a_reader_finds_released_rounds_only(staff):
    staff.post(f"{SUMMARY}/release", {"act": "release"})
    assert staff.sign_in("reader").status_code == 303

    page, found = staff.get(f"/staff/{SLUG}").text, staff.get(f"/staff/{SLUG}/search?q=2027").text

    assert (f'href="{SUMMARY}"' in page, f"rounds/{PLANNED}" in page) == (True, False)
    assert (f'href="{SUMMARY}"' in found, f"rounds/{PLANNED}" in found) == (True, False)


@pytest.mark.one_engine
def test_a_reader_compares_with_released_rounds_only(staff):
    staff.post(f"{SUMMARY}/release", {"act": "release"})
    assert staff.sign_in("oversight").status_code == 303

    assert staff.get(f"{SUMMARY}?compare={PLANNED}").status_code == 404
    assert staff.get(f"{SUMMARY}?compare={OPEN}").status_code == 200
