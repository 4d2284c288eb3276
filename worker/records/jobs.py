"""The reference to a job that is put on the queue."""

from typing import NamedTuple


class Hint(NamedTuple):
    """A due job, as a message on the queue names it."""

    job_id: int
    kind: str
