"""Registers with their trace: entries, merged identities, settled conflicts; agreements, recommendations."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DAY, ID, INSTANT, JSON, LONG_TEXT, NUMBER, TEXT, optional, required

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "register_entry",
    "merged_identity",
    "settled_conflict",
    "agreement",
    "agreement_goal",
    "recommendation",
)


def upgrade() -> None:
    with op.batch_alter_table("report") as batch:
        batch.add_column(optional("entered_revision", NUMBER))
    with op.batch_alter_table("term") as batch:
        batch.add_column(optional("institution_type", TEXT))
        batch.add_column(optional("department", TEXT))
    with op.batch_alter_table("membership") as batch:
        batch.add_column(optional("institution_type", TEXT))
    with op.batch_alter_table("institution") as batch:
        batch.alter_column("type_list", existing_type=TEXT, nullable=True)
        batch.alter_column("type_code", existing_type=TEXT, nullable=True)
    op.create_table(
        "register_entry",
        required("programme_id", ID),
        required("id", ID),
        required("subject", TEXT),
        required("unit_id", TEXT),
        required("key", TEXT),
        required("number", NUMBER),
        required("row_id", ID),
        required("before", JSON),
        required("after", JSON),
        required("holds_from_on", DAY),
        required("source", TEXT),
        optional("report_id", ID),
        optional("revision_number", NUMBER),
        required("actor_id", ID),
        required("entered_at", INSTANT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_register_entry"),
        sa.UniqueConstraint(
            "programme_id",
            "subject",
            "unit_id",
            "key",
            "number",
            name="uq_register_entry_programme_id_subject_unit_id_key_number",
        ),
        _in_programme("register_entry"),
        _refers("register_entry", "unit_id", "unit"),
        _refers("register_entry", "report_id", "report"),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name="fk_register_entry_actor_id"),
        sa.CheckConstraint(
            "subject IN ('term', 'membership', 'person', 'institution')",
            name=op.f("ck_register_entry_subject"),
        ),
        sa.CheckConstraint(
            "revision_number IS NULL OR report_id IS NOT NULL", name=op.f("ck_register_entry_revision")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_register_entry_number")),
    )
    op.create_index("ix_register_entry_report", "register_entry", ["programme_id", "report_id"])
    op.create_table(
        "merged_identity",
        required("programme_id", ID),
        required("subject", TEXT),
        required("key", TEXT),
        required("into_key", TEXT),
        required("reason", LONG_TEXT),
        required("actor_id", ID),
        required("merged_at", INSTANT),
        sa.PrimaryKeyConstraint("programme_id", "subject", "key", name="pk_merged_identity"),
        _in_programme("merged_identity"),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name="fk_merged_identity_actor_id"),
        sa.CheckConstraint("subject IN ('person', 'institution')", name=op.f("ck_merged_identity_subject")),
    )
    op.create_table(
        "settled_conflict",
        required("programme_id", ID),
        required("report_id", ID),
        required("conflict", TEXT),
        required("reason", LONG_TEXT),
        required("actor_id", ID),
        required("settled_at", INSTANT),
        sa.PrimaryKeyConstraint("programme_id", "report_id", "conflict", name="pk_settled_conflict"),
        _in_programme("settled_conflict"),
        _refers("settled_conflict", "report_id", "report"),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name="fk_settled_conflict_actor_id"),
    )
    _goals()
    _recommendations()


def _goals() -> None:
    op.create_table(
        "agreement",
        required("programme_id", ID),
        required("id", ID),
        required("unit_id", TEXT),
        required("title", TEXT),
        required("from_on", DAY),
        required("until_on", DAY),
        required("source", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_agreement"),
        sa.UniqueConstraint(
            "programme_id", "unit_id", "from_on", name="uq_agreement_programme_id_unit_id_from_on"
        ),
        _in_programme("agreement"),
        _refers("agreement", "unit_id", "unit"),
        sa.CheckConstraint("from_on < until_on", name=op.f("ck_agreement_span")),
    )
    op.create_table(
        "agreement_goal",
        required("programme_id", ID),
        required("id", ID),
        required("agreement_id", ID),
        required("unit_id", TEXT),
        required("key", TEXT),
        required("position", NUMBER),
        required("text", LONG_TEXT),
        required("standard", TEXT),
        optional("due_on", DAY),
        optional("dropped_on", DAY),
        required("source", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_agreement_goal"),
        sa.UniqueConstraint(
            "programme_id", "unit_id", "key", name="uq_agreement_goal_programme_id_unit_id_key"
        ),
        _in_programme("agreement_goal"),
        _refers("agreement_goal", "agreement_id", "agreement"),
        _refers("agreement_goal", "unit_id", "unit"),
    )


def _recommendations() -> None:
    op.create_table(
        "recommendation",
        required("programme_id", ID),
        required("id", ID),
        required("round_id", ID),
        optional("unit_id", TEXT),
        required("key", TEXT),
        required("texts", JSON),
        required("given_on", DAY),
        optional("withdrawn_on", DAY),
        required("actor_id", ID),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_recommendation"),
        sa.UniqueConstraint("programme_id", "key", name="uq_recommendation_programme_id_key"),
        _in_programme("recommendation"),
        _refers("recommendation", "round_id", "round"),
        _refers("recommendation", "unit_id", "unit"),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name="fk_recommendation_actor_id"),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR given_on <= withdrawn_on", name=op.f("ck_recommendation_withdrawn")
        ),
    )


def _in_programme(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=f"fk_{table}_programme_id")


def _refers(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["programme_id", column],
        [f"{parent}.programme_id", f"{parent}.id"],
        name=f"fk_{table}_programme_id_{column}",
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("institution") as batch:
        batch.alter_column("type_code", existing_type=TEXT, nullable=False)
        batch.alter_column("type_list", existing_type=TEXT, nullable=False)
    with op.batch_alter_table("membership") as batch:
        batch.drop_column("institution_type")
    with op.batch_alter_table("term") as batch:
        batch.drop_column("department")
        batch.drop_column("institution_type")
    with op.batch_alter_table("report") as batch:
        batch.drop_column("entered_revision")
