"""Hosts that all processes share, raw bodies, and the columns that a feed's turn depends on.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Columns are added and dropped one by one, never in a batch that copies the table: SQLite refuses
# to drop the old copy while rows of other tables refer to it. The defaults are for existing feeds;
# the worker sets every value itself.
_NEW: tuple[tuple[str, sa.Column[object]], ...] = (
    ("feeds", sa.Column("headers", sa.JSON(), nullable=False, server_default="{}")),
    ("feeds", sa.Column("site", sa.Text(), nullable=True)),
    ("feeds", sa.Column("category", sa.Text(), nullable=True)),
    ("feeds", sa.Column("next_why", sa.Text(), nullable=True)),
    ("feeds", sa.Column("interval_seconds", sa.Integer(), nullable=False, server_default="900")),
    ("feeds", sa.Column("ttl_minutes", sa.Integer(), nullable=True)),
    ("feeds", sa.Column("skip_hours", sa.JSON(), nullable=False, server_default="[]")),
    ("feeds", sa.Column("skip_days", sa.JSON(), nullable=False, server_default="[]")),
    ("feeds", sa.Column("conditional", sa.Boolean(), nullable=False, server_default=sa.true())),
    ("feeds", sa.Column("full_at", sa.DateTime(timezone=True), nullable=True)),
    ("feeds", sa.Column("moved_to", sa.Text(), nullable=True)),
    ("feeds", sa.Column("times_moved", sa.Integer(), nullable=False, server_default="0")),
    ("feeds", sa.Column("failure_weight", sa.Double(), nullable=False, server_default="0")),
    ("feed_entries", sa.Column("url_key", sa.Text(), nullable=True)),
    ("feed_entries", sa.Column("source_key", sa.Text(), nullable=True)),
    ("feed_entries", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True)),
    ("feed_entries", sa.Column("published_from", sa.Text(), nullable=True)),
    ("feed_entries", sa.Column("authors", sa.JSON(), nullable=False, server_default="[]")),
    ("feed_entries", sa.Column("credit", sa.Text(), nullable=True)),
    ("feed_entries", sa.Column("credit_url", sa.Text(), nullable=True)),
    ("feed_entries", sa.Column("enclosures", sa.JSON(), nullable=False, server_default="[]")),
    ("fetches", sa.Column("body_hash", sa.Text(), nullable=True)),
    ("jobs", sa.Column("host", sa.Text(), nullable=True)),
)
_INDEXES = (
    ("ix_feed_entries_feed_id_url_key", "feed_entries", ["feed_id", "url_key"]),
    ("ix_feed_entries_feed_id_content_hash", "feed_entries", ["feed_id", "content_hash"]),
    ("ix_fetches_fetched_at", "fetches", ["fetched_at"]),
    ("ix_jobs_host_state", "jobs", ["host", "state"]),
)


def upgrade() -> None:
    """Apply the migration."""
    op.create_table(
        "bodies",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
        sa.UniqueConstraint("hash", name=op.f("uq_bodies_hash")),
    )
    op.create_index("ix_bodies_last_seen_at", "bodies", ["last_seen_at"])
    op.create_table(
        "hosts",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("gap_seconds", sa.Double(), nullable=False),
        sa.Column("next_start_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resume_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("crawl_delay", sa.Double(), nullable=True),
        sa.Column("robots", sa.Text(), nullable=True),
        sa.Column("robots_status", sa.Integer(), nullable=True),
        sa.Column("robots_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hosts")),
        sa.UniqueConstraint("name", name=op.f("uq_hosts_name")),
    )
    for table, column in _NEW:
        op.add_column(table, column)
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    """Revert the migration."""
    for name, table, _ in _INDEXES:
        op.drop_index(name, table)
    for table, column in reversed(_NEW):
        op.drop_column(table, column.name)
    op.drop_table("hosts")
    op.drop_table("bodies")
