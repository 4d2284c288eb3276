"""The one clock: every moment that is stored comes from here, in UTC with its zone."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def second_of(moment: datetime) -> int:
    """Return the whole second since 1970 that a moment lies in, before 1970 a negative one."""
    return int(moment.timestamp() // 1)
