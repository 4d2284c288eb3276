"""The Fetcher through a real proxy on this machine: what it asks for, and what it never does."""

import base64
import select
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

import pytest

from tests.loopback import QuietHandler, serving
from worker.errors import SetupError
from worker.fetch.client import Fetcher, Limits
from worker.fetch.guard import Address, Guard
from worker.records import Fetched

SECRET = "hush-4711"  # noqa: S105 - of nobody
FEED = b"<rss version='2.0'><channel><title>Harbour Gazette</title></channel></rss>"
NAME = "gazette.example"
OWN = {"x-key", "proxy-authorization"}


class _Site(QuietHandler):
    """What is behind the proxy."""

    headers_seen: ClassVar[list[list[str]]] = []

    def get(self) -> None:
        self.headers_seen.append(list(self.headers))
        path = self.path
        if path == "/moved":
            self.answer(301, Location="/feed")
        elif path == "/inside":
            self.answer(302, Location="http://169.254.169.254/latest/meta-data/")
        elif path == "/endless":
            self.send_response(200)
            self.end_headers()
            self.close_connection = True
            while True:
                self.wfile.write(b"x" * 1_000_000)
        elif path == "/drip":
            self.send_response(200)
            self.end_headers()
            self.close_connection = True
            for _ in range(1_200):
                self.wfile.write(b"x")
                time.sleep(0.05)
        else:
            self.answer(200, FEED, Content_Type="application/rss+xml")


class _Proxy(QuietHandler):
    """A proxy that leads every name to one site, and notes what it was asked for."""

    asked: list[str]
    passwords: list[str | None]
    site: int
    headers_seen: ClassVar[list[list[str]]] = []
    refuses: ClassVar[int] = 0

    def _noted(self) -> bool:
        self.asked.append(f"{self.command} {self.path}")
        self.headers_seen.append(list(self.headers))
        self.passwords.append(self.headers["Proxy-Authorization"])
        if self.refuses:
            self.answer(self.refuses, b"the proxy's own words")
        return not self.refuses

    def get(self) -> None:
        if not self._noted():
            return
        path = urlsplit(self.path).path
        with socket.create_connection(("127.0.0.1", self.site)) as site:
            site.sendall(f"GET {path} HTTP/1.0\r\nHost: {self.headers['Host']}\r\n\r\n".encode())
            while data := site.recv(65536):
                self.wfile.write(data)
        self.close_connection = True

    def do_CONNECT(self) -> None:  # noqa: N802 - the name that it is called by
        if not self._noted():
            return
        self.close_connection = True
        with socket.create_connection(("127.0.0.1", self.site)) as site:
            self.send_response(200)
            self.end_headers()
            ends = {self.connection: site, site: self.connection}
            while True:
                for end in select.select(list(ends), [], [])[0]:
                    data = end.recv(65536)
                    if not data:
                        return
                    ends[end].sendall(data)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate, with its key, of the site and of the proxy."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on the PATH to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    both = folder / "both.pem"
    names = f"subjectAltName=DNS:{NAME},DNS:localhost,IP:127.0.0.1"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", f"/CN={NAME}", "-addext", names]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run(command, check=True, capture_output=True)
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "certificate.pem").read_bytes())
    return both


def of_server(certificate: Path) -> ssl.SSLContext:
    """The TLS settings of a server with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture(params=["http", "https"])
def site_scheme(request: pytest.FixtureRequest) -> str:
    """How the site is asked: through the proxy by its address, or by CONNECT."""
    return str(request.param)


@pytest.fixture(params=["http", "https"])
def proxy_scheme(request: pytest.FixtureRequest) -> str:
    """How the proxy itself is asked."""
    return str(request.param)


@pytest.fixture
def proxy(
    site_scheme: str, proxy_scheme: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[type[_Proxy], str]]:
    """A proxy before the site: its class, and its address without a password."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    handler = type("_Proxy", (_Proxy,), {"asked": [], "passwords": []})
    site_tls = of_server(certificate) if site_scheme == "https" else None
    proxy_tls = of_server(certificate) if proxy_scheme == "https" else None
    with serving(_Site, site_tls) as handler.site, serving(handler, proxy_tls) as port:
        yield handler, f"127.0.0.1:{port}"


