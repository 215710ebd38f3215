"""What the demo tells: contradictions, plans, goals, advice, a change of posts, two versions of questions."""

from collections import Counter
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from forms.answers import Address, Origin
from forms.revision import thaw
from surveyapp.demo.cast import Cast, cast_of
from surveyapp.models import DraftAnswer, Institution, MergedIdentity, Programme, Report, Round, Term
from surveyapp.queries import reports as report_queries
from surveyapp.services.agreements import AgreementView, agreements_of
from surveyapp.services.boards import ToDo, board, cards, programme_at, round_at
from surveyapp.services.conflicts import ConflictKind, conflicts
from surveyapp.services.declarations import Declared, Turn, compare, to_declare
from surveyapp.services.institutions import Wanted, listed
from surveyapp.services.recommendations import recommendations_of
from surveyapp.services.report_views import standing_revision
from surveyapp.services.unit_history import Lane, history
from tests.demo.conftest import AS_OF, NOW
from workflows.comparability import Comparability
from workflows.likeness import Why
from workflows.states import ReportState

CLOSED, OPEN = "2026-1", "2026-2"


def opened(session: Session) -> tuple[Programme, Round, Cast]:
    """The programme, its open round, and who plays which part in it."""
    programme = programme_at(session, "olov-hessen")
    round_ = round_at(session, programme, OPEN)
    reports = report_queries.reports_of_round(session, round_)
    return programme, round_, cast_of([report.unit_id for report in reports], OPEN)


def reports_of(session: Session, slug: str) -> dict[str, Report]:
    """The reports of a round by unit."""
    round_ = round_at(session, programme_at(session, "olov-hessen"), slug)
    return {report.unit_id: report for report in report_queries.reports_of_round(session, round_)}


def told(session: Session, question: str, field: str) -> dict[tuple[str, str], str]:
    """What the open round's reports say in the rows of a list, by unit and row."""
    found = {}
    for unit, report in reports_of(session, OPEN).items():
        if report.revision_number is not None:
            frozen = thaw(standing_revision(session, report).document)
            for row in frozen.rows.get(question, ()):
                found[unit, row] = frozen.answers[Address(f"{question}.{field}", row)].raw
    return found


def agreements(session: Session, unit: str) -> tuple[AgreementView, ...]:
    return agreements_of(session, programme_at(session, "olov-hessen"), unit, "goals", ("status",))


def test_the_closed_rounds_reports_are_accepted_and_stand_in_the_registers(
    demo_sessions: sessionmaker[Session],
) -> None:
    with demo_sessions() as session:
        reports = reports_of(session, CLOSED).values()
        _, _, cast = opened(session)
        numbers = {report.unit_id: report.entered_revision for report in reports}

    assert {report.state for report in reports} == {ReportState.ACCEPTED}
    assert [unit for unit, number in numbers.items() if number != 1] == [cast.corrected]
    assert numbers[cast.corrected] == 2


