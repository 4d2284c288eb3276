"""What a site's robots.txt lets us fetch (RFC 9309). Pure: a status and a text give the rules.

The text is a stranger's: of what it says to other crawlers nothing is kept, since rules for
thousands of names would be thousands of times the rules.
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
"""The name by which a robots.txt speaks to us."""

LARGEST: Final = 500 * 1024
"""Bytes of a robots.txt that are read; the rest is as if it were not there."""

LONGEST_DELAY: Final = 30.0
"""The longest wait between two requests, in seconds, that a robots.txt is granted."""

_TOO_MANY_REQUESTS: Final = 429
_OK: Final = range(200, 300)
_ANSWERS: Final = ("ok", "http_error", "gone", "redirect_loop")
# "User-agent:" with the spellings that Protego takes for it.
_AGENT_LINE: Final = re.compile(r"\s*user(?:-|\s*)agent(?:\s*:|\s)(.*)", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\*(?![\w-])|[\w-]*")


class Robots:
    """The rules of one host for us: `status` and `text` are all of it, so those can be stored.

    `status` is None where the host gave no answer.
    """

    def __init__(self, status: int | None, text: str = "") -> None:
        self.status, self.text = status, text
        self._rules = Protego.parse(_for_us(text)) if status in _OK else None

    @classmethod
    def read(cls, fetched: Fetched) -> Self:
        """Return the rules in what was fetched from `robots_url`, whatever bytes it has."""
        # What broke off in the middle has a status and no body: that is no empty robots.txt.
        status = fetched.status if fetched.outcome in _ANSWERS else None
        text = fetched.body[:LARGEST].decode("utf-8-sig", "replace")
        # No rule has a NUL, and not every database can store one.
        return cls(status, text.replace("\0", ""))

    def allows(self, url: str) -> bool:
        """Whether `url`, an address of this host, may be fetched."""
        return self.refusal(url) is None

    def refusal(self, url: str) -> str | None:
        """Return why `url` may not be fetched, in words; None where it may be.

        Without an answer, or with a server error, nothing may be for now; without a robots.txt
        (any other 4xx, or redirections that lead nowhere) all may be.
        """
        if self._rules is None:
            return _no_rules(self.status)
        try:
            allowed = self._rules.can_fetch(url, PRODUCT)
        except ValueError:
            return "the address cannot be compared with the rules of robots.txt"
        return None if allowed else "the site's robots.txt does not let us fetch this page"

    @property
    def for_now(self) -> bool:
        """Whether nothing may be fetched only because there was no answer, and that may change."""
        return self._rules is None and _no_rules(self.status) is not None

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between two requests that the host asks for, at most `LONGEST_DELAY`, if any."""
        delay = self._rules.crawl_delay(PRODUCT) if self._rules is not None else None
        return None if delay is None else min(delay, LONGEST_DELAY)


def robots_url(url: str) -> str | None:
    """Return where the robots.txt of an address is; None where it is no address on the web."""
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
    """The text with one name for all crawlers but us and those that have no rules of their own."""
    return "\n".join(_renamed(line) for line in text.splitlines())


def _renamed(line: str) -> str:
    found = _AGENT_LINE.fullmatch(line.partition("#")[0])
    if found is None:
        return line
    token = _TOKEN.match(found[1].strip())
    name = token[0].lower() if token is not None else ""
    return f"user-agent: {name if name in {PRODUCT, '*'} else 'another'}"
