"""Two people in one report, in any order of reading, typing, saving: nobody overwrites what they never saw.

A model in plain Python says what must stand after each save and what must come back; it knows nothing of the
services. The quick run tries some orders, the long one a thousand, on each engine.
"""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from forms.answers import Address
from surveyapp.models import DraftAnswer
from surveyapp.services import drafts
from tests.services.cast import TYPING

PEOPLE = ("p1", "p2")
FIELDS = ("nota", "livros")
TEXTS = ("1", "12", "uma dúzia", "")

WHO = st.sampled_from(PEOPLE)
TYPED = (WHO, st.sampled_from(FIELDS), st.sampled_from(TEXTS))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), *TYPED),
        st.tuples(st.just("type"), *TYPED),
        st.tuples(st.just("save"), WHO),
        st.tuples(st.just("read"), WHO),
        st.tuples(st.just("choose"), WHO, st.sampled_from(["yours", "theirs"])),
    ),
    min_size=8,
    max_size=20,
)
ORDERS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class Stood:
    """What stands in a field, and the count of its writes."""

    text: str = ""
    count: int = 0


@dataclass
class Page:
    """What somebody has before them: texts and counts as last read, what they typed, what collided."""

    seen: dict[str, int]
    typed: dict[str, str] = field(default_factory=dict)
    collided: dict[str, str] = field(default_factory=dict)


class Model:
    """One report with two open pages."""

    def __init__(self):
        self.fields = {name: Stood() for name in FIELDS}
        self.pages = {who: self.opened() for who in PEOPLE}

    def opened(self):
        """A page as it is when it has just been read."""
        return Page({name: stood.count for name, stood in self.fields.items()})

    def save(self, who):
        """Save a page; gives what changed and what collided, as (mine, theirs)."""
        page, changed, collided = self.pages[who], set(), {}
        for name, text in page.typed.items():
            stood = self.fields[name]
            if text == stood.text:
                page.seen[name] = stood.count
            elif stood.count and page.seen[name] != stood.count:
                collided[name] = (text, stood.text)
                page.seen[name] = stood.count
            else:
                stood.text, stood.count = text, stood.count + 1
                page.seen[name] = stood.count
                changed.add(name)
        page.collided = {name: theirs for name, (_mine, theirs) in collided.items()}
        page.typed = {name: page.typed[name] for name in collided}
        return changed, collided


class Steps:
    """Does each step to the model and through the service, and compares."""

    def __init__(self, network):
        self.network = network
        self.seats = {who: network.seat("santos", who) for who in PEOPLE}
        self.model = Model()
        with network.work() as session:
            session.execute(delete(DraftAnswer))

    def read(self, who):
        self.model.pages[who] = self.model.opened()

    def type(self, who, name, text):
        self.model.pages[who].typed[name] = text

    def write(self, who, name, text):
        """Type and save in one go, as a page with scripts does."""
        self.type(who, name, text)
        self.save(who)

    def choose(self, who, whose):
        """Decide what collided; nothing where nothing did."""
        page = self.model.pages[who]
        for name, theirs in page.collided.items():
            if whose == "theirs":
                page.typed[name] = theirs

    def save(self, who):
        page = self.model.pages[who]
        posted = {
            Address(name): drafts.Posted(text, seen=page.seen[name]) for name, text in page.typed.items()
        }
        with self.network.work() as session:
            saved = drafts.save(session, *self.seats[who].place, posted, "pt", TYPING)

        changed, collided = self.model.save(who)
        assert {each.key for each in saved.changed} == changed
        assert {each.address.key: (each.yours, each.theirs) for each in saved.conflicts} == collided
        assert {each.address.key: each.revision for each in saved.conflicts} == {
            name: self.model.fields[name].count for name in collided
        }

    def stands(self):
        """What the database holds, and what the model says that it holds."""
        with self.network.work() as session:
            rows = session.scalars(select(DraftAnswer)).all()
            held = {row.key: (row.raw, row.revision) for row in rows}
        told = {name: (each.text, each.count) for name, each in self.model.fields.items() if each.count}
        return held, told


def follow(network, steps):
    """Follow one order of steps to its end."""
    acts = Steps(network)
    for name, *words in steps:
        getattr(acts, name)(*words)
    held, told = acts.stands()
    assert held == told


@settings(ORDERS, max_examples=40)
@given(STEPS)
def test_nobody_overwrites_what_they_never_saw(network, steps):
    follow(network, steps)


@pytest.mark.long
@settings(ORDERS, max_examples=1000)
@given(STEPS)
def test_nobody_overwrites_what_they_never_saw_in_a_thousand_orders(network, steps):
    follow(network, steps)


@pytest.mark.one_engine
def test_the_model_finds_a_silent_overwrite(network, monkeypatch):
    """Planted: a service that takes whatever comes."""
    save = drafts.save

    def careless(session, actor_id, programme_id, report_id, posted, *further):
        unseen = {address: drafts.Posted(each.raw) for address, each in posted.items()}
        return save(session, actor_id, programme_id, report_id, unseen, *further)

    monkeypatch.setattr(drafts, "save", careless)
    steps = [("type", who, "nota", text) for who, text in zip(PEOPLE, ("1", "12"), strict=True)]

    with pytest.raises(AssertionError):
        follow(network, [*steps, ("save", "p1"), ("save", "p2")])
