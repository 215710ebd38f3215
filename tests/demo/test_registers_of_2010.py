"""The changes of 2010 by both ways: as the regions say, and as the registers differ from 2009 to 2010."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session, sessionmaker

from forms.answers import Address
from forms.questionnaire import RegisterKind
from forms.revision import thaw
from surveyapp.models import Programme, Report, Round
from surveyapp.queries import reports as report_queries
from surveyapp.services import registers
from surveyapp.services.boards import programme_at, round_at
from surveyapp.services.conflicts import ConflictKind, conflicts
from surveyapp.services.register_rows import UnitRegister
from surveyapp.services.report_views import standing_revision
from surveyapp.services.reported_rosters import Register
from surveyapp.services.ticks import operator

NOW = datetime(2010, 6, 1, 12, tzinfo=UTC)
BEFORE, AFTER = date(2009, 2, 28), date(2010, 2, 28)
COORDINATORS = Register(RegisterKind.PERSON, "coordinator")
BODY = Register(RegisterKind.INSTITUTION)
CONFLICTS = {"giessen", "hersfeld-rotenburg"}


def accepted(session: Session, round_: Round) -> list[Report]:
    """All reports of a round, entered into the registers."""
    reports = list(report_queries.reports_of_round(session, round_))
    for report in reports:
        assert registers.enter(session, operator(session, NOW), report, NOW) == ()
    return reports


def said(session: Session, reports: list[Report], item: str) -> set[str]:
    """The units whose report answers the item by anything but no and open."""
    answers = {
        report.unit_id: thaw(standing_revision(session, report).document).answers.get(Address(item))
        for report in reports
    }
    return {unit for unit, answer in answers.items() if answer and answer.value not in {"no", "open", None}}


def differs(
    session: Session, programme: Programme, reports: list[Report], register: Register, counts: set[str]
) -> set[str]:
    """The units whose register holds others, or the same with other facts that count."""

    def on(book: UnitRegister, day: date) -> Mapping[str, list[tuple[str, str]]]:
        return {
            spell.key: sorted(fact for fact in spell.facts if fact[0] in counts)
            for spells in book.spells().values()
            for spell in spells
            if spell.holds(day)
        }

    books = [UnitRegister(session, programme.id, report.unit_id, register) for report in reports]
    return {book.unit_id for book in books if on(book, BEFORE) != on(book, AFTER)}


def test_both_ways_give_2_and_10_except_in_the_listed_conflicts(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        programme = programme_at(session, "olov-hessen")
        accepted(session, round_at(session, programme, "2009"))
        reports = accepted(session, round_at(session, programme, "2010"))
        told = {item: said(session, reports, item) for item in ("coordinator_changed", "composition_changed")}
        practice, plans = (said(session, reports, item) for item in ("practice_changed", "plans_any"))
        people = differs(session, programme, reports, COORDINATORS, {"institution_type"})
        members = differs(session, programme, reports, BODY, {"seat", "level"})

    assert (len(people), people) == (2, told["coordinator_changed"])
    assert (len(members), len(told["composition_changed"])) == (10, 10)
    assert members ^ told["composition_changed"] == CONFLICTS
    assert (len(practice), len(plans)) == (5, 8)


def test_staff_are_told_of_exactly_the_two_deliberate_conflicts(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        programme = programme_at(session, "olov-hessen")
        found = {slug: conflicts(session, round_at(session, programme, slug)) for slug in ("2009", "2010")}

    assert found["2009"] == {}
    assert {
        unit: [(each.kind, each.item, each.said, each.rows) for each in found["2010"][unit]]
        for unit in found["2010"]
    } == {
        "giessen": [
            (ConflictKind.UNSAID, "members", "no", (("giessen.oeff_traeger_jugendhilfe", "joined"),))
        ],
        "hersfeld-rotenburg": [(ConflictKind.UNSEEN, "members", "yes", ())],
    }
