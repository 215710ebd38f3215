"""The demo programme: what its folder says of Hesse, checked against what is known of it."""

from collections import Counter
from datetime import date

import pytest

from surveyapp.programme_folder import read_folder
from tests.builders import DEMO

CUTOFF = date(2010, 2, 28)


@pytest.fixture(scope="module")
def hesse():
    return read_folder(DEMO)


def on(lines, day):
    return [line for line in lines if line.from_on <= day < line.until_on]


def test_28_regions_and_15_authorities_stand_in_it(hesse):
    layers = Counter(line.layer for line in on(hesse.units, CUTOFF))

    assert layers == {"region": 28, "school_authority": 15}


def test_32_of_49_people_hold_a_post_on_the_cutoff_date_in_28_units_four_of_which_share_it(hesse):
    holders = Counter(line.unit for line in on(hesse.terms, CUTOFF))

    assert (len(hesse.people), sum(holders.values()), len(holders)) == (49, 32, 28)
    assert Counter(holders.values()) == {1: 24, 2: 4}


def test_hanau_changes_its_kind_on_the_first_of_january_2026(hesse):
    spans = [(line.from_on, line.until_on, line.kind) for line in hesse.units if line.unit == "hanau"]

    assert [until_on for _, until_on, _ in spans] == [date(2026, 1, 1), date.max]
    assert spans[1][0] == date(2026, 1, 1)
    assert spans[0][2] != spans[1][2] == "kreisfreie Stadt"


def test_neighbours_are_kept_both_ways(hesse):
    ties = {(line.unit, line.other) for line in hesse.links if line.relation == "adjacent"}

    assert len(ties) > 100
    assert ties == {(other, unit) for unit, other in ties}


def test_every_address_is_invented(hesse):
    assert [person.email for person in hesse.people if not person.email.endswith(".example.org")] == []


def test_each_region_has_a_tile_of_its_own(hesse):
    regions = {line.unit for line in hesse.units if line.layer == "region"}

    assert {tile.unit for tile in hesse.tiles} == regions
    assert len({(tile.row, tile.column) for tile in hesse.tiles}) == 28


def test_every_region_is_served_by_one_authority_and_two_authorities_serve_one_region_only(hesse):
    served = {line.unit: line.other for line in hesse.links if line.relation == "served_by"}
    regions = {line.unit for line in hesse.units if line.layer == "region"}
    authorities = {line.unit for line in hesse.units if line.layer == "school_authority"}
    loads = Counter(served.values())

    assert (set(served), set(loads)) == (regions, authorities)
    assert {unit for unit, n in loads.items() if n == 1} == {"ssa-f", "ssa-mr"}
    assert Counter(loads.values()) == {1: 2, 2: 13}


def test_city_and_district_of_fulda_have_one_body(hesse):
    joint = {(line.unit, line.other) for line in hesse.links if line.relation == "joint_body"}

    assert joint == {("fulda-stadt", "fulda-kreis"), ("fulda-kreis", "fulda-stadt")}


def test_authorities_have_a_word_of_their_own(hesse):
    assert hesse.settings["layer_words"]["school_authority"] == {
        "de": {"one": "Staatliches Schulamt", "many": "Staatliche Schulämter"},
        "en": {"one": "state school authority", "many": "state school authorities"},
    }
