"""Whoever the lot makes play which part in the open round, no part stands in the way of another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.db import make_engine, make_session_factory, transaction, upgrade
from surveyapp.demo.building import build_demo
from surveyapp.demo.calendar import authority_round, half_year_rounds
from surveyapp.demo.cast import cast_of
from surveyapp.demo.versions import second_version
from surveyapp.models import Round
from surveyapp.services.conflicts import conflicts
from workflows.calendars import Calendar

UNITS = [f"unit-{number}" for number in range(28)]
HESSE = Calendar("DE", "HE", frozenset(), "de")


@given(st.text(min_size=1, max_size=12))
def test_each_unit_has_come_as_far_as_one_part_says(slug: str) -> None:
    cast = cast_of(UNITS, slug)

    dealt = (*cast.handed_in, *cast.begun, *cast.untouched, cast.vacant, cast.exempt)
    assert sorted(dealt) == sorted(UNITS)


@given(st.text(min_size=1, max_size=12))
def test_who_contradicts_is_neither_accepted_nor_asked_back_nor_changed_in_earnest(slug: str) -> None:
    cast = cast_of(UNITS, slug)

    contradicting = {cast.unsaid, cast.unseen, cast.unseen_coordinator, cast.clashing}
    others = {*cast.accepted, *cast.joined, cast.left, cast.returned, cast.replied}
    assert len(contradicting) == 4
    assert contradicting.isdisjoint(others)


@given(st.text(min_size=1, max_size=12))
def test_who_negotiates_about_an_agreement_has_none(slug: str) -> None:
    cast = cast_of(UNITS, slug)

    assert set(cast.agreements).isdisjoint(cast.without_agreement)


@given(st.dates(date(2013, 1, 1), date(2060, 12, 31)))
def test_the_authorities_are_asked_between_the_two_half_yearly_rounds(day: date) -> None:
    closed, opened = half_year_rounds(day, HESSE)

    asked = authority_round(closed).plan
    assert closed.plan.cutoff_on < asked.cutoff_on < asked.closes.day < opened.plan.opens.day


def test_the_second_version_is_the_first_with_its_changes() -> None:
    first = {"version": 1, "lists": {"yn": ["a"], "n": ["b"]}, "items": [{"key": "x", "t": 1}, {"key": "y"}]}
    changes = {
        "version": 2,
        "worded": {"x": {"t": 2}},
        "lists": {"n": ["c"]},
        "dropped": ["y"],
        "added": [{"after": "x", "item": {"key": "z"}}],
    }

    assert second_version(first, changes) == {
        "version": 2,
        "lists": {"yn": ["a"], "n": ["c"]},
        "items": [{"key": "x", "t": 2}, {"key": "z"}],
    }


@pytest.mark.long
@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2027, 5, 20)])
def test_the_story_is_the_same_on_another_day(day: date, tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'other.sqlite3'}")
    upgrade(engine)
    with transaction(make_session_factory(engine)) as session:
        built = build_demo(session, day)
        kinds = _kinds(session, built.rounds[-1])
    engine.dispose()

    assert kinds == ["register", "unsaid", "unseen", "unseen"]


def _kinds(session: Session, slug: str) -> list[str]:
    round_ = session.scalars(select(Round).where(Round.slug == slug)).one()
    return sorted(each.kind.value for found in conflicts(session, round_).values() for each in found)
