"""The redirects of one attempt: the address asked now, the ones before it, and the headers."""

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
    """The attempt ends here, with an outcome that the connection did not cause."""

    def __init__(self, fetched: Fetched) -> None:
        super().__init__(fetched.reason)
        self.fetched = fetched


@dataclass(slots=True)
class RedirectTrail:
    """The address that is asked now, and the redirects that led to it.

    `feed_headers` are meant for the origin that was asked first. They are dropped at the first
    redirect away from it, and not restored: a server that redirects back would choose which
    address gets them. `permanent` is the address that the leading 301s and 308s name.
    """

    requested: str
    url: str
    feed_headers: dict[str, str] = field(default_factory=dict, repr=False)
    dropped: bool = False
    status: int | None = None
    permanent: str | None = None
    only_permanent: bool = True
    seen: set[str] = field(default_factory=set)

    def result(self, outcome: FetchOutcome, reason: str) -> Fetched:
        """Return the result of an attempt without a body."""
        return Fetched(self.requested, self.url, outcome, self.status, reason)

    def stop(self, outcome: FetchOutcome, reason: str) -> StoppedError:
        """Return the error that ends the attempt here, to be raised."""
        return StoppedError(self.result(outcome, reason))

    def check_address(self) -> None:
        """Check the form of the address; the guard checks the machine.

        Raises:
            StoppedError: it is not `http` or `https`, has no host, or has a user name.
        """
        parts = parse_url(self.url)
        if parts.scheme not in {"http", "https"}:
            raise self.stop(
                "refused", f"{parts.scheme or 'no scheme'}: only http and https are fetched"
            )
        if not parts.host:
            raise self.stop("refused", "the address names no host")
        if parts.auth is not None:
            raise self.stop("refused", "the address has a user name, which is not sent")
        self.seen.add(self.url)

    def step(self, target: str, *, most: int) -> None:
        """Go on to the target of a redirect.

        Raises:
            StoppedError: the target was asked before, or there were more than `most` redirects.
        """
        # A redirect from https to http is not adopted as a feed's new address.
        downgrade = self.url.startswith("https:") and target.startswith("http:")
        self.only_permanent = self.only_permanent and self.status in _PERMANENT and not downgrade
        if self.only_permanent:
            self.permanent = target
        self.url = target
        if target in self.seen:
            raise self.stop("redirect_loop", f"it leads back to {target}")
        if len(self.seen) > most:
            raise self.stop("redirect_loop", f"more than {most} redirects")
        if self.feed_headers and not same_origin(self.requested, target):
            self.feed_headers = {}
            self.dropped = True


def redirection(response: BaseHTTPResponse, base: str) -> str | None:
    """Return the address that an answer from `base` redirects to, without fragment, or None."""
    location = response.headers.get("location")
    if response.status not in _REDIRECTS or not location:
        return None
    with suppress(UnicodeError):
        # Header bytes come as Latin-1; those that are no ASCII are UTF-8 in practice.
        location = location.encode("latin-1").decode("utf-8")
    # Control characters and spaces are percent-encoded: lines, terminals and databases need it.
    location = _UNPRINTABLE.sub(lambda found: quote(found[0]), location.strip())
    try:
        return urljoin(base, location).partition("#")[0]
    except ValueError:
        return location  # not an address, which `check_address` or the request reports
