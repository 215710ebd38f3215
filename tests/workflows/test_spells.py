"""Reports laid on what staff typed and imported, spell by spell."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from workflows.spells import (
    Clash,
    ClashKind,
    Replayed,
    Reported,
    Spell,
    Statement,
    replayed,
)

BEFORE = date(2025, 12, 31)
CUTOFF = date(2026, 12, 31)
LATER = date(2027, 12, 31)
STILL = date.max
DAY = timedelta(days=1)
SOURCE = "report:r1:1"


def spell(
    from_on: date = date(2020, 1, 1), until_on: date = STILL, source: str = "staff", **facts: str
) -> Spell:
    return Spell("ida", from_on, until_on, frozenset(facts.items()), source, "row-1")


def stands(since: date | None = None, **facts: str) -> Statement:
    return Statement("ida", True, frozenset(facts.items()), since)


def left(until: date | None = None) -> Statement:
    return Statement("ida", False, until=until)


def report(*said: Statement, after_on: date | None = BEFORE) -> Reported:
    return Reported(SOURCE, CUTOFF, after_on, said)


def laid(ground: list[Spell], *reports: Reported) -> Replayed:
    return replayed({"ida": ground} if ground else {}, reports)


def days(found: Replayed) -> list[tuple[date, date]]:
    return [(each.from_on, each.until_on) for each in found.spells.get("ida", ())]


@pytest.mark.parametrize(
    ("since", "after_on", "from_on"),
    [
        (None, BEFORE, CUTOFF),
        (date(2026, 4, 1), BEFORE, date(2026, 4, 1)),
        (BEFORE, BEFORE, BEFORE + DAY),
        (date(2019, 4, 1), BEFORE, BEFORE + DAY),
        (date(2019, 4, 1), None, date(2019, 4, 1)),
        (date(2027, 4, 1), BEFORE, CUTOFF),
    ],
)
def test_a_spell_opens_on_the_day_named_within_the_reporting_period(
    since: date | None, after_on: date | None, from_on: date
) -> None:
    found = laid([], report(stands(since, seat="member"), after_on=after_on))

    opened = Spell("ida", from_on, STILL, frozenset({("seat", "member")}), SOURCE)
    assert found == Replayed({"ida": (opened,)}, ())


def test_a_spell_opens_behind_an_earlier_one_and_ends_where_a_later_one_begins() -> None:
    ground = [spell(until_on=date(2024, 5, 1)), spell(from_on=date(2028, 1, 1))]

    found = laid(ground, report(stands(date(2019, 1, 1)), after_on=None))

    assert days(found) == [
        (date(2020, 1, 1), date(2024, 5, 1)),
        (date(2024, 5, 1), date(2028, 1, 1)),
        (date(2028, 1, 1), STILL),
    ]
    assert found.clashes == ()


@pytest.mark.parametrize(
    ("until", "ends_on"),
    [
        (None, CUTOFF),
        (date(2026, 6, 1), date(2026, 6, 1)),
        (date(2024, 6, 1), CUTOFF),
        (date(2027, 6, 1), CUTOFF),
    ],
)
def test_a_spell_ends_on_the_day_named_within_the_reporting_period(until: date | None, ends_on: date) -> None:
    found = laid([spell()], report(left(until)))

    assert found == Replayed({"ida": (replace(spell(), until_on=ends_on, source=SOURCE),)}, ())


def test_who_was_not_there_and_has_left_is_nowhere() -> None:
    assert laid([], report(left())) == Replayed({}, ())


def test_the_same_facts_change_nothing_and_unknown_ones_are_filled_in() -> None:
    ground = spell(seat="member")

    found = laid([ground], report(stands(seat="member", level="expert")))

    known = frozenset({("seat", "member"), ("level", "expert")})
    assert found == Replayed({"ida": (replace(ground, facts=known),)}, ())


def test_another_fact_ends_the_spell_and_opens_the_next_with_its_planned_end() -> None:
    ground = spell(until_on=date(2030, 1, 1), seat="member", level="expert")

    found = laid([ground], report(stands(seat="guest")))

    now = frozenset({("seat", "guest"), ("level", "expert")})
    assert found.spells["ida"] == (
        replace(ground, until_on=CUTOFF, source=SOURCE),
        Spell("ida", CUTOFF, date(2030, 1, 1), now, "staff"),
    )


def test_the_next_spell_is_dated_by_the_report_where_nobody_typed_an_end() -> None:
    found = laid([spell(seat="member")], report(stands(seat="guest")))

    assert found.spells["ida"][1] == Spell("ida", CUTOFF, STILL, frozenset({("seat", "guest")}), SOURCE)


def test_another_fact_of_a_spell_that_begins_on_the_cut_off_date_is_corrected_in_place() -> None:
    ground = spell(from_on=CUTOFF, source="report:other:1", seat="member")

    found = laid([ground], report(stands(seat="guest")))

    assert found.spells["ida"] == (replace(ground, facts=frozenset({("seat", "guest")}), source=SOURCE),)


def test_the_end_typed_for_a_spell_that_begins_on_the_cut_off_date_of_a_first_report_stays_firm() -> None:
    ground = spell(from_on=CUTOFF, until_on=CUTOFF + DAY, seat="member")

    found = laid([ground], report(stands(seat="guest"), after_on=None))

    assert found.spells["ida"] == (replace(ground, facts=frozenset({("seat", "guest")})),)


IN_PERIOD = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("ground", "said", "kind"),
    [
        (spell(until_on=IN_PERIOD), stands(), ClashKind.ENDED),
        (spell(from_on=IN_PERIOD), left(), ClashKind.BEGAN),
        (spell(until_on=LATER), left(), ClashKind.END),
        (spell(from_on=IN_PERIOD, seat="member"), stands(seat="guest"), ClashKind.FACTS),
        (spell(), None, ClashKind.UNMENTIONED),
    ],
)
def test_what_staff_typed_is_not_overwritten_but_a_clash(
    ground: Spell, said: Statement | None, kind: ClashKind
) -> None:
    found = laid([ground], report(*([said] if said else [])))

    assert found == Replayed({"ida": (ground,)}, (Clash(SOURCE, "ida", kind, ground),))


@pytest.mark.parametrize("said", [stands(), left(), None])
def test_what_another_report_said_gives_way_without_a_clash(said: Statement | None) -> None:
    for ground in (
        spell(until_on=IN_PERIOD, source="report:r0:1"),
        spell(from_on=IN_PERIOD, source="report:r0:1"),
    ):
        found = laid([ground], report(*([said] if said else [])))

        assert found.clashes == ()
        assert bool([each for each in found.spells.get("ida", ()) if each.holds(CUTOFF)]) is (
            said == stands()
        )


@pytest.mark.parametrize("said", [stands(seat="guest"), left()])
def test_what_staff_had_heard_before_they_touched_the_key_enters_no_more(said: Statement) -> None:
    ground = spell(seat="member")
    heard = replace(report(said, after_on=None), heard=frozenset({"ida"}))

    assert laid([ground], heard) == Replayed({"ida": (ground,)}, ())
    assert laid([ground], replace(heard, heard=frozenset({"tom"}))).spells["ida"] != (ground,)


def test_what_staff_had_heard_enters_anew_behind_something_that_they_had_not() -> None:
    ground = spell(from_on=BEFORE)
    news = Reported("report:r0:2", BEFORE, None, (left(),))
    heard = replace(report(stands()), heard=frozenset({"ida"}))

    assert days(laid([ground], news, heard)) == [(CUTOFF, STILL)]


def test_what_staff_had_heard_and_typed_otherwise_is_a_clash_all_the_same() -> None:
    ground = spell(until_on=IN_PERIOD)
    heard = replace(report(stands()), heard=frozenset({"ida"}))

    assert laid([ground], heard).clashes == (Clash(SOURCE, "ida", ClashKind.ENDED, ground),)
