"""Kinds of jobs are named after their step: process is extract, repair is recheck_copies.

Only the name in the rows changes, so pending, leased and dead jobs keep their state. Stop the
workers of an earlier version first: they do not know the new names, and rows that they write later
are not renamed. Hints that they left on the queue are harmless: the tasks are registered under
their old names as well (RENAMED in worker/tasks.py).

Revision ID: 0008
Revises: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

RENAMED = (("process", "extract"), ("repair", "recheck_copies"))


def upgrade() -> None:
    """Apply the migration."""
    for old, new in RENAMED:
        op.execute(f"UPDATE jobs SET kind = '{new}' WHERE kind = '{old}'")  # noqa: S608 - constants


def downgrade() -> None:
    """Revert the migration."""
    for old, new in RENAMED:
        op.execute(f"UPDATE jobs SET kind = '{old}' WHERE kind = '{new}'")  # noqa: S608 - constants
