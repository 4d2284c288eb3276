"""The address that a page declares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.parse.pages.addresses import own_address


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://e.org/a?x=1">', "https://e.org/a?x=1"),
        ('<meta property="og:url" content="https://e.org/b">', "https://e.org/b"),
        ('<link rel="canonical" href="https://e.org/"><meta property="og:url">', None),
        ('<link rel="canonical" href="/relative">', None),
        (f'<link rel="canonical" href="https://e.org/{"x" * 3000}">', None),
        ("", None),
    ],
)
def test_the_address_of_a_page(head: str, address: str | None) -> None:
    assert own_address(f"<html><head>{head}</head><body>Zürich</body></html>".encode()) == address


@given(st.binary(max_size=300))
def test_any_bytes_have_an_address_or_none(body: bytes) -> None:
    assert own_address(body) is None or own_address(body)
