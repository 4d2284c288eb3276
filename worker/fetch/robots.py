"""The pages that a site's robots.txt allows (RFC 9309). Pure: a status and a text give the rules.

The text is not trusted: its rules for other crawlers are dropped, since rules for thousands of
names would take memory for each of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from protego import Protego
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

if TYPE_CHECKING:
    from typing import Self

    from worker.records import Fetched

PRODUCT: Final = "reportedly"
"""Our name in a robots.txt."""

LARGEST: Final = 500 * 1024
"""Bytes of a robots.txt that are read, as many as RFC 9309 requires; the rest is ignored."""

LONGEST_DELAY: Final = 30.0
"""Seconds between two requests that a robots.txt can ask for, at most; more counts as this."""

_TOO_MANY_REQUESTS: Final = 429
_OK: Final = range(200, 300)
_ANSWERS: Final = ("ok", "http_error", "gone", "redirect_loop")
# "User-agent:" in every spelling that Protego accepts.
_AGENT_LINE: Final = re.compile(r"\s*user(?:-|\s*)agent(?:\s*:|\s)(.*)", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\*(?![\w-])|[\w-]*")


class Robots:
    """The rules of one host for us; to store them, keep `status` and `text`.

    `status` is None where the host did not answer.
    """

    def __init__(self, status: int | None, text: str = "") -> None:
        self.status, self.text = status, text
        self._rules = Protego.parse(_for_us(text)) if status in _OK else None

    @classmethod
    def read(cls, fetched: Fetched) -> Self:
        """Return the rules in what was fetched from `robots_url`, whatever bytes it has."""
        # An answer that broke off has a status but no body; it is not an empty robots.txt.
        status = fetched.status if fetched.outcome in _ANSWERS else None
        text = fetched.body[:LARGEST].decode("utf-8-sig", "replace")
        # No rule contains a NUL, and not every database can store one.
        return cls(status, text.replace("\0", ""))

    def allows(self, url: str) -> bool:
        """Return whether `url`, an address of this host, may be fetched."""
        return self.refusal(url) is None

    def refusal(self, url: str) -> str | None:
        """Return why `url` may not be fetched, in words; None where it may be.

        Without an answer, or after a server error, nothing may be fetched for now; without a
        robots.txt (any other 4xx, or redirects that lead nowhere) everything may be.
        """
        if self._rules is None:
            return _no_rules(self.status)
        try:
            allowed = self._rules.can_fetch(url, PRODUCT)
        except ValueError:
            return "the rules of robots.txt cannot be applied to this address"
        return None if allowed else "the site's robots.txt does not let us fetch this page"

    @property
    def for_now(self) -> bool:
        """Whether nothing may be fetched only because there was no answer, which may change."""
        return self._rules is None and _no_rules(self.status) is not None

    @property
    def crawl_delay(self) -> float | None:
        """The seconds between requests that the host asks for, up to `LONGEST_DELAY`, or None."""
        delay = self._rules.crawl_delay(PRODUCT) if self._rules is not None else None
        return None if delay is None else min(delay, LONGEST_DELAY)


def robots_url(url: str) -> str | None:
    """Return the address of the robots.txt for an address; None where it is not on the web."""
    try:
        parts = parse_url(url)
    except LocationParseError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.host:
        return None
    return f"{parts.scheme}://{parts.host}{f':{parts.port}' if parts.port else ''}/robots.txt"


def _no_rules(status: int | None) -> str | None:
    if status is None:
        return "the site's robots.txt cannot be reached, so nothing is fetched for now"
    if status == _TOO_MANY_REQUESTS or status not in range(300, 500):
        return f"the site's robots.txt gave {status}, so nothing is fetched for now"
    return None


def _for_us(text: str) -> str:
    """The text with one name for all other crawlers that it names; "*" stays."""
    return "\n".join(_renamed(line) for line in text.splitlines())


def _renamed(line: str) -> str:
    found = _AGENT_LINE.fullmatch(line.partition("#")[0])
    if found is None:
        return line
    token = _TOKEN.match(found[1].strip())
    name = token[0].lower() if token is not None else ""
    return f"user-agent: {name if name in {PRODUCT, '*'} else 'another'}"
