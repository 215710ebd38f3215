"""Declarations about questions that two versions of a questionnaire ask differently."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ID, INSTANT, LONG_TEXT, NUMBER, TEXT, required

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLE = "question_declaration"


def upgrade() -> None:
    op.create_table(
        TABLE,
        required("programme_id", ID),
        required("questionnaire_id", TEXT),
        required("from_version", NUMBER),
        required("to_version", NUMBER),
        required("key", TEXT),
        required("comparability", TEXT),
        required("note", LONG_TEXT),
        required("actor_id", ID),
        required("declared_at", INSTANT),
        sa.PrimaryKeyConstraint(
            "programme_id", "questionnaire_id", "from_version", "to_version", "key", name=f"pk_{TABLE}"
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=f"fk_{TABLE}_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "questionnaire_id"],
            ["questionnaire.programme_id", "questionnaire.id"],
            name=f"fk_{TABLE}_programme_id_questionnaire_id",
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=f"fk_{TABLE}_actor_id"),
        sa.CheckConstraint(
            "comparability IN ('comparable', 'note', 'break')", name=op.f(f"ck_{TABLE}_comparability")
        ),
        sa.CheckConstraint("from_version < to_version", name=op.f(f"ck_{TABLE}_versions")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
