"""Ways in (accounts, links, sessions), outgoing mail with its reminders, events and the ticks' heartbeat."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DAY, ID, INSTANT, JSON, LONG_TEXT, NUMBER, TEXT, optional, required

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "account",
    "account_role",
    "staff_session",
    "access_link",
    "report_session",
    "outgoing_mail",
    "reminder",
    "event",
    "heartbeat",
)


def upgrade() -> None:
    op.create_table(
        "account",
        required("id", ID),
        required("actor_id", ID),
        required("email", TEXT),
        required("name", TEXT),
        required("language", TEXT),
        required("password_hash", TEXT),
        required("failed_n", NUMBER),
        optional("locked_until", INSTANT),
        optional("disabled_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("actor_id", name="uq_account_actor_id"),
        sa.UniqueConstraint("email", name="uq_account_email"),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name="fk_account_actor_id"),
    )
    op.create_table(
        "account_role",
        required("programme_id", ID),
        required("account_id", ID),
        required("role", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "account_id", "role", name="pk_account_role"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_account_role_programme_id"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account_role_account_id"),
        sa.CheckConstraint("role IN ('admin', 'staff', 'reader')", name=op.f("ck_account_role_role")),
    )
    op.create_table(
        "staff_session",
        required("id", TEXT),
        required("account_id", ID),
        required("created_at", INSTANT),
        required("seen_at", INSTANT),
        optional("ended_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_staff_session"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_staff_session_account_id"),
    )
    op.create_table(
        "access_link",
        required("programme_id", ID),
        required("id", ID),
        required("report_id", ID),
        required("person_id", ID),
        required("version", NUMBER),
        required("created_at", INSTANT),
        optional("revoked_at", INSTANT),
        optional("revoked_why", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_access_link"),
        sa.UniqueConstraint(
            "programme_id", "report_id", "person_id", name="uq_access_link_programme_id_report_id_person_id"
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_access_link_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "report_id"],
            ["report.programme_id", "report.id"],
            name="fk_access_link_programme_id_report_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "person_id"],
            ["person.programme_id", "person.id"],
            name="fk_access_link_programme_id_person_id",
        ),
    )
    op.create_index("ix_access_link_id", "access_link", ["id"])
    op.create_table(
        "report_session",
        required("programme_id", ID),
        required("id", TEXT),
        required("link_id", ID),
        required("link_version", NUMBER),
        required("language", TEXT),
        required("created_at", INSTANT),
        required("seen_at", INSTANT),
        optional("ended_at", INSTANT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_report_session"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_report_session_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "link_id"],
            ["access_link.programme_id", "access_link.id"],
            name="fk_report_session_programme_id_link_id",
        ),
    )
    op.create_index("ix_report_session_id", "report_session", ["id"])
    op.create_table(
        "outgoing_mail",
        required("programme_id", ID),
        required("id", ID),
        required("unique_key", TEXT),
        required("kind", TEXT),
        optional("person_id", ID),
        optional("report_id", ID),
        optional("link_id", ID),
        required("language", TEXT),
        required("subject", TEXT),
        required("body", LONG_TEXT),
        required("message_id", TEXT),
        required("state", TEXT),
        optional("reason", TEXT),
        optional("sent_to", TEXT),
        required("attempts", NUMBER),
        required("queued_at", INSTANT),
        required("next_try_at", INSTANT),
        optional("lease_until", INSTANT),
        optional("handed_over_at", INSTANT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_outgoing_mail"),
        sa.UniqueConstraint("programme_id", "unique_key", name="uq_outgoing_mail_programme_id_unique_key"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_outgoing_mail_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "person_id"],
            ["person.programme_id", "person.id"],
            name="fk_outgoing_mail_programme_id_person_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "report_id"],
            ["report.programme_id", "report.id"],
            name="fk_outgoing_mail_programme_id_report_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "link_id"],
            ["access_link.programme_id", "access_link.id"],
            name="fk_outgoing_mail_programme_id_link_id",
        ),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR sent_to IS NOT NULL", name=op.f("ck_outgoing_mail_recipient")
        ),
        sa.CheckConstraint(
            "(state = 'handed_over') <= (handed_over_at IS NOT NULL)",
            name=op.f("ck_outgoing_mail_handed_over"),
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'uncertain', 'handed_over',"
            " 'delayed', 'bounced', 'failed', 'expired', 'suppressed')",
            name=op.f("ck_outgoing_mail_state"),
        ),
    )
    op.create_index("ix_outgoing_mail_due", "outgoing_mail", ["state", "next_try_at"])
    op.create_table(
        "reminder",
        required("programme_id", ID),
        required("round_id", ID),
        required("step", TEXT),
        required("unit_id", TEXT),
        required("person_id", ID),
        required("mail_id", ID),
        required("local_day", DAY),
        required("claimed_at", INSTANT),
        sa.PrimaryKeyConstraint(
            "programme_id", "round_id", "step", "unit_id", "person_id", name="pk_reminder"
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_reminder_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "round_id"],
            ["round.programme_id", "round.id"],
            name="fk_reminder_programme_id_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "unit_id"],
            ["unit.programme_id", "unit.id"],
            name="fk_reminder_programme_id_unit_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "person_id"],
            ["person.programme_id", "person.id"],
            name="fk_reminder_programme_id_person_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "mail_id"],
            ["outgoing_mail.programme_id", "outgoing_mail.id"],
            name="fk_reminder_programme_id_mail_id",
        ),
    )
    op.create_table(
        "event",
        required("programme_id", ID),
        required("id", ID),
        required("at", INSTANT),
        required("actor_id", ID),
        required("action", TEXT),
        required("subject_kind", TEXT),
        required("subject_id", TEXT),
        required("details", JSON),
        optional("previous_hash", TEXT),
        optional("hash", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_event"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_event_programme_id"),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name="fk_event_actor_id"),
    )
    op.create_index("ix_event_subject", "event", ["programme_id", "subject_kind", "subject_id"])
    op.create_table(
        "heartbeat",
        required("name", TEXT),
        required("at", INSTANT),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeat"),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
