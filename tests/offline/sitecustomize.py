"""Nothing that a test starts reaches beyond this machine: any such connection is an error at once.

Python imports this by its name in every process whose PYTHONPATH has this folder; the tests put it
there, so that workers, beat and `up` are held to it as well.
"""

import ipaddress
import socket
from typing import Any

_connect = socket.socket.connect
_getaddrinfo = socket.getaddrinfo


def _is_beyond(host: str) -> bool:
    if host in {"localhost", ""}:
        return False
    try:
        return not ipaddress.ip_address(host.split("%", 1)[0]).is_loopback
    except ValueError:
        return True


def connect(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - as the library has it
    """Connect, if it is to this machine."""
    if self.family in {socket.AF_INET, socket.AF_INET6} and _is_beyond(str(address[0])):
        raise OSError(f"a test tried to reach {address[0]}, beyond this machine")
    _connect(self, address)


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
socket.getaddrinfo = getaddrinfo
