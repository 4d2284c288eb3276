"""Nothing that the tests start connects to another machine."""

import socket
import subprocess
import sys

import pytest

PROGRAM = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


def test_this_process_cannot_reach_another_machine() -> None:
    with pytest.raises(OSError, match="beyond this machine"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    for kind, act in (
        (socket.SOCK_STREAM, lambda sock: sock.connect_ex(("192.0.2.1", 80))),
        (socket.SOCK_DGRAM, lambda sock: sock.sendto(b"x", ("192.0.2.1", 53))),
        (socket.SOCK_DGRAM, lambda sock: sock.sendto(b"x", 0, ("192.0.2.1", 53))),
    ):
        with (
            socket.socket(socket.AF_INET, kind) as sock,
            pytest.raises(OSError, match="beyond this machine"),
        ):
            act(sock)
    with pytest.raises(socket.gaierror):
        socket.create_connection(("news.example.org", 80), timeout=1)


def test_a_child_process_cannot_reach_another_machine() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=False)
    assert b"beyond this machine" in ended.stderr
