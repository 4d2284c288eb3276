"""Which redirections are for good, and where they end."""

import pytest

from worker.fetch.redirects import RedirectTrail, StoppedError

START = "https://gazette.example/feed"


def follow(*steps: tuple[int, str], start: str = START) -> RedirectTrail:
    """Go on along redirections, each with its status."""
    trail = RedirectTrail(start, start)
    for status, target in steps:
        trail.check_address()
        trail.status = status
        trail.step(target, most=8)
    return trail


@pytest.mark.parametrize(
    ("steps", "permanent"),
    [
        ([(301, "/a")], "/a"),
        ([(308, "/a"), (301, "/b")], "/b"),
        ([(301, "/a"), (302, "/b"), (301, "/c")], "/a"),
        ([(302, "/a"), (301, "/b")], None),
        ([(303, "/a")], None),
        ([(307, "/a"), (308, "/b")], None),
    ],
)
def test_the_leading_301s_and_308s_are_for_good(
    steps: list[tuple[int, str]], permanent: str | None
) -> None:
    site = "https://gazette.example"
    trail = follow(*((status, site + path) for status, path in steps))
    assert trail.permanent == (permanent and site + permanent)


def test_from_https_to_http_is_no_move_for_good() -> None:
    plain, safe = "http://gazette.example/new", "https://gazette.example/new"
    assert follow((301, plain)).permanent is None
    assert follow((301, plain), (301, safe)).permanent is None
    assert follow((301, safe), (301, plain)).permanent == safe
    assert follow((301, safe), start="http://gazette.example/feed").permanent == safe
    assert follow((301, plain), start="http://gazette.example/feed").permanent == plain


def test_a_trail_that_leads_back_or_on_for_ever_ends() -> None:
    with pytest.raises(StoppedError, match=f"it leads back to {START}"):
        follow((302, START))
    with pytest.raises(StoppedError, match="more than 8 redirects"):
        follow(*((302, f"{START}/{number}") for number in range(9)))
    assert follow(*((302, f"{START}/{number}") for number in range(8))).url == f"{START}/7"


def test_feed_headers_are_not_shown() -> None:
    trail = RedirectTrail(START, START, {"authorization": "hush-4711"})
    assert "hush-4711" not in repr(trail)
