"""The reasons why there is no body, in words for readers of a list of feeds."""

from __future__ import annotations

import re
import socket
import ssl
from http import HTTPStatus
from http.client import BadStatusLine, UnknownProtocol
from typing import TYPE_CHECKING, Final

from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    IncompleteRead,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    ReadTimeoutError,
    SSLError,
)

from worker.fetch.connections import OverBudgetError
from worker.fetch.guard import RefusedAddressError
from worker.fetch.headers import HeaderError

if TYPE_CHECKING:
    from worker.records import FetchOutcome

_STATUS: Final = {
    401: "it asks for a password",
    402: "it requires payment",
    403: "it does not let us in",
    404: "nothing is at this address",
    406: "it has no format of this that we read",
    407: "the proxy asks for a password",
    410: "it was removed for good",
    429: "we ask too often",
    451: "it may not be shown, for legal reasons",
    500: "the server failed",
    502: "its upstream server failed",
    503: "the server is away or too busy",
    504: "its upstream server did not answer",
}

# Errors whose messages quote the server.
_QUOTING: Final = (BadStatusLine, UnknownProtocol)
_PROXY: Final = "the proxy"
_TUNNEL: Final = re.compile(r"Tunnel connection failed: (\d{3})")


def status_reason(status: int) -> str:
    """Return an HTTP status in words, such as "404 Not Found: nothing is at this address"."""
    try:
        name = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        name = f"{status}, which is not a status of HTTP"
    words = _STATUS.get(status)
    return f"{name}: {words}" if words else name


def explain(error: Exception, host: str) -> tuple[FetchOutcome, str]:
    """Return the outcome of an attempt at `host` that ended with an error, and the reason.

    Nothing that a server sent is repeated: it may repeat what it was sent, such as a password.
    """
    if isinstance(error, RefusedAddressError | HeaderError):
        return "refused", str(error)
    if isinstance(error, LocationParseError):
        return "refused", "the address is not well formed"
    if isinstance(error, OverBudgetError):
        return "too_large", "more came than is read from one address"
    if isinstance(error, ProxyError):
        return _proxy_failed(error.original_error, host)
    return _no_connection(error, host) or _bad_answer(error, host)


def _no_connection(error: Exception, host: str) -> tuple[FetchOutcome, str] | None:
    """Return why the host did not answer; None where it did answer."""
    if isinstance(error, socket.gaierror):
        # Only with a proxy: otherwise the connection reports that the name is not known.
        return "unreachable", f"the name {host} is not known here, so no proxy is asked for it"
    # First: to urllib3 it is one of the timeouts.
    if isinstance(error, NewConnectionError):
        return "unreachable", _connection_reason(error, host)
    if isinstance(error, ConnectTimeoutError):
        return "timeout", f"{host} could not be connected to in time"
    if isinstance(error, ReadTimeoutError | TimeoutError):
        return "timeout", f"{host} did not answer in full in time"
    return None


def _connection_reason(error: NewConnectionError, host: str) -> str:
    if isinstance(error, NameResolutionError):
        return f"the name {'of ' if host == _PROXY else ''}{host} is not known"
    cause = error.__cause__
    if isinstance(cause, ConnectionRefusedError):
        return f"{host} refuses the connection"
    if isinstance(cause, OSError) and cause.strerror:
        return f"{host} cannot be reached: {cause.strerror.lower()}"
    return f"{host} cannot be reached"


def _bad_answer(error: Exception, host: str) -> tuple[FetchOutcome, str]:
    """Return what went wrong after the connection was open."""
    if isinstance(error, SSLError | ssl.SSLError):
        inner = error.args[0] if error.args else error
        verdict = getattr(inner, "verify_message", "")
        if verdict:
            return "unreachable", f"the certificate of {host} is not valid: {verdict}"
        return "unreachable", f"{host} offers no TLS that we accept"
    if isinstance(error, IncompleteRead) or _caused_by(error, IncompleteRead):
        return "broken", f"{host} closed the connection before the end"
    if isinstance(error, DecodeError):
        return "broken", f"{host} sent a body that does not decompress"
    if isinstance(error, ProtocolError):
        return _no_answer(error, host)
    return "broken", f"the request to {host} failed: {_short(error)}"


def _proxy_failed(error: Exception, host: str) -> tuple[FetchOutcome, str]:
    tunnel = _TUNNEL.match(str(error))
    if tunnel is not None:
        reason = status_reason(int(tunnel[1]))
        return "unreachable", f"the proxy cannot connect to {host}: {reason}"
    return explain(error, _PROXY)


def _no_answer(error: ProtocolError, host: str) -> tuple[FetchOutcome, str]:
    cause = error.args[-1] if error.args else error
    if type(cause) in _QUOTING:
        return "broken", f"{host} did not answer in HTTP"
    return "broken", f"{host} did not answer in HTTP: {_short(error)}"


def _caused_by(error: Exception, kind: type[Exception]) -> bool:
    return any(isinstance(argument, kind) for argument in error.args)


def _short(error: Exception) -> str:
    inner = error.args[-1] if error.args else error
    return (str(inner) or type(inner).__name__)[:200]
