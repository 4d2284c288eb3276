"""The one clock: every moment that is stored comes from here, in UTC with its zone."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def second_of(moment: datetime) -> int:
    """Return a moment as whole seconds since 1970, rounded down; negative before 1970."""
    return int(moment.timestamp() // 1)
