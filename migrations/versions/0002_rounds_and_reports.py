"""Questionnaires, series and rounds; reports with their drafts, revisions, cells and late notes."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import (
    BYTES,
    DAY,
    EXACT,
    ID,
    INSTANT,
    JSON,
    LONG_TEXT,
    NUMBER,
    TEXT,
    TIME,
    TRUTH,
    optional,
    required,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "questionnaire",
    "questionnaire_version",
    "series",
    "round",
    "report",
    "draft_answer",
    "revision",
    "cell",
    "late_note",
)


def upgrade() -> None:
    op.create_table(
        "questionnaire",
        required("programme_id", ID),
        required("id", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_questionnaire"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_questionnaire_programme_id"),
    )
    op.create_table(
        "questionnaire_version",
        required("programme_id", ID),
        required("id", ID),
        required("questionnaire_id", TEXT),
        required("version", NUMBER),
        required("document", JSON),
        required("hash", TEXT),
        optional("frozen_at", INSTANT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_questionnaire_version"),
        sa.UniqueConstraint(
            "programme_id",
            "questionnaire_id",
            "version",
            name="uq_questionnaire_version_programme_id_questionnaire_id_version",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name="fk_questionnaire_version_programme_id"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "questionnaire_id"],
            ["questionnaire.programme_id", "questionnaire.id"],
            name="fk_questionnaire_version_programme_id_questionnaire_id",
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_questionnaire_version_version")),
    )
    op.create_table(
        "series",
        required("programme_id", ID),
        required("id", ID),
        required("slug", TEXT),
        required("names", JSON),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_series"),
        sa.UniqueConstraint("programme_id", "slug", name="uq_series_programme_id_slug"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_series_programme_id"),
    )
    op.create_table(
        "round",
        required("programme_id", ID),
        required("id", ID),
        required("series_id", ID),
        required("questionnaire_version_id", ID),
        required("slug", TEXT),
        required("names", JSON),
        required("layer", TEXT),
        required("period_from", DAY),
        required("cutoff_on", DAY),
        required("zone", TEXT),
        required("opens_day", DAY),
        required("opens_time", TIME),
        required("due_day", DAY),
        required("due_time", TIME),
        required("closes_day", DAY),
        required("closes_time", TIME),
        required("opens_at", INSTANT),
        required("due_at", INSTANT),
        required("closes_at", INSTANT),
        required("opening", TEXT),
        required("closing", TEXT),
        optional("opened_at", INSTANT),
        optional("closed_at", INSTANT),
        required("reminders", JSON),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_round"),
        sa.UniqueConstraint("programme_id", "slug", name="uq_round_programme_id_slug"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_round_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "series_id"],
            ["series.programme_id", "series.id"],
            name="fk_round_programme_id_series_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "questionnaire_version_id"],
            ["questionnaire_version.programme_id", "questionnaire_version.id"],
            name="fk_round_programme_id_questionnaire_version_id",
        ),
        sa.CheckConstraint("closing IN ('clock', 'hand')", name=op.f("ck_round_closing")),
        sa.CheckConstraint("opening IN ('clock', 'hand')", name=op.f("ck_round_opening")),
        sa.CheckConstraint("opens_at <= due_at AND due_at <= closes_at", name=op.f("ck_round_order")),
        sa.CheckConstraint("period_from <= cutoff_on", name=op.f("ck_round_period")),
    )
    op.create_table(
        "report",
        required("programme_id", ID),
        required("id", ID),
        required("round_id", ID),
        required("unit_id", TEXT),
        required("state", TEXT),
        required("version", NUMBER),
        optional("extended_day", DAY),
        optional("extended_time", TIME),
        optional("extended_at", INSTANT),
        optional("exemption_reason", LONG_TEXT),
        optional("return_note", LONG_TEXT),
        optional("returned_until_at", INSTANT),
        required("draft_open", TRUTH),
        optional("edited_at", INSTANT),
        optional("handed_in_at", INSTANT),
        optional("submitted_at", INSTANT),
        optional("revision_number", NUMBER),
        required("answered_n", NUMBER),
        required("askable_n", NUMBER),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_report"),
        sa.UniqueConstraint(
            "programme_id", "round_id", "unit_id", name="uq_report_programme_id_round_id_unit_id"
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_report_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "round_id"],
            ["round.programme_id", "round.id"],
            name="fk_report_programme_id_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "unit_id"],
            ["unit.programme_id", "unit.id"],
            name="fk_report_programme_id_unit_id",
        ),
        sa.CheckConstraint(
            "(state = 'exempt') = (exemption_reason IS NOT NULL)", name=op.f("ck_report_exemption")
        ),
        sa.CheckConstraint(
            "(extended_at IS NULL) = (extended_day IS NULL)"
            " AND (extended_at IS NULL) = (extended_time IS NULL)",
            name=op.f("ck_report_extension"),
        ),
        sa.CheckConstraint("answered_n <= askable_n", name=op.f("ck_report_progress")),
        sa.CheckConstraint(
            "state IN ('not_started', 'in_progress', 'submitted', 'returned', 'accepted', 'exempt')",
            name=op.f("ck_report_state"),
        ),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (revision_number IS NULL)", name=op.f("ck_report_submitted")
        ),
    )
    op.create_index("ix_report_unit", "report", ["programme_id", "unit_id"])
    op.create_table(
        "draft_answer",
        required("programme_id", ID),
        required("report_id", ID),
        required("key", TEXT),
        required("row_id", TEXT),
        required("raw", LONG_TEXT),
        optional("value", JSON),
        optional("missing", TEXT),
        optional("finding", TEXT),
        required("origin", TEXT),
        required("revision", NUMBER),
        required("author_id", ID),
        required("saved_at", INSTANT),
        sa.PrimaryKeyConstraint("programme_id", "report_id", "key", "row_id", name="pk_draft_answer"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_draft_answer_programme_id"),
        sa.ForeignKeyConstraint(["author_id"], ["actor.id"], name="fk_draft_answer_author_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "report_id"],
            ["report.programme_id", "report.id"],
            name="fk_draft_answer_programme_id_report_id",
        ),
        sa.CheckConstraint(
            "missing IS NULL OR missing IN"
            " ('not_shown', 'not_in_version', 'cannot_judge', 'empty', 'no_report')",
            name=op.f("ck_draft_answer_missing"),
        ),
        sa.CheckConstraint(
            "origin IN ('typed', 'confirmed', 'copied', 'phone', 'staff', 'imported')",
            name=op.f("ck_draft_answer_origin"),
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_draft_answer_revision")),
    )
    op.create_table(
        "revision",
        required("programme_id", ID),
        required("id", ID),
        required("report_id", ID),
        required("number", NUMBER),
        required("document", BYTES),
        required("sha256", TEXT),
        required("questionnaire_hash", TEXT),
        required("submitted_at", INSTANT),
        required("author_id", ID),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_revision"),
        sa.UniqueConstraint(
            "programme_id", "report_id", "number", name="uq_revision_programme_id_report_id_number"
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_revision_programme_id"),
        sa.ForeignKeyConstraint(["author_id"], ["actor.id"], name="fk_revision_author_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "report_id"],
            ["report.programme_id", "report.id"],
            name="fk_revision_programme_id_report_id",
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revision_number")),
    )
    op.create_table(
        "cell",
        required("programme_id", ID),
        required("report_id", ID),
        required("key", TEXT),
        required("row_id", TEXT),
        required("position", NUMBER),
        required("round_id", ID),
        required("unit_id", TEXT),
        optional("code", TEXT),
        optional("number", EXACT),
        optional("text", LONG_TEXT),
        optional("day", DAY),
        optional("missing", TEXT),
        optional("origin", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "report_id", "key", "row_id", "position", name="pk_cell"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_cell_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "report_id"],
            ["report.programme_id", "report.id"],
            name="fk_cell_programme_id_report_id",
        ),
        sa.CheckConstraint(
            "missing IS NULL OR missing IN"
            " ('not_shown', 'not_in_version', 'cannot_judge', 'empty', 'no_report')",
            name=op.f("ck_cell_missing"),
        ),
        sa.CheckConstraint(
            "origin IS NULL OR origin IN ('typed', 'confirmed', 'copied', 'phone', 'staff', 'imported')",
            name=op.f("ck_cell_origin"),
        ),
    )
    op.create_index("ix_cell_round", "cell", ["programme_id", "round_id", "key"])
    op.create_table(
        "late_note",
        required("programme_id", ID),
        required("id", ID),
        required("report_id", ID),
        required("author_id", ID),
        required("received_at", INSTANT),
        required("answers", JSON),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_late_note"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_late_note_programme_id"),
        sa.ForeignKeyConstraint(["author_id"], ["actor.id"], name="fk_late_note_author_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "report_id"],
            ["report.programme_id", "report.id"],
            name="fk_late_note_programme_id_report_id",
        ),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
