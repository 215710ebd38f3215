"""A filled OloV report of a second round, once for all tests of documents on paper."""

from datetime import UTC, date, datetime

import pytest

from surveyapp.db import make_engine, make_session_factory, upgrade
from surveyapp.services import report_views, submission
from tests.builders import REPORT_2009, hand_in, imported, opened_round, plan, report_of, writer_at

FIRST = datetime(2009, 3, 2, 8, tzinfo=UTC)
SECOND = datetime(2010, 3, 2, 8, tzinfo=UTC)
ANSWERED = datetime(2010, 3, 4, 8, tzinfo=UTC)
KEY = b"k" * 32
MEMBERS = 20
ZONE = "Europe/Berlin"

HOSTILE = "#eval(1) $x$ <label> *b* _i_ @ref // \\n #{panic()} ]]> 👍 שלום"
LONG_WORD = "Xy" * 150

REPORT_2010 = {
    "practice_changed": "yes",
    "practice_kinds": "W1 W9",
    "practice_kinds__other": LONG_WORD,
    "practice_text": HOSTILE,
    "tasks_split": "no",
    "hours_per_week": "19,5",
    "agreement_status": "signed",
    "agreement_period.start": "01.07.2009",
    "agreement_period.end": "30.06.2011",
    "goals.goal:z1": "Alle Schulen haben eine Ansprechperson",
    "goals.standard:z1": "BO1",
    "message": "Erste Zeile\n\nLetzte Zeile",
    **{f"members.institution:n{place}": f"Haus{place:02}" for place in range(MEMBERS)},
    **{f"members.institution_type:n{place}": "schulen" for place in range(MEMBERS)},
    **{f"members.seat:n{place}": "member" for place in range(MEMBERS)},
}


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """(view, receipt) of a report handed in in its second round."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('prints') / 'filled.sqlite3'}")
    upgrade(engine)
    with make_session_factory(engine)() as session:
        programme = imported(session, FIRST)
        first = plan(date(2009, 2, 28), date(2009, 3, 1), date(2009, 3, 31), date(2009, 4, 7), ZONE)
        before = opened_round(session, programme, "2009", first, FIRST)
        planned = {"plans_composition": "yes", "plans_composition_text": "Der HessenCampus kommt dazu."}
        hand_in(session, _writer(session, before), REPORT_2009 | planned, FIRST)
        second = plan(date(2010, 2, 28), date(2010, 3, 1), date(2010, 3, 31), date(2010, 4, 7), ZONE)
        writer = _writer(session, opened_round(session, programme, "2010", second, SECOND))
        hand_in(session, writer, REPORT_2010, ANSWERED)
        session.flush()
        view = report_views.load(session, writer.programme_id, writer.report_id, ANSWERED)
        made = view, submission.receipt(session, writer.programme_id, writer.report_id)
    engine.dispose()
    return made


def _writer(session, round_):
    return writer_at(session, report_of(session, round_, "vogelsbergkreis"), KEY)