def names(host: str, port: int, *, seconds: float) -> list[Address]:
    """A resolver that knows three names of the world."""
    assert port is not None
    assert seconds > 0
    known = {NAME: ["93.184.215.14"], "inside.example": ["10.0.0.8"]}
    known["both.example"] = ["93.184.215.14", "10.0.0.8"]
    if host not in known:
        raise socket.gaierror(socket.EAI_NONAME, "not known")
    return [ip_address(address) for address in known[host]]


def get(
    url: str,
    proxy: str,
    allow: tuple[str, ...] = (),
    headers: dict[str, str] | None = None,
    **limits: float,
) -> Fetched:
    """Fetch through a proxy, within limits."""
    patience = Limits(**limits)  # type: ignore[arg-type]
    guard = Guard(allow, resolve=names)
    with Fetcher(user_agent="test", guard=guard, limits=patience, proxy=proxy) as fetcher:
        return fetcher.get(url, headers=headers)


def test_all_goes_through_the_proxy_and_nothing_is_connected_to_but_it(
    proxy: tuple[type[_Proxy], str],
    site_scheme: str,
    proxy_scheme: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handler, address = proxy
    connected: list[object] = []
    connect = socket.socket.connect

    def spy(self: socket.socket, to: tuple[str, int]) -> None:
        if to[1] != handler.site:  # the proxy's own
            connected.append(to)
        connect(self, to)

    monkeypatch.setattr(socket.socket, "connect", spy)
    url = f"{site_scheme}://{NAME}/moved"
    fetched = get(url, f"{proxy_scheme}://ada:hush%3A4711@{address}")
    assert (fetched.outcome, fetched.body, fetched.reason) == ("ok", FEED, None)
    assert fetched.permanent == f"{site_scheme}://{NAME}/feed"
    assert fetched.bytes_read > len(FEED)
    host, _, port = address.partition(":")
    assert set(connected) == {(host, int(port))}
    if site_scheme == "http":
        assert handler.asked == [f"GET http://{NAME}/moved", f"GET http://{NAME}/feed"]
    else:
        assert set(handler.asked) == {f"CONNECT {NAME}:443"}
    coded = base64.b64encode(b"ada:hush:4711").decode()
    assert set(handler.passwords) == {f"Basic {coded}"}


def test_neither_sees_what_is_for_the_other(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    site = type("_Site", (_Site,), {"headers_seen": []})
    handler = type("_Proxy", (_Proxy,), {"asked": [], "passwords": [], "headers_seen": []})
    with serving(site, of_server(certificate)) as handler.site, serving(handler) as port:
        fetched = get(
            f"https://{NAME}/feed",
            f"http://ada:{SECRET}@127.0.0.1:{port}",
            headers={"X-Key": "a key"},
        )
    assert fetched.outcome == "ok"
    assert [set(map(str.lower, seen)) & OWN for seen in site.headers_seen] == [{"x-key"}]
    assert [set(map(str.lower, seen)) & OWN for seen in handler.headers_seen] == [
        {"proxy-authorization"}
    ]


@pytest.mark.parametrize(
    ("host", "outcome", "reason"),
    [
        ("127.0.0.1", "refused", "this machine itself"),
        ("localhost", "unreachable", "the name localhost is not known here"),
        ("[::ffff:10.0.0.8]", "refused", "a private or reserved range"),
        ("2130706433", "refused", "an unusual spelling"),
        ("inside.example", "refused", "inside.example (10.0.0.8)"),
        ("both.example", "refused", "both.example (10.0.0.8)"),
        ("unknown.example", "unreachable", "is not known here, so no proxy is asked for it"),
    ],
)
def test_the_proxy_is_not_asked_for_what_may_not_be(
    proxy: tuple[type[_Proxy], str],
    site_scheme: str,
    proxy_scheme: str,
    host: str,
    outcome: str,
    reason: str,
) -> None:
    handler, address = proxy
    fetched = get(f"{site_scheme}://{host}/feed", f"{proxy_scheme}://{address}")
    assert fetched.outcome == outcome
    assert reason in str(fetched.reason)
    assert handler.asked == []


def test_every_hop_is_judged(
    proxy: tuple[type[_Proxy], str], site_scheme: str, proxy_scheme: str
) -> None:
    handler, address = proxy
    fetched = get(f"{site_scheme}://{NAME}/inside", f"{proxy_scheme}://{address}")
    assert (fetched.outcome, fetched.status) == ("refused", 302)
    assert "169.254.169.254" in str(fetched.reason)
    assert len(handler.asked) == 1


@pytest.mark.parametrize("host", ["inside.example", "unknown.example"])
def test_a_name_that_is_allowed_is_the_proxys_to_find(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    handler = type("_Proxy", (_Proxy,), {"asked": [], "passwords": []})
    with serving(_Site) as handler.site, serving(handler) as port:
        fetched = get(f"http://{host}/feed", f"http://127.0.0.1:{port}", allow=(host,))
    assert (fetched.outcome, fetched.body) == ("ok", FEED)


def test_the_bytes_are_counted_through_a_proxy(
    proxy: tuple[type[_Proxy], str], site_scheme: str, proxy_scheme: str
) -> None:
    _, address = proxy
    url, through = f"{site_scheme}://{NAME}/endless", f"{proxy_scheme}://{address}"
    fetched = get(url, through, wire_bytes=2_000_000)
    assert fetched.outcome == "too_large"
    # Nothing goes past the budget uncounted.
    assert 2_000_000 < fetched.bytes_read < 2_100_000


def test_the_time_is_over_through_a_proxy(
    proxy: tuple[type[_Proxy], str], site_scheme: str, proxy_scheme: str
) -> None:
    """Or the body, which comes byte by byte for a minute, would come to its end."""
    _, address = proxy
    url, through = f"{site_scheme}://{NAME}/drip", f"{proxy_scheme}://{address}"
    assert get(url, through, total_seconds=1.5).outcome == "timeout"


@pytest.mark.parametrize("status", [403, 407, 502])
def test_a_proxy_that_does_not_let_us_through_has_its_reason(
    proxy: tuple[type[_Proxy], str], site_scheme: str, proxy_scheme: str, status: int
) -> None:
    handler, address = proxy
    handler.refuses = status
    fetched = get(f"{site_scheme}://{NAME}/feed", f"{proxy_scheme}://ada:{SECRET}@{address}")
    if site_scheme == "http":
        assert (fetched.outcome, fetched.status) == ("http_error", status)
        assert str(fetched.reason).startswith(f"{status} ")
    else:
        assert fetched.outcome == "unreachable"
        assert f"the proxy cannot connect to {NAME}: {status} " in str(fetched.reason)
    assert SECRET not in repr(fetched)
    assert "the proxy's own words" not in repr(fetched)


@pytest.mark.parametrize(
    ("proxy_address", "outcome", "reason"),
    [
        (f"http://ada:{SECRET}@127.0.0.1:9", "unreachable", "the proxy refuses the connection"),
        ("https://127.0.0.1:9", "unreachable", "the proxy refuses the connection"),
        (
            f"http://ada:{SECRET}@proxy.invalid:3128",
            "unreachable",
            "the name of the proxy is not known",
        ),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_away_has_its_reason(
    proxy_address: str, scheme: str, outcome: str, reason: str
) -> None:
    fetched = get(f"{scheme}://{NAME}/feed", proxy_address)
    assert (fetched.outcome, fetched.reason) == (outcome, reason)


def test_a_proxy_whose_certificate_nobody_vouches_for_is_not_asked(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    handler = type("_Proxy", (_Proxy,), {"asked": [], "passwords": []})
    with serving(handler, of_server(certificate)) as port:
        fetched = get(f"http://{NAME}/feed", f"https://127.0.0.1:{port}")
    assert fetched.outcome == "unreachable"
    assert "the certificate of the proxy is not valid" in str(fetched.reason)
    assert handler.asked == []


@pytest.mark.parametrize(
    "proxy_address",
    ["", "proxy.example:3128", f"socks5://ada:{SECRET}@h:1", "http://", "http://["],
)
def test_an_address_that_is_no_proxys_is_said_at_once(proxy_address: str) -> None:
    with pytest.raises(SetupError, match="http:// or https://") as caught:
        Fetcher(user_agent="test", proxy=proxy_address)
    assert SECRET not in repr(caught.value)
