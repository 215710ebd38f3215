"""What the demo holds: the slides' figures for 2010, and a round in the middle."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from forms.questionnaire import Level
from surveyapp.models import Event, Programme, Reminder, Report, Round
from surveyapp.queries import reports as report_queries
from surveyapp.services.boards import board, programme_at, round_at
from surveyapp.services.evaluations import summary_of
from surveyapp.services.report_views import view_of
from surveyapp.summaries.summary import Summary
from tests.demo.conftest import AS_OF, NOW
from workflows.states import Phase, ReportState, RoundState


def summary(session: Session, slug: str) -> Summary:
    programme = programme_at(session, "olov-hessen")
    return summary_of(session, round_at(session, programme, slug))


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("2009", {"coordinator_changed": 3, "composition_changed": 7, "practice_changed": 4, "plans_any": 6}),
        (
            "2010",
            {"coordinator_changed": 2, "composition_changed": 10, "practice_changed": 5, "plans_any": 8},
        ),
    ],
)
def test_the_rounds_of_the_past_have_the_figures_of_the_scenario(
    demo_sessions: sessionmaker[Session], slug: str, expected: dict[str, int]
) -> None:
    with demo_sessions() as session:
        found = summary(session, slug)

    counted = {
        figure.key: figure.value for figure in found.figures if figure.kind in {"flag_count", "union_count"}
    }
    assert {key: counted[key] for key in expected} == expected
    assert (len(found.owing), len(found.reported)) == (28, 28)


def test_the_coordinators_of_2010_are_counted_by_institution(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        (groups,) = summary(session, "2010").groups

    assert [(row.code, row.n, str(row.share)) for row in groups.rows] == [
        ("kreis_kommune", 19, "59.4"),
        ("bildungstraeger_einr", 6, "18.8"),
        ("kreishandwerkerschaft", 3, "9.4"),
        ("ihk", 2, "6.3"),
        ("agentur_fuer_arbeit", 1, "3.1"),
        ("alternierend", 1, "3.1"),
    ]
    assert (groups.total, groups.as_of) == (32, date(2010, 2, 28))


def test_the_units_behind_a_figure_are_named(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        figure = summary(session, "2010").figure("coordinator_changed", "flag_count")

    assert figure.units == ("wiesbaden", "main-taunus-kreis")


def test_the_two_deliberate_conflicts_are_soft_findings_and_change_no_count(
    demo_sessions: sessionmaker[Session],
) -> None:
    with demo_sessions() as session:
        programme = programme_at(session, "olov-hessen")
        round_ = round_at(session, programme, "2010")
        found = {
            report.unit_id: [
                finding.address.key for finding in view_of(session, report, NOW).assessment.findings
            ]
            for report in report_queries.reports_of_round(session, round_)
        }

    assert {unit: keys for unit, keys in found.items() if keys} == {
        "giessen": ["composition_changed"],
        "hersfeld-rotenburg": ["composition_kinds"],
    }


def test_nothing_that_was_handed_in_has_a_hard_finding(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        handed_in = session.scalars(select(Report).where(Report.revision_number.is_not(None))).all()
        hard = [
            (report.unit_id, finding.address)
            for report in handed_in
            for finding in view_of(session, report, NOW).assessment.findings
            if finding.level is Level.HARD
        ]

    assert len(handed_in) == 3 * 28 + 13 + 19
    assert hard == []


def test_the_open_round_stands_in_the_middle(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        programme = programme_at(session, "olov-hessen")
        shown = board(session, programme, round_at(session, programme, "2026-2"), NOW)

    assert shown.card.state is RoundState.OPEN
    assert (shown.card.rate.n, shown.card.rate.base, shown.card.rate.exempt) == (19, 27, 1)
    assert Counter(row.state for row in shown.rows) == {
        ReportState.SUBMITTED: 12,
        ReportState.ACCEPTED: 6,
        ReportState.RETURNED: 1,
        ReportState.IN_PROGRESS: 4,
        ReportState.NOT_STARTED: 4,
        ReportState.EXEMPT: 1,
    }
    assert [len(row.people) for row in shown.rows].count(0) == 1
    assert [row.extended for row in shown.rows].count(True) == 1
    assert {row.phase for row in shown.rows} == {Phase.OPEN}


def test_the_vacant_unit_was_put_on_record(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        actions = session.scalars(select(Event.action)).all()

    assert Counter(actions)["report.nobody_to_invite"] == 1


def test_only_those_who_had_not_handed_in_were_reminded(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        handed_in_at = {
            (report.round_id, report.unit_id): report.handed_in_at
            for report in session.scalars(select(Report))
        }
        reminders = session.scalars(select(Reminder)).all()
        too_late = [
            reminder
            for reminder in reminders
            if (at := handed_in_at[reminder.round_id, reminder.unit_id]) is not None
            and at < reminder.claimed_at
        ]

    assert reminders
    assert too_late == []


def test_nothing_in_the_demo_happens_after_its_day(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        latest = max(session.scalars(select(Event.at)).all())
        programme = session.scalars(select(Programme)).one()
        rounds = session.scalars(select(Round.slug).order_by(Round.cutoff_on)).all()

    assert latest.date() < AS_OF
    assert programme.settings["invented"] is True
    assert rounds == ["2009", "2010", "2026-1", "authorities-2026", "2026-2"]
