"""Where an attempt stands on its way through redirections: whom it asks, with what, how often."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin

from urllib3.util import parse_url

from worker.fetch.headers import same_origin
from worker.records import Fetched

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

    from worker.records import FetchOutcome

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})
_UNPRINTABLE: Final = re.compile(r"[\x00-\x20\x7f-\x9f]")


class StoppedError(Exception):
    """The attempt ends here, with an outcome that is no fault of the connection."""

    def __init__(self, fetched: Fetched) -> None:
        super().__init__(fetched.reason)
        self.fetched = fetched


@dataclass(slots=True)
class RedirectTrail:
    """The address now asked, and how the attempt was led there.

    `own_headers` are the feed's, for the origin that was asked first. They are dropped at the
    first step away from it, and for good: who leads back would choose what is asked with them.
    """

    requested: str
    url: str
    own_headers: dict[str, str] = field(default_factory=dict, repr=False)
    dropped: bool = False
    status: int | None = None
    permanent: str | None = None
    only_permanent: bool = True
    seen: set[str] = field(default_factory=set)

    def result(self, outcome: FetchOutcome, reason: str) -> Fetched:
        """Return what is handed back when there is no body."""
        return Fetched(self.requested, self.url, outcome, self.status, reason)

    def stop(self, outcome: FetchOutcome, reason: str) -> StoppedError:
        """Return the error that ends the attempt here."""
        return StoppedError(self.result(outcome, reason))

    def check_address(self) -> None:
        """Stop at what is no plain HTTP address; the machine behind it is the guard's to judge.

        Raises:
            StoppedError: only `http` and `https` with a host and without a user name are asked.
        """
        parts = parse_url(self.url)
        if parts.scheme not in {"http", "https"}:
            raise self.stop(
                "refused", f"{parts.scheme or 'no scheme'}: only http and https are fetched"
            )
        if not parts.host:
            raise self.stop("refused", "the address names no host")
        if parts.auth is not None:
            raise self.stop("refused", "the address carries a user name, which is not sent")
        self.seen.add(self.url)

    def step(self, target: str, *, most: int) -> None:
        """Go on to where a redirection leads.

        Raises:
            StoppedError: it leads back, or this is more than `most` steps.
        """
        # From https to http is no move that a feed wants to make for good.
        downgrade = self.url.startswith("https:") and target.startswith("http:")
        self.only_permanent = self.only_permanent and self.status in _PERMANENT and not downgrade
        if self.only_permanent:
            self.permanent = target
        self.url = target
        if target in self.seen:
            raise self.stop("redirect_loop", f"it leads back to {target}")
        if len(self.seen) > most:
            raise self.stop("redirect_loop", f"more than {most} redirects")
        if self.own_headers and not same_origin(self.requested, target):
            self.own_headers = {}
            self.dropped = True


def redirection(response: BaseHTTPResponse, base: str) -> str | None:
    """Return the address, without a fragment, that an answer from `base` redirects to, if any."""
    location = response.headers.get("location")
    if response.status not in _REDIRECTS or not location:
        return None
    with suppress(UnicodeError):
        # Header bytes come as Latin-1; those that are no ASCII are UTF-8 in practice.
        location = location.encode("latin-1").decode("utf-8")
    # What a line, a terminal or a database would stumble over is written as addresses write it.
    location = _UNPRINTABLE.sub(lambda found: quote(found[0]), location.strip())
    try:
        return urljoin(base, location).partition("#")[0]
    except ValueError:
        return location  # no address, which is said when it is to be asked
