"""Fingerprints in the order in which they are read and deleted; lines that a publisher repeats.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SECONDS = {
    "sqlite": "CAST(strftime('%s', event_at) AS INTEGER)",
    "postgresql": "CAST(floor(extract(epoch FROM event_at)) AS BIGINT)",
}
_MOMENTS = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', second, 'unixepoch')",
    "postgresql": "to_timestamp(second)",
}
_SPAN = 72 * 3600


def upgrade() -> None:
    """Apply the migration."""
    op.create_table(
        "publisher_lines",
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("publisher", "hash", name=op.f("pk_publisher_lines")),
    )
    op.create_index("ix_publisher_lines_version", "publisher_lines", ["version"])
    _set_aside()
    op.create_table(
        "fingerprints",
        sa.Column("span", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("second", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision_id", _KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(
            "span", "hash", "second", "revision_id", name=op.f("pk_fingerprints")
        ),
        sqlite_with_rowid=False,
    )
    # Rounded down before 1970 too, unlike the division of integers.
    op.execute(
        "INSERT INTO fingerprints (span, hash, second, revision_id) "  # noqa: S608
        f"SELECT (second - (second % {_SPAN} + {_SPAN}) % {_SPAN}) / {_SPAN}, "
        f"hash, second, revision_id FROM (SELECT hash, revision_id, "
        f"{_SECONDS[op.get_bind().dialect.name]} AS second FROM fingerprints_before) AS dated"
    )
    op.drop_table("fingerprints_before")


def downgrade() -> None:
    """Revert the migration."""
    _set_aside()
    op.create_table(
        "fingerprints",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision_id", _KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_fingerprints_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("hash", "event_at", "revision_id", name=op.f("pk_fingerprints")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO fingerprints (hash, event_at, revision_id) "  # noqa: S608
        f"SELECT hash, {_MOMENTS[op.get_bind().dialect.name]}, revision_id "
        "FROM fingerprints_before"
    )
    op.drop_table("fingerprints_before")
    op.create_index("ix_fingerprints_event_at", "fingerprints", ["event_at"])
    op.drop_table("publisher_lines")


def _set_aside() -> None:
    """Rename the table and, on PostgreSQL, its indexes, whose names are needed again."""
    op.rename_table("fingerprints", "fingerprints_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX pk_fingerprints RENAME TO pk_fingerprints_before")
