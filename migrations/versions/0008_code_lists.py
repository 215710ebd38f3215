"""Code lists kept in the browser: the file each stands for, its layout, and who says what a code says.

A list that stands here already is taken for the file of its own name, until the folder is imported again.
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import JSON, TEXT, optional

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OF_LISTS = (("file", TEXT), ("layout", JSON), ("dropped", JSON))


def upgrade() -> None:
    with op.batch_alter_table("code_list") as batch:
        for name, kind in OF_LISTS:
            batch.add_column(optional(name, kind))
    with op.batch_alter_table("code") as batch:
        batch.add_column(optional("source", TEXT))
    lists = sa.table("code_list", sa.column("id", TEXT), *(sa.column(name, kind) for name, kind in OF_LISTS))
    op.execute(lists.update().values(file=lists.c.id + ".csv", layout={}, dropped=[]))
    op.execute(sa.table("code", sa.column("source", TEXT)).update().values(source="import"))
    with op.batch_alter_table("code_list") as batch:
        for name, kind in OF_LISTS:
            batch.alter_column(name, existing_type=kind, nullable=False)
    with op.batch_alter_table("code") as batch:
        batch.alter_column("source", existing_type=TEXT, nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("code") as batch:
        batch.drop_column("source")
    with op.batch_alter_table("code_list") as batch:
        for name, _ in OF_LISTS:
            batch.drop_column(name)
