"""The result of one attempt at an address, and the state of its host."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FetchOutcome = Literal[
    "ok",
    "not_modified",
    "gone",
    "http_error",
    "too_large",
    "timeout",
    "unreachable",
    "refused",
    "redirect_loop",
    "broken",
    "disallowed",
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """The result of one attempt at one address; `reason` says in words why there is no body.

    `url` is the address that answered, `permanent` the one that its leading 301s and 308s name, as
    far as they do not lead from https to http. `body` is decompressed, `bytes_read` counts the
    bytes that came over the wire. Headers are verbatim; one with control characters counts as not
    sent.
    """

    requested_url: str
    url: str
    outcome: FetchOutcome
    status: int | None = None
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    retry_after: str | None = None
    cache_control: str | None = None
    age: str | None = None
    expires: str | None = None
    body: bytes = b""
    bytes_read: int = 0
    milliseconds: int = 0
    permanent: str | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """The state of a web host; `name` is its host name, with the port where that is unusual.

    No request starts before `next_start_at`, and none before `resume_at` because of `reason`.
    `gap_seconds` is the least time between two requests, `crawl_delay` what its robots.txt asks
    for. `failures` counts failures in a row of the host itself, not of single pages.
    """

    name: str
    gap_seconds: float
    next_start_at: datetime | None = None
    resume_at: datetime | None = None
    failures: int = 0
    reason: str | None = None
    crawl_delay: float | None = None