def test_the_board_has_something_of_each_kind_to_do(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        programme, round_, _ = opened(session)
        found = board(session, programme, round_, NOW).to_do

    assert found == {
        ToDo.UNDELIVERED: 1,
        ToDo.DOUBTS: 3,
        ToDo.REPLIED: 1,
        ToDo.VACANT: 1,
        ToDo.NO_ADDRESS: 1,
        ToDo.TO_ACCEPT: 12,
    }


def test_reports_contradict_themselves_in_both_directions_and_the_register_once(
    demo_sessions: sessionmaker[Session],
) -> None:
    with demo_sessions() as session:
        _, round_, cast = opened(session)
        found = conflicts(session, round_)

    listed = {unit: [(each.kind, each.item, bool(each.settled)) for each in found[unit]] for unit in found}
    assert listed == {
        cast.unsaid: [(ConflictKind.UNSAID, "members", False)],
        cast.unseen: [(ConflictKind.UNSEEN, "members", False)],
        cast.unseen_coordinator: [(ConflictKind.UNSEEN, "rekos", True)],
        cast.clashing: [(ConflictKind.REGISTER, "members", False)],
    }


def test_plans_come_back_with_every_fate(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        fates = told(session, "plan_followup", "fate")

    assert Counter(fates.values()) == {"done": 3, "partly": 2, "postponed": 2, "dropped": 1, "not_known": 2}


def test_recommendations_are_answered_by_those_who_reported(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        programme, _, cast = opened(session)
        found = recommendations_of(session, programme, "recommendation_followup", ("fate",))

    assert [(each.unit_id, len(each.answers), each.withdrawn_on) for each in found] == [
        (None, 19, None),
        (cast.handed_in[4], 1, None),
        (cast.begun[0], 0, None),
        (None, 0, date(2026, 9, 21)),
    ]


def test_six_agreements_have_two_or_three_goals_each_followed_over_both_rounds(
    demo_sessions: sessionmaker[Session],
) -> None:
    with demo_sessions() as session:
        _, _, cast = opened(session)
        found = {unit: agreements(session, unit) for unit in cast.agreements}

    assert [len(each) for each in found.values()] == [2, 1, 1, 1, 1, 1]
    assert [[len(agreement.goals) for agreement in each] for each in found.values()] == [
        [3, 3],
        *([n] for n in (2, 3, 2, 2, 3)),
    ]
    for unit in cast.agreements[1:5]:
        for goal in found[unit][0].goals:
            assert [state.round_slug for state in goal.states] == [CLOSED, OPEN]


def test_one_agreement_has_ended_and_another_follows_on_the_same_day(
    demo_sessions: sessionmaker[Session],
) -> None:
    with demo_sessions() as session:
        _, _, cast = opened(session)
        former, successor = agreements(session, cast.agreements[0])

    assert (former.until_on, successor.from_on) == (date(2026, 5, 1), date(2026, 5, 1))
    assert {state.round_slug for goal in successor.goals for state in goal.states} == {OPEN}


def test_the_report_of_the_region_handed_over_was_begun_by_one_and_continued_by_the_other(
    demo_sessions: sessionmaker[Session],
) -> None:
    with demo_sessions() as session:
        programme, round_, cast = opened(session)
        row = next(
            row for row in board(session, programme, round_, NOW).rows if row.unit_id == cast.handed_over
        )
        terms = session.scalars(select(Term).where(Term.unit_id == cast.handed_over).order_by(Term.from_on))
        spans = [(term.from_on, term.until_on) for term in terms]
        report = reports_of(session, OPEN)[cast.handed_over]
        written = select(DraftAnswer.author_id).where(DraftAnswer.report_id == report.id).distinct()
        authors = session.scalars(written).all()

    assert [person.name for person in row.people] == ["Nora Zedernholt"]
    assert row.state is ReportState.IN_PROGRESS
    assert spans[0][1] == spans[1][0] < AS_OF < spans[1][1]
    assert len(authors) == 2


def test_one_report_was_taken_by_telephone(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        _, _, cast = opened(session)
        frozen = thaw(standing_revision(session, reports_of(session, OPEN)[cast.by_phone]).document)

    assert frozen.answers[Address("trend")].origin is Origin.PHONE


def test_two_institutions_look_alike_and_one_pair_is_merged(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        programme, _, _ = opened(session)
        alike = listed(session, programme, Wanted(alike=True), "de", NOW).lines
        merged = session.scalars(select(MergedIdentity)).all()
        names = {each.key: each.name for each in session.scalars(select(Institution))}

    assert [(line.name, [why for _, _, why in line.alike]) for line in alike] == [
        ("Industrie- und Handelskammer Region Lahn-Dill-Kreis", [Why.SAME_NAME]),
        ("Industrie- und Handelskammer, Region Lahn-Dill-Kreis", [Why.SAME_NAME]),
    ]
    assert [each.into_key for each in merged] == ["waldeck-frankenberg.kreishandwerkerschaft"]
    assert names[merged[0].key] == "Kreishandwerkerschaft Region Landkreis Waldeck-Frankenberg"


def test_the_second_version_is_compared_and_declared(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        programme, round_, _ = opened(session)
        found = compare(session, programme, "olov_report", 1, 2)
        left = to_declare(session, programme, round_)

    said = [(line.key, line.turn, line.declared and line.declared.comparability) for line in found.lines]
    assert said == [
        ("online_meetings_n", Turn.ADDED, None),
        ("good_practice", Turn.DROPPED, None),
        ("obstacles", Turn.REWORDED, Comparability.NOTE),
        ("support", Turn.RECODED, Comparability.BREAK),
    ]
    assert all(isinstance(line.declared, Declared) and line.declared.note for line in found.lines[2:])
    assert left is None


def test_the_school_authorities_were_asked_and_their_round_is_released(
    demo_sessions: sessionmaker[Session],
) -> None:
    with demo_sessions() as session:
        card = next(
            card
            for card in cards(session, programme_at(session, "olov-hessen"), NOW)
            if card.slug == "authorities-2026"
        )

    assert (card.rate.n, card.rate.base, card.released) == (13, 15, True)
    assert card.unit_words["de"]["many"] == "Staatliche Schulämter"


def test_hanau_and_fulda_tell_their_story_on_their_time_lines(demo_sessions: sessionmaker[Session]) -> None:
    with demo_sessions() as session:
        programme, _, _ = opened(session)
        hanau = [
            (each.from_on, dict(each.facts)["kind"])
            for each in history(session, programme, "hanau").stretches
            if each.lane is Lane.NAME
        ]
        bodies = [
            (unit, dict(each.facts)["unit"])
            for unit in ("fulda-stadt", "fulda-kreis")
            for each in history(session, programme, unit).stretches
            if each.lane is Lane.LINK and dict(each.facts)["relation"] == "joint_body"
        ]

    assert hanau == [(date.min, "Sonderstatusstadt"), (date(2026, 1, 1), "kreisfreie Stadt")]
    assert bodies == [("fulda-stadt", "fulda-kreis"), ("fulda-kreis", "fulda-stadt")]
