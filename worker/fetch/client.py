"""The Fetcher: one GET with all its redirections, within limits, as a value.

Nothing that a server does raises. Redirections are followed here and not by urllib3, so that each
hop is counted, remembered as permanent or not, and judged by the guard.
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
from worker.fetch.pools import straight, through_proxy
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
_GOOD: Final = range(200, 300)
_NOT_MODIFIED: Final = 304
_GONE: Final = 410
_CLOSED: Final = frozenset({401, 403})
# No header may have them, and not every database can store them.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
# What some servers send unasked; read as it is, it would pass for a feed that is broken.
_UNREAD_CODINGS: Final = frozenset({"br", "zstd", "compress"}) - frozenset(
    HTTPResponse.CONTENT_DECODERS
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much one attempt may take, redirections included."""

    connect_seconds: float = 10
    read_seconds: float = 20
    total_seconds: float = 60
    wire_bytes: int = 10_000_000
    body_bytes: int = 10_000_000
    redirects: int = 8


class Fetcher:
    """Gets addresses over HTTP; one to a process, shared by its threads.

    `user_agent` names the product and whom to write to. `allow` names the hosts and addresses
    that may be asked although they are private.

    With a `proxy` (`http://` or `https://`, a user and password in it if need be) no machine but
    the proxy is connected to, so the guard can judge a name only before the proxy is asked for it,
    at every hop, by looking it up here. A name that this machine does not know is therefore not
    asked for, unless it is allowed. What the proxy finds under a name when it looks it up itself
    (DNS rebinding, names of its own) is the proxy's to judge: one that goes out to the internet
    should refuse private addresses. It sees the addresses, headers and bodies of plain http.

    Raises:
        SetupError: the proxy's address is none.
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
        self._pools = straight(self._guard) if proxy is None else through_proxy(proxy)

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
        self._pools.clear()

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Fetched:
        """Return what is at `url` now, or why nothing came; validators are sent as given.

        `headers` are the feed's own, such as those of `basic_auth`: they go to the scheme, host
        and port of `url` and to no other place that it leads to. Those that cannot be sent as
        given make the outcome "refused"; `checked_headers` says so beforehand.
        """
        started = time.monotonic()
        limits = self._limits
        budget = Budget(seconds=limits.total_seconds, wire_bytes=limits.wire_bytes)
        validators = {"if-none-match": etag, "if-modified-since": last_modified}
        known = {name: value for name, value in validators.items() if value}
        trail = RedirectTrail(url, url)
        with spending(budget):
            try:
                trail.own_headers = checked_headers(headers or {})
                fetched = self._follow(trail, known, budget)
            except StoppedError as stopped:
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

    def _follow(self, trail: RedirectTrail, validators: dict[str, str], budget: Budget) -> Fetched:
        while True:
            trail.check_address()
            if self._proxied:
                self._judge(trail.url, budget)
            response = self._ask(trail.url, {**self._headers, **trail.own_headers, **validators})
            try:
                trail.status = response.status
                target = redirection(response, trail.url)
                if target is None:
                    return self._read(response, trail, conditional=bool(validators))
            finally:
                # Closed unless it was read to its end: the rest of a body is not worth its bytes.
                response.close()
            trail.step(target, most=self._limits.redirects)

    def _judge(self, url: str, budget: Budget) -> None:
        """Judge the machine that a proxy is about to be asked for."""
        parts = parse_url(url)
        seconds = min(self._limits.connect_seconds, budget.seconds)
        self._guard.check(parts.host or "", parts.port or 0, seconds=max(seconds, 0.0))

    def _ask(self, url: str, headers: dict[str, str]) -> BaseHTTPResponse:
        limits = self._limits
        patience = Timeout(connect=limits.connect_seconds, read=limits.read_seconds)
        for last in (False, True):
            try:
                return self._pools.urlopen(
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
                reason += "; the feed's own headers are not sent to where it was redirected"
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
