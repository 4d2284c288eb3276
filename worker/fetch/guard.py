"""The machines that may be asked: public ones, and the private ones that were allowed by name.

The check is where the connection is opened: the name is resolved once, its addresses are checked,
and the socket is opened to the checked address itself. A name that resolves differently the second
time (DNS rebinding) gains nothing, and every hop of a redirect is checked here too.
"""

from __future__ import annotations

import queue
import re
import socket
import threading
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Address = IPv4Address | IPv6Address

# Ranges that `is_global` accepts in some version of Python, although nothing public answers there.
_NEVER: Final = tuple(
    ip_network(block)
    for block in (
        "168.63.129.16/32",  # Azure's platform server, on a public address
        "192.0.0.0/24",  # IETF protocol assignments, Oracle's metadata among them
        "192.88.99.0/24",  # the withdrawn 6to4 relay
        "64:ff9b:1::/48",  # NAT64 of a local network
        "100::/64",  # discarded
        "2001::/23",  # IETF protocol assignments, Teredo among them
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # the old site-local range
    )
)
_NAT64: Final = ip_network("64:ff9b::/96")
_COMPATIBLE: Final = ip_network("::/96")
# Every resolver reads a host whose last label is a number as an address, in any spelling.
_NUMERIC: Final = re.compile(r"(?:^|\.)(?:0x[0-9a-f]*|[0-9]+)\.?$", re.IGNORECASE)


class RefusedAddressError(Exception):
    """The address may not be asked; the message says which one and why."""


def resolve_name(host: str, port: int, *, seconds: float) -> list[Address]:
    """Return the addresses of a host name, in the order in which they should be tried.

    The system's resolver has no timeout, so it runs in a thread that is abandoned when the time is
    over.

    Raises:
        OSError: the name has no address (`socket.gaierror`), or none was found in time.
    """
    answers: queue.SimpleQueue[list[Address] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([ip_address(str(row[4][0]).partition("%")[0]) for row in found])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True, name=f"resolve {host}").start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"the name {host} was not resolved within {seconds:g} s") from None
    if isinstance(answer, UnicodeError):
        raise socket.gaierror(f"{host} is not a host name")
    if isinstance(answer, OSError):
        raise answer
    return answer


class Guard:
    """Checks the addresses of hosts; `allow` names hosts and addresses that may be private."""

    def __init__(
        self,
        allow: Iterable[str] = (),
        *,
        resolve: Callable[..., list[Address]] = resolve_name,
    ) -> None:
        self._allow = frozenset(name.lower().strip("[].") for name in allow)
        self._resolve = resolve

    def addresses(self, host: str, port: int, *, seconds: float = 10) -> list[Address]:
        """Return the addresses of `host` that may be connected to, at least one.

        Raises:
            RefusedAddressError: none of them may be.
            OSError: the name has no address, or none was found in time.
        """
        name = host.lower().strip("[].")
        found = self._find(name, port, seconds)
        if name in self._allow:
            return found
        kept = [address for address in found if self._may(address)]
        if not kept:
            raise _refusal(host, found)
        return kept

    def check(self, host: str, port: int, *, seconds: float = 10) -> None:
        """Check a host that a proxy will look up and connect to; an allowed one is not looked up.

        This is weaker than `addresses`: the proxy resolves the name again, and only the proxy can
        stop a name that resolves differently then (DNS rebinding).

        Raises:
            RefusedAddressError: one of its addresses may not be asked; it is not known which one
                the proxy will use.
            OSError: the name has no address here, or none was found in time.
        """
        name = host.lower().strip("[].")
        if name in self._allow:
            return
        found = self._find(name, port, seconds)
        refused = [address for address in found if not self._may(address)]
        if refused or not found:
            raise _refusal(host, refused)

    def _find(self, name: str, port: int, seconds: float) -> list[Address]:
        return self._literal(name) or self._resolve(name, port, seconds=seconds)

    def _may(self, address: Address) -> bool:
        return str(address) in self._allow or why_private(address) is None

    @staticmethod
    def _literal(name: str) -> list[Address]:
        try:
            return [ip_address(name.partition("%")[0])]
        except ValueError:
            if _NUMERIC.search(name):
                raise RefusedAddressError(
                    f"{name} is a number in an unusual spelling, not a host name"
                ) from None
            return []


def _refusal(host: str, refused: list[Address]) -> RefusedAddressError:
    where = str(refused[0]) if refused else "no address"
    why = why_private(refused[0]) if refused else "nothing to connect to"
    shown = where if where == host.strip("[]") else f"{host} ({where})"
    return RefusedAddressError(
        f"{shown} is not on the public internet: {why}; allow it by name if it is one of yours"
    )


def why_private(address: Address) -> str | None:
    """Return why an address is not on the public internet, or None where it is."""
    inner = _embedded(address)
    if inner is not None:
        why = why_private(inner)
        return why and f"it contains {inner}, {why}"
    if address.is_loopback:
        return "this machine itself"
    if address.is_link_local:
        return "link-local, where cloud metadata is served"
    if address.is_multicast or address.is_unspecified:
        return "not the address of one machine"
    if not address.is_global or any(address in block for block in _NEVER):
        return "a private or reserved range"
    return None


def _embedded(address: Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 one, if a connection would reach that address."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _COMPATIBLE and int(address) > 1:
        return IPv4Address(int(address))
    return None
