"""How a run ended, and how far a claim can be relied on.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the migration."""
    # Only added and dropped, never in a batch: see 0004. All runs before this one were extracted.
    op.add_column(
        "runs", sa.Column("outcome", sa.Text(), server_default="extracted", nullable=False)
    )
    op.add_column("claims", sa.Column("confidence", sa.Double(), nullable=True))


def downgrade() -> None:
    """Revert the migration."""
    op.drop_column("claims", "confidence")
    op.drop_column("runs", "outcome")
