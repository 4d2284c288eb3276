"""The one clock: every moment that is stored comes from here, in UTC with its zone."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
