"""The Fetcher: one GET with all its redirects, within limits, whose result is always a value.

Nothing that a server does raises. Redirects are followed here and not by urllib3, so that each hop
is counted, recorded as permanent or not, and checked by the guard.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from http.client import RemoteDisconnected
from typing import TYPE_CHECKING, Final

from urllib3 import BaseHTTPResponse, HTTPResponse, Timeout
from urllib3.exceptions import HTTPError, ProtocolError
from urllib3.util import make_headers, parse_url

from worker.fetch.connections import Budget, OverBudgetError, spending
from worker.fetch.guard import Guard, RefusedAddressError
from worker.fetch.headers import checked_headers
from worker.fetch.pools import direct, through_proxy
from worker.fetch.reasons import explain, status_reason
from worker.fetch.redirects import RedirectTrail, StoppedError, redirection
from worker.records import Fetched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType
    from typing import Self

    from worker.records import FetchOutcome

_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.8, */*;q=0.5"
)
_CHUNK: Final = 64 * 1024
"""Bytes of a body that are read at a time, so that a body that is too large is noticed early."""

_GOOD: Final = range(200, 300)
_NOT_MODIFIED: Final = 304
_GONE: Final = 410
_CLOSED: Final = frozenset({401, 403})
# Not allowed in headers, and not every database can store them.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
# Compressions that some servers send unasked; read as they are, they would look like broken feeds.
_UNREAD_CODINGS: Final = frozenset({"br", "zstd", "compress"}) - frozenset(
    HTTPResponse.CONTENT_DECODERS
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The time and the size that one attempt may take, including its redirects.

    `wire_bytes` counts headers and compressed bodies, `body_bytes` the decompressed body.
    """

    connect_seconds: float = 10
    read_seconds: float = 20
    total_seconds: float = 60
    wire_bytes: int = 10_000_000
    body_bytes: int = 10_000_000
    redirects: int = 8


