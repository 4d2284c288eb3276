"""Headers of a feed's own: checked before they are kept or sent, and shown nowhere.

Their values are secrets more often than not, so no message here repeats one; nor a name that is
none, since it may be a whole header that was given in the wrong place.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, Final

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")
_VALUE: Final = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
# They say whom is asked, how the answer is framed, or what is known: the Fetcher's own business.
_OURS: Final = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "if-modified-since",
        "if-none-match",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "range",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
_PORTS: Final = {"http": 80, "https": 443}


class HeaderError(ValueError):
    """A header cannot be sent as it was given; the message says why, without its value."""


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a feed as they are sent, names in lower case.

    Raises:
        HeaderError: a name or a value is no header's, or the header is not for a feed to set.
    """
    checked = {}
    for given, value in headers.items():
        name = given.lower()
        if not _NAME.fullmatch(name):
            raise HeaderError("a header's name has only letters, digits and hyphens")
        if name in _OURS:
            raise HeaderError(f"the header {name} is not for a feed to set")
        if not _VALUE.fullmatch(value):
            raise HeaderError(f"the header {name} has a line break or a character not of Latin-1")
        checked[name] = value.strip(" \t")
    return checked


def basic_auth(user: str, password: str) -> dict[str, str]:
    """Return the header by which a user signs in with a password.

    Raises:
        HeaderError: the user's name has a colon, which would end it.
    """
    if ":" in user:
        raise HeaderError("a user name for basic authentication has no colon")
    return {"authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode()}


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses have one scheme, host and port: whom a feed's headers are meant for.

    What is no address has no origin.
    """
    try:
        return _origin(one) == _origin(other)
    except LocationParseError:
        return False


def _origin(url: str) -> tuple[str | None, str | None, int | None]:
    parts = parse_url(url)
    return parts.scheme, parts.host, parts.port or _PORTS.get(parts.scheme or "")
