"""The database itself refuses rows that cannot be: one case for each named check, on both engines."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import CheckConstraint
from sqlalchemy.exc import IntegrityError

from surveyapp import db
from surveyapp.models import Base
from tests.one_row_each import fill

NEVER = {"from_on": date(2027, 1, 1), "until_on": date(2027, 1, 1)}

IMPOSSIBLE = {
    "ck_account_role_role": {"role": "emperor"},
    "ck_account_scope_role": {"role": "emperor"},
    "ck_actor_kind": {"kind": "ghost"},
    "ck_agreement_span": NEVER,
    "ck_cell_missing": {"missing": "lost"},
    "ck_cell_origin": {"origin": "guessed"},
    "ck_code_span": NEVER,
    "ck_draft_answer_missing": {"missing": "lost"},
    "ck_draft_answer_origin": {"origin": "guessed"},
    "ck_draft_answer_revision": {"revision": 0},
    "ck_membership_span": NEVER,
    "ck_merged_identity_subject": {"subject": "term"},
    "ck_outgoing_mail_handed_over": {"state": "handed_over", "handed_over_at": None},
    "ck_outgoing_mail_recipient": {"person_id": None, "sent_to": None},
    "ck_outgoing_mail_state": {"state": "sent"},
    "ck_question_declaration_comparability": {"comparability": "perhaps"},
    "ck_question_declaration_versions": {"from_version": 2, "to_version": 2},
    "ck_questionnaire_version_version": {"version": 0},
    "ck_recommendation_withdrawn": {"withdrawn_on": date(2000, 1, 1)},
    "ck_register_entry_number": {"number": 0},
    "ck_register_entry_revision": {"report_id": None, "revision_number": 1},
    "ck_register_entry_subject": {"subject": "rumour"},
    "ck_released_report_state": {"state": "done"},
    "ck_report_exemption": {"state": "exempt", "exemption_reason": None},
    "ck_report_extension": {"extended_day": date(2027, 1, 1)},
    "ck_report_progress": {"answered_n": 2, "askable_n": 1},
    "ck_report_state": {"state": "done"},
    "ck_report_submitted": {"revision_number": 1, "submitted_at": None},
    "ck_review_note_replied": {"reply": "text", "replied_at": None},
    "ck_revision_number": {"number": 0},
    "ck_round_closing": {"closing": "chance"},
    "ck_round_opening": {"opening": "chance"},
    "ck_round_order": {"due_at": datetime(2000, 1, 1, tzinfo=UTC)},
    "ck_round_period": {"cutoff_on": date(2026, 12, 31)},
    "ck_term_role": {"role": "emperor"},
    "ck_term_share": {"share": "some"},
    "ck_term_span": NEVER,
    "ck_unit_tile": {"tile_row": 1, "tile_column": None},
    "ck_unit_period_span": NEVER,
}


def checks():
    return {
        str(check.name): table
        for table in Base.metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }


def raw_rows(connection, table):
    return connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').all()


def test_each_check_has_its_case():
    assert sorted(checks()) == sorted(IMPOSSIBLE)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def one_row_each(request, filled_database, tmp_path_factory):
    """An engine for the whole page: what is refused leaves nothing behind, as each test sees for itself."""
    folder = tmp_path_factory.mktemp("one_row_each")
    engine = db.make_engine(filled_database(request.param, "one_row_each", fill_new, folder).url)
    yield engine
    engine.dispose()


def fill_new(url):
    engine = db.make_engine(url)
    db.upgrade(engine)
    with engine.begin() as connection:
        fill(connection)
    engine.dispose()


@pytest.mark.both_engines
@pytest.mark.parametrize("name", sorted(IMPOSSIBLE))
def test_a_row_that_cannot_be_is_refused_by_the_check_that_names_it(one_row_each, name):
    table = checks()[name]
    with one_row_each.connect() as connection:
        before = raw_rows(connection, table)

    with pytest.raises(IntegrityError, match=rf"\b{name}\b"), one_row_each.begin() as connection:
        connection.execute(table.update().values(IMPOSSIBLE[name]))

    with one_row_each.connect() as connection:
        assert raw_rows(connection, table) == before
        assert len(before) == 1
