"""Programmes with their units and code lists, and the registers: people, terms, institutions, memberships."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DAY, ID, JSON, NUMBER, TEXT, optional, required

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "actor",
    "programme",
    "unit",
    "unit_period",
    "unit_link",
    "code_list",
    "code",
    "person",
    "term",
    "institution",
    "membership",
)


def upgrade() -> None:
    op.create_table(
        "actor",
        required("id", ID),
        required("kind", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_actor"),
        sa.CheckConstraint("kind IN ('person', 'staff', 'clock', 'operator')", name=op.f("ck_actor_kind")),
    )
    op.create_table(
        "programme",
        required("id", ID),
        required("slug", TEXT),
        required("names", JSON),
        required("zone", TEXT),
        required("languages", JSON),
        required("settings", JSON),
        sa.PrimaryKeyConstraint("id", name="pk_programme"),
        sa.UniqueConstraint("slug", name="uq_programme_slug"),
    )
    op.create_table(
        "unit",
        required("programme_id", ID),
        required("id", TEXT),
        required("layer", TEXT),
        required("position", NUMBER),
        optional("tile_row", NUMBER),
        optional("tile_column", NUMBER),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_unit"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_unit_programme_id"),
        sa.CheckConstraint("(tile_row IS NULL) = (tile_column IS NULL)", name=op.f("ck_unit_tile")),
    )
    op.create_table(
        "unit_period",
        required("programme_id", ID),
        required("unit_id", TEXT),
        required("from_on", DAY),
        required("until_on", DAY),
        required("name", TEXT),
        required("short_label", TEXT),
        required("kind", TEXT),
        required("keys", JSON),
        sa.PrimaryKeyConstraint("programme_id", "unit_id", "from_on", name="pk_unit_period"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_unit_period_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "unit_id"],
            ["unit.programme_id", "unit.id"],
            name="fk_unit_period_programme_id_unit_id",
        ),
        sa.CheckConstraint("from_on < until_on", name=op.f("ck_unit_period_span")),
    )
    op.create_table(
        "unit_link",
        required("programme_id", ID),
        required("unit_id", TEXT),
        required("relation", TEXT),
        required("other_id", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "unit_id", "relation", "other_id", name="pk_unit_link"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_unit_link_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "unit_id"],
            ["unit.programme_id", "unit.id"],
            name="fk_unit_link_programme_id_unit_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "other_id"],
            ["unit.programme_id", "unit.id"],
            name="fk_unit_link_programme_id_other_id",
        ),
    )
    op.create_table(
        "code_list",
        required("programme_id", ID),
        required("id", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_code_list"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_code_list_programme_id"),
    )
    op.create_table(
        "code",
        required("programme_id", ID),
        required("list_id", TEXT),
        required("code", TEXT),
        required("position", NUMBER),
        required("labels", JSON),
        required("from_on", DAY),
        required("until_on", DAY),
        optional("successor", TEXT),
        required("facts", JSON),
        sa.PrimaryKeyConstraint("programme_id", "list_id", "code", name="pk_code"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_code_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "list_id"],
            ["code_list.programme_id", "code_list.id"],
            name="fk_code_programme_id_list_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "list_id", "successor"],
            ["code.programme_id", "code.list_id", "code.code"],
            name="fk_code_programme_id_list_id_successor",
        ),
        sa.CheckConstraint("from_on < until_on", name=op.f("ck_code_span")),
    )
    op.create_table(
        "person",
        required("programme_id", ID),
        required("id", ID),
        required("key", TEXT),
        required("actor_id", ID),
        required("name", TEXT),
        required("email", TEXT),
        required("phone", TEXT),
        required("language", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_person"),
        sa.UniqueConstraint("programme_id", "key", name="uq_person_programme_id_key"),
        sa.UniqueConstraint("actor_id", name="uq_person_actor_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_person_programme_id"),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name="fk_person_actor_id"),
    )
    op.create_table(
        "term",
        required("programme_id", ID),
        required("id", ID),
        required("person_id", ID),
        required("unit_id", TEXT),
        required("role", TEXT),
        required("share", TEXT),
        required("from_on", DAY),
        required("until_on", DAY),
        required("source", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_term"),
        sa.UniqueConstraint(
            "programme_id",
            "person_id",
            "unit_id",
            "role",
            "from_on",
            name="uq_term_programme_id_person_id_unit_id_role_from_on",
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_term_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "person_id"],
            ["person.programme_id", "person.id"],
            name="fk_term_programme_id_person_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "unit_id"], ["unit.programme_id", "unit.id"], name="fk_term_programme_id_unit_id"
        ),
        sa.CheckConstraint("role IN ('coordinator', 'deputy')", name=op.f("ck_term_role")),
        sa.CheckConstraint("share IN ('all', 'content', 'administration')", name=op.f("ck_term_share")),
        sa.CheckConstraint("from_on < until_on", name=op.f("ck_term_span")),
    )
    op.create_table(
        "institution",
        required("programme_id", ID),
        required("id", ID),
        required("key", TEXT),
        required("name", TEXT),
        required("type_list", TEXT),
        required("type_code", TEXT),
        optional("unit_id", TEXT),
        required("source", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_institution"),
        sa.UniqueConstraint("programme_id", "key", name="uq_institution_programme_id_key"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_institution_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "unit_id"],
            ["unit.programme_id", "unit.id"],
            name="fk_institution_programme_id_unit_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "type_list", "type_code"],
            ["code.programme_id", "code.list_id", "code.code"],
            name="fk_institution_programme_id_type_list_type_code",
        ),
    )
    op.create_table(
        "membership",
        required("programme_id", ID),
        required("id", ID),
        required("institution_id", ID),
        required("unit_id", TEXT),
        required("seat", TEXT),
        required("level", TEXT),
        required("from_on", DAY),
        required("until_on", DAY),
        required("source", TEXT),
        sa.PrimaryKeyConstraint("programme_id", "id", name="pk_membership"),
        sa.UniqueConstraint(
            "programme_id",
            "institution_id",
            "unit_id",
            "from_on",
            name="uq_membership_programme_id_institution_id_unit_id_from_on",
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_membership_programme_id"),
        sa.ForeignKeyConstraint(
            ["programme_id", "institution_id"],
            ["institution.programme_id", "institution.id"],
            name="fk_membership_programme_id_institution_id",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "unit_id"],
            ["unit.programme_id", "unit.id"],
            name="fk_membership_programme_id_unit_id",
        ),
        sa.CheckConstraint("from_on < until_on", name=op.f("ck_membership_span")),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
