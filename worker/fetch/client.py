"""The Fetcher: one GET with all its redirections, within limits, as a value.

Nothing that a server does raises. Redirections are followed here and not by urllib3, so that each
hop is counted, remembered as permanent or not, and judged by the guard.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from http.client import RemoteDisconnected
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError, ProtocolError
from urllib3.util import make_headers, parse_url

from worker.fetch.connections import Budget, OverBudgetError, pool_classes, spending, tls_context
from worker.fetch.guard import Guard, RefusedAddressError
from worker.fetch.reasons import explain, status_reason
from worker.records import Fetched

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import Self

    from worker.records import FetchOutcome

_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.8, */*;q=0.5"
)
_CHUNK: Final = 64 * 1024
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})
_GOOD: Final = range(200, 300)
_NOT_MODIFIED: Final = 304
_GONE: Final = 410


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much one attempt may take, redirections included."""

    connect_seconds: float = 10
    read_seconds: float = 20
    total_seconds: float = 60
    wire_bytes: int = 10_000_000
    body_bytes: int = 10_000_000
    redirects: int = 8


class _StoppedError(Exception):
    """The attempt ends here, with an outcome that is no fault of the connection."""

    def __init__(self, fetched: Fetched) -> None:
        super().__init__(fetched.reason)
        self.fetched = fetched


@dataclass(slots=True)
class _Trail:
    """Where an attempt stands: the address now asked, and how it was led there."""

    requested: str
    url: str
    status: int | None = None
    permanent: str | None = None
    only_permanent: bool = True
    hops: int = 0

    def result(self, outcome: FetchOutcome, reason: str) -> Fetched:
        """What is handed back when there is no body."""
        return Fetched(self.requested, self.url, outcome, self.status, reason)


class Fetcher:
    """Gets addresses over HTTP; one to a process, shared by its threads.

    `user_agent` names the product and whom to write to. `allow` names the hosts and addresses
    that may be asked although they are private.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allow: Iterable[str] = (),
        limits: Limits | None = None,
        guard: Guard | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._headers = make_headers(accept_encoding=True, user_agent=user_agent)
        self._headers["accept"] = _ACCEPT
        self._pool = PoolManager(num_pools=64, maxsize=4, ssl_context=tls_context(), retries=False)
        self._pool.pool_classes_by_scheme = pool_classes(guard or Guard(allow))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._pool.clear()

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Return what is at `url` now, or why nothing came; validators are sent as given."""
        started = time.monotonic()
        headers = dict(self._headers)
        if etag:
            headers["if-none-match"] = etag
        if last_modified:
            headers["if-modified-since"] = last_modified
        limits = self._limits
        budget = Budget(seconds=limits.total_seconds, wire_bytes=limits.wire_bytes)
        trail = _Trail(url, url)
        with spending(budget):
            try:
                fetched = self._follow(trail, headers)
            except _StoppedError as stopped:
                fetched = stopped.fetched
            except (HTTPError, RefusedAddressError, OverBudgetError, OSError, ValueError) as error:
                fetched = trail.result(*explain(error, _host(trail.url)))
        taken = fetched.outcome in {"ok", "not_modified"}
        return replace(
            fetched,
            bytes_read=budget.bytes_read,
            milliseconds=round((time.monotonic() - started) * 1000),
            permanent=trail.permanent if taken else None,
        )

    def _follow(self, trail: _Trail, headers: dict[str, str]) -> Fetched:
        seen = set()
        while True:
            _check_address(trail)
            seen.add(trail.url)
            response = self._ask(trail.url, headers)
            try:
                trail.status = response.status
                target = _redirection(response, trail)
                if target is None:
                    conditional = "if-none-match" in headers or "if-modified-since" in headers
                    return self._read(response, trail, conditional=conditional)
            finally:
                # Closed unless it was read to its end: the rest of a body is not worth its bytes.
                response.close()
            _step(trail, target)
            if target in seen:
                raise _StoppedError(trail.result("redirect_loop", f"it leads back to {target}"))
            if trail.hops > self._limits.redirects:
                raise _StoppedError(
                    trail.result("redirect_loop", f"more than {self._limits.redirects} redirects")
                )

    def _ask(self, url: str, headers: dict[str, str]) -> BaseHTTPResponse:
        limits = self._limits
        patience = Timeout(connect=limits.connect_seconds, read=limits.read_seconds)
        for last in (False, True):
            try:
                return self._pool.urlopen(
                    "GET",
                    url,
                    headers=headers,
                    timeout=patience,
                    redirect=False,
                    preload_content=False,
                )
            except ProtocolError as error:
                # A kept connection that the server had just closed: ask once more, on a new one.
                if last or not isinstance(error.args[-1], RemoteDisconnected):
                    raise
        raise AssertionError("the second attempt returns or raises")

    def _read(self, response: BaseHTTPResponse, trail: _Trail, *, conditional: bool) -> Fetched:
        status = response.status
        if status == _NOT_MODIFIED and conditional:
            return _with_headers(
                Fetched(trail.requested, trail.url, "not_modified", status), response
            )
        if status not in _GOOD:
            outcome: FetchOutcome = "gone" if status == _GONE else "http_error"
            return _with_headers(trail.result(outcome, status_reason(status)), response)
        body = self._body(response, trail)
        fetched = Fetched(trail.requested, trail.url, "ok", status, body=body)
        return _with_headers(fetched, response)

    def _body(self, response: BaseHTTPResponse, trail: _Trail) -> bytes:
        limit = self._limits.body_bytes
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self._limits.wire_bytes:
            raise _StoppedError(
                trail.result("too_large", f"it has {int(declared[:20]):,} bytes, too many to read")
            )
        chunks: list[bytes] = []
        size = 0
        while chunk := response.read(_CHUNK, decode_content=True):
            size += len(chunk)
            if size > limit:
                raise _StoppedError(
                    trail.result("too_large", f"it decompresses to more than {limit:,} bytes")
                )
            chunks.append(chunk)
        return b"".join(chunks)


def _check_address(trail: _Trail) -> None:
    """Stop at what is no plain HTTP address; the machine behind it is the guard's to judge."""
    parts = parse_url(trail.url)
    if parts.scheme not in {"http", "https"}:
        reason = f"{parts.scheme or 'no scheme'}: only http and https are fetched"
    elif not parts.host:
        reason = "the address names no host"
    elif parts.auth is not None:
        reason = "the address carries a user name, which is not sent"
    else:
        return
    raise _StoppedError(trail.result("refused", reason))


def _redirection(response: BaseHTTPResponse, trail: _Trail) -> str | None:
    location = response.headers.get("location")
    if response.status not in _REDIRECTS or not location:
        return None
    with suppress(UnicodeError):
        # Header bytes come as Latin-1; those that are no ASCII are UTF-8 in practice.
        location = location.encode("latin-1").decode("utf-8")
    return urljoin(trail.url, location.strip()).partition("#")[0]


def _step(trail: _Trail, target: str) -> None:
    trail.only_permanent = trail.only_permanent and trail.status in _PERMANENT
    if trail.only_permanent:
        trail.permanent = target
    trail.url = target
    trail.hops += 1


def _with_headers(fetched: Fetched, response: BaseHTTPResponse) -> Fetched:
    headers = response.headers
    return replace(
        fetched,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        content_type=headers.get("content-type"),
        retry_after=headers.get("retry-after"),
        cache_control=headers.get("cache-control"),
    )


def _host(url: str) -> str:
    try:
        return parse_url(url).host or "the server"
    except HTTPError:
        return "the server"
