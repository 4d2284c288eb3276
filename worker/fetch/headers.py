"""The headers of a feed: checked before they are stored or sent, and shown nowhere.

Their values are often secrets, so no message here repeats one. A name that is not valid is not
repeated either, since it may be a whole header that was given in the wrong place.
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
# They name the host, frame the answer or make the request conditional: the Fetcher sets them.
_RESERVED: Final = frozenset(
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
    """A header cannot be sent as it was given; the message says why and leaves out its value."""


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a feed as they are sent, names in lower case.

    Raises:
        HeaderError: a name or a value is not valid, or a feed may not set the header.
    """
    checked = {}
    for given, value in headers.items():
        name = given.lower()
        if not _NAME.fullmatch(name):
            raise HeaderError("a header's name has only letters, digits and hyphens")
        if name in _RESERVED:
            raise HeaderError(f"a feed may not set the header {name}")
        if not _VALUE.fullmatch(value):
            raise HeaderError(f"the header {name} has a line break or a character outside Latin-1")
        checked[name] = value.strip(" \t")
    return checked


def basic_auth(user: str, password: str) -> dict[str, str]:
    """Return the header of basic authentication for a user and password.

    Raises:
        HeaderError: the user name has a colon, which would end it.
    """
    if ":" in user:
        raise HeaderError("a user name for basic authentication cannot have a colon")
    return {"authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode()}


def same_origin(one: str, other: str) -> bool:
    """Return whether two addresses have the same scheme, host and port.

    A feed's headers are sent to its origin only. A text that is not an address has none.
    """
    try:
        return _origin(one) == _origin(other)
    except LocationParseError:
        return False


def _origin(url: str) -> tuple[str | None, str | None, int | None]:
    parts = parse_url(url)
    return parts.scheme, parts.host, parts.port or _PORTS.get(parts.scheme or "")
