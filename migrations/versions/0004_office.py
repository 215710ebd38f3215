"""The office's own: saved views, notes on single questions, and a programme's words for mails."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ID, INSTANT, LONG_TEXT, NUMBER, TEXT, optional, required

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_view",
        required("programme_id", ID),
        required("id", ID),
        required("account_id", ID),
        required("page", TEXT),
        required("name", TEXT),
        required("query", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_saved_view"),
        sa.UniqueConstraint(
            "programme_id",
            "account_id",
            "page",
            "name",
            name="uq_saved_view_programme_id_account_id_page_name",
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_saved_view_programme_id"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_saved_view_account_id"),
    )
    op.create_table(
        "review_note",
        required("programme_id", ID),
        required("id", ID),
        required("report_id", ID),
        required("revision_number", NUMBER),
        required("key", TEXT),
        required("row_id", TEXT),
        required("note", LONG_TEXT),
        required("author_id", ID),
        required("asked_at", INSTANT),
        optional("reply", LONG_TEXT),
        optional("reply_author_id", ID),
        optional("replied_at", INSTANT),
        optional("settled_at", INSTANT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_review_note"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_review_note_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "report_id"],
            ["report.programme_id", "report.id"],
            name="fk_review_note_programme_id_report_id",
        ),
        sa.ForeignKeyConstraint(["author_id"], ["actor.id"], name="fk_review_note_author_id"),
        sa.ForeignKeyConstraint(["reply_author_id"], ["actor.id"], name="fk_review_note_reply_author_id"),
        sa.CheckConstraint("(replied_at IS NULL) = (reply IS NULL)", name=op.f("ck_review_note_replied")),
    )
    op.create_index("ix_review_note_report", "review_note", ["programme_id", "report_id"])
    op.create_table(
        "mail_text",
        required("programme_id", ID),
        required("kind", TEXT),
        required("language", TEXT),
        required("subject", TEXT),
        required("body", LONG_TEXT),
        required("version", NUMBER),
        required("author_id", ID),
        required("changed_at", INSTANT),
        sa.PrimaryKeyConstraint("programme_id", "kind", "language", name="pk_mail_text"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_mail_text_programme_id"),
        sa.ForeignKeyConstraint(["author_id"], ["actor.id"], name="fk_mail_text_author_id"),
    )


def downgrade() -> None:
    for table in ("mail_text", "review_note", "saved_view"):
        op.drop_table(table)
