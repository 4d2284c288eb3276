"""The Fetcher over TLS: the name is sent and checked although the address was resolved before."""

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.loopback import QuietHandler, serving
from worker.fetch.client import Fetcher, Limits
from worker.fetch.guard import Address, Guard

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl on the PATH to make a certificate with"
)


class _Handler(QuietHandler):
    def get(self) -> None:
        self.answer(200, str(self.headers["Host"]).encode())


class _Server(NamedTuple):
    port: int
    certificate: Path
    names: list[str | None]


def loopback(host: str, port: int, *, seconds: float) -> list[Address]:
    """A resolver that finds this machine under every name."""
    assert host
    assert port
    assert seconds
    return [ip_address("127.0.0.1")]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[_Server]:
    """A TLS server for gazette.example, ended with the test."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=gazette.example", "-addext", "subjectAltName=DNS:gazette.example"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda _, name, __: names.append(name)
    with serving(_Handler, context) as port:
        yield _Server(port, certificate, names)


def fetcher() -> Fetcher:
    """A Fetcher for which every name is this machine."""
    return Fetcher(
        user_agent="test",
        guard=Guard({"127.0.0.1"}, resolve=loopback),
    )


def test_name_is_sent_and_checked(server: _Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    host = f"gazette.example:{server.port}"
    with fetcher() as made:
        fetched = made.get(f"https://{host}/")
        wrong = made.get(f"https://other.example:{server.port}/")
    assert (fetched.outcome, fetched.body) == ("ok", host.encode())
    assert server.names == ["gazette.example", "other.example"]
    assert wrong.outcome == "unreachable"
    assert "the certificate of other.example is not valid" in str(wrong.reason)


def test_certificate_that_nobody_vouches_for_is_not_taken(server: _Server) -> None:
    with fetcher() as made:
        fetched = made.get(f"https://gazette.example:{server.port}/")
    assert fetched.outcome == "unreachable"
    assert "is not valid: self-signed certificate" in str(fetched.reason)


def test_a_handshake_has_no_more_time_than_the_attempt_has_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, passed = time.monotonic, 0.0
    connect, shake = socket.socket.connect, ssl.SSLSocket.do_handshake
    left: list[float | None] = []

    def slow(self: socket.socket, address: object) -> None:
        nonlocal passed
        connect(self, address)  # type: ignore[arg-type]
        passed = 100.0

    def noted(self: ssl.SSLSocket, block: bool = False) -> None:  # noqa: FBT001, FBT002 - ssl's
        left.append(self.gettimeout())
        self.settimeout(0.01)  # nobody answers; the test need not wait for as long
        shake(self, block)

    monkeypatch.setattr(time, "monotonic", lambda: clock() + passed)
    monkeypatch.setattr(socket.socket, "connect", slow)
    monkeypatch.setattr(ssl.SSLSocket, "do_handshake", noted)
    limits = Limits(connect_seconds=150, read_seconds=150, total_seconds=160)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        Fetcher(user_agent="test", allow={"127.0.0.1"}, limits=limits) as made,
    ):
        fetched = made.get(f"https://127.0.0.1:{silent.getsockname()[1]}/")
    assert fetched.outcome == "timeout"
    assert len(left) == 1
    assert 0 < (left[0] or 0) <= limits.total_seconds - passed
