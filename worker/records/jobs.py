"""The reference to a job that is put on the queue."""

from typing import NamedTuple


class Hint(NamedTuple):
    """A due job: what a message on the queue says."""

    job_id: int
    kind: str
