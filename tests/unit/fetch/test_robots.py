"""What a robots.txt lets us fetch: rules, answers that are no rules, and any bytes whatever."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.fetch.robots import LARGEST, LONGEST_DELAY, Robots, robots_url
from worker.records import Fetched, FetchOutcome

SITE = "https://gazette.example"


def robots(text: str | bytes) -> Robots:
    body = text.encode() if isinstance(text, str) else text
    return Robots.read(fetched("ok", 200, body))


def fetched(outcome: FetchOutcome, status: int | None, body: bytes = b"") -> Fetched:
    return Fetched(f"{SITE}/robots.txt", f"{SITE}/robots.txt", outcome, status, body=body)


def test_rules_for_all_are_kept_and_the_refusal_has_its_reason() -> None:
    rules = robots("User-agent: *\nDisallow: /private/\nAllow: /private/open$\n")
    assert rules.allows(f"{SITE}/story")
    assert rules.allows(f"{SITE}/private/open")
    assert not rules.allows(f"{SITE}/private/story?x=1")
    assert rules.refusal(f"{SITE}/story") is None
    assert not rules.for_now
    assert rules.refusal(f"{SITE}/private/") == (
        "the site's robots.txt does not let us fetch this page"
    )


@pytest.mark.parametrize(
    "name", ["reportedly", "Reportedly", "REPORTEDLY/0.1", "reportedly*", "reportedly # us"]
)
def test_a_group_of_our_own_comes_before_the_one_for_all(name: str) -> None:
    rules = robots(f"User-agent: {name}\nDisallow: /b\n\nUser-agent: *\nDisallow: /a\n")
    assert rules.allows(f"{SITE}/a")
    assert not rules.allows(f"{SITE}/b")


@pytest.mark.parametrize(
    "name", ["report", "reportedlybot", "not-reportedly", "reportedly2", "rep", "*bot", "", "?"]
)
def test_a_group_of_another_crawler_is_none_of_ours(name: str) -> None:
    rules = robots(f"User-agent: {name}\nDisallow: /\nCrawl-delay: 9\n")
    assert rules.allows(f"{SITE}/a")
    assert rules.crawl_delay is None


def test_names_that_share_a_group_and_groups_that_share_a_name() -> None:
    rules = robots(
        "user-agent: onebot\nuseragent: reportedly\nuser agent: other\nDisallow: /a\n"
        "User-agent: last\nDisallow: /\nUser-Agent: reportedly\rDisallow: /b\n"
    )
    assert [rules.allows(f"{SITE}/{name}") for name in "abc"] == [False, False, True]


@pytest.mark.parametrize(
    ("pattern", "path", "allowed"),
    [
        ("/*.pdf$", "/a/b.pdf", False),
        ("/*.pdf$", "/a/b.pdf?x", True),
        ("/a*c", "/abbbc/d", False),
        ("/a%3cb", "/a%3Cb", False),
        ("/\u00e4", "/%C3%A4", False),
        ("/", "/robots.txt", True),
        ("", "/a", True),
        ("/Story", "/story", True),
    ],
)
def test_patterns_are_those_of_the_standard(pattern: str, path: str, *, allowed: bool) -> None:
    assert robots(f"User-agent: *\nDisallow: {pattern}").allows(f"{SITE}{path}") is allowed


@pytest.mark.parametrize(
    ("outcome", "status", "allowed"),
    [
        ("http_error", 404, True),
        ("http_error", 401, True),
        ("http_error", 403, True),
        ("gone", 410, True),
        ("redirect_loop", 302, True),
        ("http_error", 429, False),
        ("http_error", 500, False),
        ("http_error", 503, False),
        ("http_error", 799, False),
        ("timeout", 200, False),
        ("broken", 200, False),
        ("too_large", 200, False),
        ("refused", 302, False),
        ("unreachable", None, False),
        ("timeout", None, False),
    ],
)
def test_an_answer_without_rules_allows_all_or_nothing(
    outcome: FetchOutcome, status: int | None, *, allowed: bool
) -> None:
    rules = Robots.read(fetched(outcome, status))
    assert rules.allows(f"{SITE}/story") is allowed
    assert rules.crawl_delay is None
    assert rules.for_now is not allowed
    if not allowed:
        assert "nothing is fetched for now" in str(rules.refusal(f"{SITE}/story"))


def test_status_and_text_are_all_that_need_be_stored() -> None:
    first = robots(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\xff\0a\r\nCrawl-delay: 2.5\r\n")
    again = Robots(first.status, first.text)
    assert "\0" not in first.text
    for rules in (first, again):
        assert rules.crawl_delay == 2.5
        assert not rules.allows(f"{SITE}/\ufffda")
        assert rules.allows(f"{SITE}/b")


@pytest.mark.parametrize(
    ("words", "delay"),
    [("7", 7), ("0.5", 0.5), ("3600", LONGEST_DELAY), ("1e308", LONGEST_DELAY), ("0", 0)]
    + [(words, None) for words in ("-1", "nan", "inf", "soon", "1" * 5000)],
)
def test_crawl_delay_is_bounded(words: str, delay: float | None) -> None:
    assert robots(f"User-agent: *\nCrawl-delay: {words}\n").crawl_delay == delay


def test_only_the_first_500_kib_count() -> None:
    head = b"User-agent: *\nDisallow: /a\n"
    body = head + b"#" * (LARGEST - len(head) - 1) + b"\nDisallow: /b\n"
    rules = robots(body)
    assert not rules.allows(f"{SITE}/a")
    assert rules.allows(f"{SITE}/b")
    assert len(rules.text) == LARGEST


def test_thousands_of_names_with_thousands_of_rules_take_little_memory() -> None:
    names = "".join(f"User-agent: a{number}\n" for number in range(8_000))
    rules = "".join(f"Allow: /{number}$\n" for number in range(16_000))
    body = (names + names[: len(names) // 2] + rules + "Disallow: /a\n").encode()
    assert len(body) < LARGEST
    tracemalloc.start()
    robots(b"User-agent: reportedly\n" + body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


@given(st.binary(), st.text())
def test_any_bytes_and_any_address_give_an_answer(body: bytes, path: str) -> None:
    prefix = b"User-agent: *\nDisallow: "
    for rules in (robots(body), robots(prefix + body)):
        assert rules.refusal(f"{SITE}/{path}") is None or not rules.allows(f"{SITE}/{path}")
        rules.allows(path)
        assert rules.crawl_delay is None or 0 <= rules.crawl_delay <= LONGEST_DELAY
    robots_url(path)


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("https://Gazette.example/a/b?c#d", "https://gazette.example/robots.txt"),
        ("http://gazette.example:8080/a", "http://gazette.example:8080/robots.txt"),
        ("http://user:password@gazette.example/a", "http://gazette.example/robots.txt"),
        ("http://[2606:4700::1111]/a", "http://[2606:4700::1111]/robots.txt"),
        ("https://g\u00e4zette.example", "https://xn--gzette-bua.example/robots.txt"),
        ("ftp://gazette.example/a", None),
        ("gazette.example/a", None),
        ("http:///a", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_where_the_rules_of_an_address_are(url: str, where: str | None) -> None:
    assert robots_url(url) == where
