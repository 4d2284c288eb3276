"""The tests' own promise: nothing they start reaches beyond this machine."""

import socket
import subprocess
import sys

import pytest

PROGRAM = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


def test_this_process_reaches_nothing_beyond() -> None:
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


def test_neither_does_any_that_it_starts() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=False)
    assert b"beyond this machine" in ended.stderr
