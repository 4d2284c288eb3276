"""What requests for a feed need: its address, its headers, the private hosts permitted."""

import sys
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from worker.errors import RejectedError
from worker.fetch.headers import HeaderError, basic_auth, checked_headers

Allow = Annotated[
    list[str] | None,
    typer.Option(
        metavar="HOST", help="A private host that this feed and its pages may be fetched from."
    ),
]
"""The option that permits private hosts."""


def host_of(url: str) -> str:
    """Return the host of a feed's address.

    Raises:
        RejectedError: it is no address of a feed.
    """
    try:
        host = urlsplit(url).hostname if url.startswith(("http://", "https://")) else None
    except ValueError:
        host = None
    if not host:
        raise RejectedError(f"{url!r} is no address of a feed, such as https://example.org/rss")
    return host


def signed_address(url: str) -> tuple[str, dict[str, str]]:
    """Return an address without the user name and password in it, and the header they make."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url, {}
    if parts.username is None or not parts.hostname:
        return url, {}
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    bare = parts._replace(netloc=f"{host}{port}").geturl()
    return bare, basic_auth(unquote(parts.username), unquote(parts.password or ""))


def headers_of(given: list[str], user: str | None) -> dict[str, str]:
    """Return the headers that go with a feed's requests, as they are sent.

    Raises:
        RejectedError: one of them is no header; the message does not repeat it.
    """
    headers = {}
    for header in given:
        name, colon, value = header.partition(":")
        if not colon:
            raise RejectedError("--header: a header is 'NAME: VALUE'")
        headers[name.strip()] = value.strip()
    try:
        if user is not None:
            headers |= basic_auth(user, _password(user))
        return checked_headers(headers)
    except HeaderError as error:
        raise RejectedError(f"--header: {error}") from None


def _password(user: str) -> str:
    if sys.stdin.isatty():
        return str(typer.prompt(f"password of {user}", hide_input=True))
    return sys.stdin.readline().rstrip("\n")