class Fetcher:
    """Fetches addresses over HTTP; one per process, shared by its threads.

    `user_agent` names the product and a contact. `allow` names the hosts and addresses that may be
    asked although they are private.

    With a `proxy` (`http://` or `https://`, with a user and password if needed) only the proxy is
    connected to. The guard can then check a name only before the request, at every hop, by looking
    it up here; a name that this machine cannot resolve is refused, unless it is allowed. What the
    proxy resolves a name to (DNS rebinding, its internal names) only the proxy can check: one with
    access to the internet should refuse private addresses. It sees the addresses, headers and
    bodies of plain http.

    Raises:
        SetupError: the proxy's address is not valid.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allow: Iterable[str] = (),
        limits: Limits | None = None,
        guard: Guard | None = None,
        proxy: str | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._headers = make_headers(accept_encoding=True, user_agent=user_agent)
        self._headers["accept"] = _ACCEPT
        self._guard = guard or Guard(allow)
        self._proxied = proxy is not None
        self._pools = direct(self._guard) if proxy is None else through_proxy(proxy)

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
        """Close the pooled connections."""
        self._pools.clear()

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Fetched:
        """Return the result of one GET: the body at `url`, or the reason why there is none.

        `etag` and `last_modified` are the validators of an earlier answer, sent as given.
        `headers` belong to the feed, such as those of `basic_auth`: they are sent to the scheme,
        host and port of `url` and nowhere else that it redirects to. If they cannot be sent as
        given, the outcome is "refused"; `checked_headers` checks them beforehand.
        """
        started = time.monotonic()
        limits = self._limits
        budget = Budget(seconds=limits.total_seconds, wire_bytes=limits.wire_bytes)
        validators = {"if-none-match": etag, "if-modified-since": last_modified}
        given = {name: value for name, value in validators.items() if value}
        trail = RedirectTrail(url, url)
        with spending(budget):
            try:
                trail.feed_headers = checked_headers(headers or {})
                fetched = self._follow(trail, given, budget)
            except StoppedError as stopped:
                fetched = stopped.fetched
            except (HTTPError, RefusedAddressError, OverBudgetError, OSError, ValueError) as error:
                fetched = trail.result(*explain(error, _host(trail.url)))
        succeeded = fetched.outcome in {"ok", "not_modified"}
        return replace(
            fetched,
            bytes_read=budget.bytes_read,
            milliseconds=round((time.monotonic() - started) * 1000),
            permanent=trail.permanent if succeeded else None,
        )

    def _follow(self, trail: RedirectTrail, validators: dict[str, str], budget: Budget) -> Fetched:
        while True:
            trail.check_address()
            if self._proxied:
                self._check_host(trail.url, budget)
            response = self._send(trail.url, {**self._headers, **trail.feed_headers, **validators})
            try:
                trail.status = response.status
                target = redirection(response, trail.url)
                if target is None:
                    return self._read(response, trail, conditional=bool(validators))
            finally:
                # Closes the connection unless the body was read to its end: the rest is unwanted.
                response.close()
            trail.step(target, most=self._limits.redirects)

    def _check_host(self, url: str, budget: Budget) -> None:
        """Check the host that the proxy will be asked to connect to."""
        parts = parse_url(url)
        seconds = min(self._limits.connect_seconds, budget.seconds)
        self._guard.check(parts.host or "", parts.port or 0, seconds=max(seconds, 0.0))

    def _send(self, url: str, headers: dict[str, str]) -> BaseHTTPResponse:
        limits = self._limits
        timeout = Timeout(connect=limits.connect_seconds, read=limits.read_seconds)
        for last in (False, True):
            try:
                return self._pools.urlopen(
                    "GET",
                    url,
                    headers=headers,
                    timeout=timeout,
                    redirect=False,
                    preload_content=False,
                )
            except ProtocolError as error:
                # A pooled connection that the server had just closed: retry once, on a new one.
                if last or not isinstance(error.args[-1], RemoteDisconnected):
                    raise
        raise AssertionError("the second attempt returns or raises")

    def _read(
        self, response: BaseHTTPResponse, trail: RedirectTrail, *, conditional: bool
    ) -> Fetched:
        status = response.status
        if status == _NOT_MODIFIED and conditional:
            return _with_headers(
                Fetched(trail.requested, trail.url, "not_modified", status), response
            )
        if status not in _GOOD:
            outcome: FetchOutcome = "gone" if status == _GONE else "http_error"
            reason = status_reason(status)
            if trail.dropped and status in _CLOSED:
                reason += "; the feed's headers are not sent to where it was redirected"
            return _with_headers(trail.result(outcome, reason), response)
        body = self._body(response, trail)
        fetched = Fetched(trail.requested, trail.url, "ok", status, body=body)
        return _with_headers(fetched, response)

    def _body(self, response: BaseHTTPResponse, trail: RedirectTrail) -> bytes:
        limit = self._limits.body_bytes
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self._limits.wire_bytes:
            raise trail.stop("too_large", f"it has {int(declared[:20]):,} bytes, too many to read")
        coding = response.headers.get("content-encoding", "").strip().lower()
        if coding in _UNREAD_CODINGS:
            raise trail.stop("broken", f"it came compressed as {coding}, which was not asked for")
        chunks: list[bytes] = []
        size = 0
        while chunk := response.read(_CHUNK, decode_content=True):
            size += len(chunk)
            if size > limit:
                raise trail.stop("too_large", f"it decompresses to more than {limit:,} bytes")
            chunks.append(chunk)
        return b"".join(chunks)


def _with_headers(fetched: Fetched, response: BaseHTTPResponse) -> Fetched:
    def header(name: str) -> str | None:
        value = response.headers.get(name)
        return None if value is None or _CONTROLS.search(value) else value

    return replace(
        fetched,
        etag=header("etag"),
        last_modified=header("last-modified"),
        content_type=header("content-type"),
        retry_after=header("retry-after"),
        cache_control=header("cache-control"),
        age=header("age"),
        expires=header("expires"),
    )


def _host(url: str) -> str:
    try:
        return parse_url(url).host or "the server"
    except HTTPError:
        return "the server"
