"""Reports as they stood when the summary of their round was released.

A summary that is released already rests on its reports as they stand today, for what stood then is not known.
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ID, TEXT, optional, required

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLE = "released_report"
STATES = "'not_started', 'in_progress', 'submitted', 'returned', 'accepted', 'exempt'"
AS_TODAY = """
INSERT INTO released_report (programme_id, round_id, unit_id, state, revision_id)
SELECT report.programme_id, report.round_id, report.unit_id, report.state, revision.id
FROM report
JOIN round ON round.programme_id = report.programme_id AND round.id = report.round_id
LEFT JOIN revision ON revision.programme_id = report.programme_id AND revision.report_id = report.id
    AND revision.number = report.revision_number
WHERE round.released_at IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        TABLE,
        required("programme_id", ID),
        required("round_id", ID),
        required("unit_id", TEXT),
        required("state", TEXT),
        optional("revision_id", ID),
        sa.PrimaryKeyConstraint("programme_id", "round_id", "unit_id", name=f"pk_{TABLE}"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=f"fk_{TABLE}_programme_id"),
        *(
            sa.ForeignKeyConstraint(
                ["programme_id", column],
                [f"{parent}.programme_id", f"{parent}.id"],
                name=f"fk_{TABLE}_programme_id_{column}",
            )
            for column, parent in (("round_id", "round"), ("unit_id", "unit"), ("revision_id", "revision"))
        ),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f(f"ck_{TABLE}_state")),
    )
    op.execute(AS_TODAY)


def downgrade() -> None:
    op.drop_table(TABLE)
