"""Columns of a revision: language, byline, section, dates and their origin, notice.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the migration."""
    # Columns are only added and dropped, never in a batch that copies the table: SQLite refuses
    # to drop the old copy while rows of other tables refer to it.
    op.add_column("revisions", sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("revisions", sa.Column("published_from", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("language", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("byline", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("section", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("notice", sa.Text(), nullable=True))


def downgrade() -> None:
    """Revert the migration."""
    op.drop_column("revisions", "notice")
    op.drop_column("revisions", "section")
    op.drop_column("revisions", "byline")
    op.drop_column("revisions", "language")
    op.drop_column("revisions", "published_from")
    op.drop_column("revisions", "modified_at")
