"""Connections that ask the guard before they connect, and sockets that keep to a budget.

A socket's timeout restarts with every byte. So each socket here checks, before and after it
receives, the budget of its thread's attempt: the time that is left, and the bytes that are left,
including headers and compressed bodies.
"""

from __future__ import annotations

import logging
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.ssl_ import create_urllib3_context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.fetch.guard import Address, Guard

_MOST_ADDRESSES: Final = 4
"""Addresses of a name that are tried, at most: it may have dozens, and each can time out."""

# It logs headers that it cannot parse: a server may repeat what it was sent, such as a password.
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)


class OverBudgetError(Exception):
    """More bytes came over the wire than one attempt may read."""


class Budget:
    """What one attempt may still use: the time until `deadline` (monotonic), and `wire_bytes`."""

    def __init__(self, *, seconds: float, wire_bytes: int) -> None:
        self.deadline = time.monotonic() + seconds
        self.wire_bytes = wire_bytes
        self.bytes_read = 0

    @property
    def seconds(self) -> float:
        """The seconds that are left; zero or less when the time is over."""
        return self.deadline - time.monotonic()

    def limit_timeout(self, sock: socket.socket) -> None:
        """Limit a socket's timeout to the time that is left.

        Raises:
            TimeoutError: no time is left.
        """
        left = self.seconds
        if left <= 0:
            raise TimeoutError("the time for this attempt is over")
        timeout = sock.gettimeout()
        if timeout is None or timeout > left:
            sock.settimeout(left)

    def spend(self, count: int) -> None:
        """Count received bytes.

        Raises:
            OverBudgetError: more came than the attempt may read.
        """
        self.bytes_read += count
        if self.bytes_read > self.wire_bytes:
            raise OverBudgetError


class _Attempt(threading.local):
    """The budget of this thread's attempt; None between attempts."""

    budget: Budget | None = None


_attempt: Final = _Attempt()


@contextmanager
def spending(budget: Budget) -> Iterator[None]:
    """Charge all that this thread receives within the block to one budget."""
    _attempt.budget = budget
    try:
        yield
    finally:
        _attempt.budget = None


class _Budgeted(socket.socket):
    """A socket that charges what it receives to its thread's attempt."""

    def recv(self, *args: Any, **options: Any) -> bytes:  # noqa: ANN401 - socket's signature
        # Only TLS inside a proxy's TLS reads with this; everything else reads into a buffer.
        _limit_timeout(self)
        data = super().recv(*args, **options)
        _spend(len(data))
        return data

    def recv_into(self, *args: Any, **options: Any) -> int:  # noqa: ANN401 - socket's signature
        _limit_timeout(self)
        count = super().recv_into(*args, **options)
        _spend(count)
        return count


class _BudgetedTLS(_Budgeted, ssl.SSLSocket):
    def do_handshake(self, block: bool = False) -> None:  # noqa: FBT001, FBT002 - ssl's signature
        _limit_timeout(self)
        super().do_handshake(block)


def _limit_timeout(sock: socket.socket) -> None:
    if _attempt.budget is not None:
        _attempt.budget.limit_timeout(sock)


def _spend(count: int) -> None:
    if _attempt.budget is not None:
        _attempt.budget.spend(count)


def tls_context() -> ssl.SSLContext:
    """Return the TLS settings of all connections: certificates are checked, the budget applies."""
    context = create_urllib3_context()
    context.load_default_certs()
    context.sslsocket_class = _BudgetedTLS
    return context


def pool_classes(guard: Guard) -> dict[str, type[HTTPConnectionPool]]:
    """Return urllib3's pools by scheme, with connections that ask `guard` first."""

    class GuardedConnection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, guard)

    class GuardedTLSConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, guard)

    class GuardedPool(HTTPConnectionPool):
        ConnectionCls = GuardedConnection

    class GuardedTLSPool(HTTPSConnectionPool):
        ConnectionCls = GuardedTLSConnection

    return {"http": GuardedPool, "https": GuardedTLSPool}


def _connect(connection: HTTPConnection, guard: Guard) -> socket.socket:
    """Open a socket to a checked address of the connection's host, without a second look-up."""
    port = connection.port or connection.default_port
    timeout = _timeout(connection)
    try:
        addresses = guard.addresses(connection.host, port, seconds=timeout)
    except socket.gaierror as error:
        raise NameResolutionError(connection.host, connection, error) from error
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, str(error)) from error
    failure: OSError = OSError("no address")
    for address in addresses[:_MOST_ADDRESSES]:
        try:
            return _open(address, port, _timeout(connection))
        except OSError as error:
            failure = error
    if isinstance(failure, TimeoutError):
        raise ConnectTimeoutError(connection, str(failure)) from failure
    raise NewConnectionError(connection, str(failure)) from failure


def _timeout(connection: HTTPConnection) -> float:
    """The seconds that this step may take: the connection's, or the attempt's if fewer."""
    given = connection.timeout
    timeout = float(given) if isinstance(given, int | float) else 10.0
    budget = _attempt.budget
    left = timeout if budget is None else min(timeout, budget.seconds)
    if left <= 0:
        raise ConnectTimeoutError(connection, "the time for this attempt is over")
    return left


def _open(address: Address, port: int, seconds: float) -> socket.socket:
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6  # noqa: PLR2004 - IPv4
    sock = _Budgeted(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(seconds)
        sock.connect((str(address), port))
    except BaseException:
        sock.close()
        raise
    return sock
