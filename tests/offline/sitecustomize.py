"""Nothing that a test starts connects to another machine: such a connection is an error at once.

Python imports this module by its name in every process with this folder in PYTHONPATH; the tests
add it, so that the rule is enforced in workers, beat and `up` too.
"""

import ipaddress
import socket
from typing import Any

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_sendto = socket.socket.sendto
_getaddrinfo = socket.getaddrinfo


def _is_beyond(host: str) -> bool:
    if host in {"localhost", ""}:
        return False
    try:
        return not ipaddress.ip_address(host.split("%", 1)[0]).is_loopback
    except ValueError:
        return True


def connect(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - as the library has it
    """Connect, if the address is on this machine."""
    _check(self, address)
    _connect(self, address)


def connect_ex(self: socket.socket, address: Any) -> int:  # noqa: ANN401 - likewise
    """Connect likewise, but return an error number."""
    _check(self, address)
    return _connect_ex(self, address)


def sendto(self: socket.socket, data: Any, *rest: Any) -> int:  # noqa: ANN401 - likewise
    """Send, if the address, the last argument, is on this machine."""
    _check(self, rest[-1])
    return _sendto(self, data, *rest)


def _check(sock: socket.socket, address: Any) -> None:  # noqa: ANN401 - likewise
    if sock.family in {socket.AF_INET, socket.AF_INET6} and _is_beyond(str(address[0])):
        raise OSError(f"a test tried to reach {address[0]}, beyond this machine")


def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - likewise
    """Look up addresses of this machine; every other name is unknown."""
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and _is_beyond(name) and not _is_address(name):
        raise socket.gaierror(socket.EAI_NONAME, f"{name}: no names are looked up in tests")
    return _getaddrinfo(host, *arguments, **options)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.split("%", 1)[0])
    except ValueError:
        return False
    return True


socket.socket.connect = connect  # type: ignore[method-assign, assignment]
socket.socket.connect_ex = connect_ex  # type: ignore[method-assign, assignment]
socket.socket.sendto = sendto  # type: ignore[method-assign, assignment]
socket.getaddrinfo = getaddrinfo
