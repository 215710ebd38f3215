"""Readers: accounts that read of single units, comments of contact persons, summaries released to readers."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ID, INSTANT, LONG_TEXT, NUMBER, TEXT, optional, required

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROLE = "ck_account_role_role"


def upgrade() -> None:
    with op.batch_alter_table("account_role") as batch:
        batch.drop_constraint(op.f(ROLE), type_="check")
        batch.create_check_constraint(op.f(ROLE), "role IN ('admin', 'staff', 'reader', 'oversight')")
    with op.batch_alter_table("round") as batch:
        batch.add_column(optional("released_at", INSTANT))
    op.create_table(
        "account_scope",
        required("programme_id", ID),
        required("account_id", ID),
        required("role", TEXT),
        required("unit_id", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "account_id", "role", "unit_id", name="pk_account_scope"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_account_scope_programme_id"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account_scope_account_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "unit_id"],
            ["unit.programme_id", "unit.id"],
            name="fk_account_scope_programme_id_unit_id",
        ),
        sa.CheckConstraint("role IN ('contact', 'member')", name=op.f("ck_account_scope_role")),
    )
    op.create_table(
        "report_comment",
        required("programme_id", ID),
        required("id", ID),
        required("report_id", ID),
        required("revision_number", NUMBER),
        required("text", LONG_TEXT),
        required("author_id", ID),
        required("written_at", INSTANT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_report_comment"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_report_comment_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "report_id"],
            ["report.programme_id", "report.id"],
            name="fk_report_comment_programme_id_report_id",
        ),
        sa.ForeignKeyConstraint(["author_id"], ["actor.id"], name="fk_report_comment_author_id"),
    )
    op.create_index("ix_report_comment_report", "report_comment", ["programme_id", "report_id"])


def downgrade() -> None:
    op.drop_table("report_comment")
    op.drop_table("account_scope")
    with op.batch_alter_table("round") as batch:
        batch.drop_column("released_at")
    op.execute("UPDATE account_role SET role = 'reader' WHERE role = 'oversight'")
    with op.batch_alter_table("account_role") as batch:
        batch.drop_constraint(op.f(ROLE), type_="check")
        batch.create_check_constraint(op.f(ROLE), "role IN ('admin', 'staff', 'reader')")
