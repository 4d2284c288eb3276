"""Which headers a feed may have of its own, and that no message repeats one."""

import base64

import pytest

from worker.fetch.headers import HeaderError, basic_auth, checked_headers, same_origin

SECRET = "hush-4711"  # noqa: S105 - of nobody


def test_headers_are_sent_as_given_under_names_in_lower_case() -> None:
    given = {"Authorization": f"Bearer {SECRET}", "X-Key": " a\tb\xe9 ", "Cookie": ""}
    assert checked_headers(given) == {
        "authorization": f"Bearer {SECRET}",
        "x-key": "a\tb\xe9",
        "cookie": "",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Host", SECRET),
        ("HOST", SECRET),
        ("Content-Length", SECRET),
        ("Transfer-Encoding", SECRET),
        ("Connection", SECRET),
        ("Proxy-Authorization", SECRET),
        ("If-None-Match", SECRET),
        ("Accept-Encoding", SECRET),
        ("X-Key", f"{SECRET}\r\nHost: inside.example"),
        ("X-Key", f"{SECRET}\n"),
        ("X-Key", f"\r{SECRET}"),
        ("X-Key", f"{SECRET}\0"),
        ("X-Key", f"{SECRET}\x85\u2028"),
        ("X-Key", f"{SECRET}\u0142"),
        (f"X-Key: {SECRET}", "a"),
        (f"X-Key\r\n{SECRET}", "a"),
        (f"X {SECRET}", "a"),
        ("", SECRET),
    ],
)
def test_what_is_not_for_a_feed_to_set_is_refused_without_its_value(name: str, value: str) -> None:
    with pytest.raises(HeaderError) as caught:
        checked_headers({name: value})
    assert SECRET not in repr(caught.value)
    assert str(caught.value)


def test_basic_authentication_is_utf_8_and_may_be_sent() -> None:
    headers = basic_auth("Ada", "pässwörd: \u0142")
    kind, _, coded = headers["authorization"].partition(" ")
    assert kind == "Basic"
    assert base64.b64decode(coded).decode() == "Ada:pässwörd: \u0142"
    assert checked_headers(headers) == headers


def test_user_name_with_a_colon_is_refused() -> None:
    with pytest.raises(HeaderError, match="cannot have a colon"):
        basic_auth("Ada:Brenner", SECRET)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://Gazette.example:443/other?a=b", True),
        ("HTTPS://gazette.example", True),
        ("http://gazette.example/feed", False),
        ("https://gazette.example:8443/feed", False),
        ("https://www.gazette.example/feed", False),
        ("https://gazette.example.attacker.example/feed", False),
        ("https://gazette.example@attacker.example/feed", False),
        ("https://gazette.example./feed", False),
        ("https://[gazette.example/feed", False),
        ("/feed", False),
    ],
)
def test_an_origin_is_scheme_host_and_port(other: str, *, same: bool) -> None:
    assert same_origin("https://gazette.example/feed", other) is same
