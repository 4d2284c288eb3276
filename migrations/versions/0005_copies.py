"""Fingerprints of revisions, verified relations between them, and the story of each.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the migration."""
    op.create_table(
        "copies",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("low_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("high_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "older_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("contained_older", sa.Double(), nullable=False),
        sa.Column("contained_newer", sa.Double(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "relation IN ('exact_copy', 'syndicated_copy', 'abridgement', 'expansion', 'revision', 'correction', 'merged')",
            name=op.f("ck_copies_relation"),
        ),
        sa.ForeignKeyConstraint(
            ["high_id"], ["revisions.id"], name=op.f("fk_copies_high_id_revisions")
        ),
        sa.ForeignKeyConstraint(
            ["low_id"], ["revisions.id"], name=op.f("fk_copies_low_id_revisions")
        ),
        sa.ForeignKeyConstraint(
            ["older_id"], ["revisions.id"], name=op.f("fk_copies_older_id_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copies")),
        sa.UniqueConstraint("low_id", "high_id", name=op.f("uq_copies_low_id_high_id")),
    )
    op.create_index("ix_copies_high_id", "copies", ["high_id"])

    # On SQLite the key is the table: an index in addition would store all of it once more.
    op.create_table(
        "fingerprints",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_fingerprints_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("hash", "event_at", "revision_id", name=op.f("pk_fingerprints")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fingerprints_event_at", "fingerprints", ["event_at"])

    op.create_table(
        "stories",
        sa.Column(
            "revision_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["revisions.id"], name=op.f("fk_stories_parent_id_revisions")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_stories_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_stories")),
    )
    op.create_index("ix_stories_parent_id", "stories", ["parent_id"])


def downgrade() -> None:
    """Revert the migration."""
    op.drop_table("stories")
    op.drop_table("fingerprints")
    op.drop_table("copies")
