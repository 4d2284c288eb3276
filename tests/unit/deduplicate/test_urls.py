"""Which addresses have one key, which must never have, and that a key is its own key."""

import tomllib
from itertools import combinations
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from worker.deduplicate.urls import url_key

PAIRS = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "address_pairs.toml").read_text("utf-8")
)
SAME = [(row["addresses"][0], other) for row in PAIRS["same"] for other in row["addresses"][1:]]
DIFFERENT = [pair for row in PAIRS["different"] for pair in combinations(row["addresses"], 2)]


def test_there_are_pairs_both_ways() -> None:
    assert len(SAME) >= 60
    assert len(DIFFERENT) >= 60


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize("row", PAIRS["different"], ids=lambda row: row["about"])
def test_addresses_of_two_pages_have_two_keys(row: dict[str, list[str]]) -> None:
    taken: dict[str, str] = {}
    for address in row["addresses"]:
        key = url_key(address)
        assert key not in taken, (address, taken.get(key))
        taken[key] = address


@pytest.mark.parametrize("row", [*PAIRS["same"], *PAIRS["different"]], ids=lambda r: r["about"])
def test_key_of_a_key_is_itself(row: dict[str, list[str]]) -> None:
    for key in map(url_key, row["addresses"]):
        assert url_key(key) == key


def test_key_is_an_address_in_one_spelling() -> None:
    assert url_key("http://WWW.gazette.example/A/?utm_source=x&b=2") == (
        "https://gazette.example/A?b=2"
    )
    assert url_key("http://[2001:DB8::1]:80/a") == "https://[2001:db8::1]/a"
    assert url_key("http://192.0.2.1:8080/a") == "https://192.0.2.1:8080/a"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not an address",
        "mailto:desk@gazette.example",
        "http://[",
        f"http://{'a' * 300}.example/",
    ],
)
def test_what_is_no_address_is_its_own_key(text: str) -> None:
    assert url_key(text) == text


def test_viewers_within_viewers_end() -> None:
    """More than anybody has are no address; a few are the page."""
    page = "gazette.example/a"
    wrapped = ["https://" + "www.google.com/amp/s/" * times + page for times in range(100)]
    keys = [url_key(each) for each in wrapped]
    assert set(keys[:5]) == {f"https://{page}"}
    assert keys[99] == wrapped[99]
    assert [url_key(key) for key in keys] == keys


_HOSTS = st.sampled_from(
    ["gazette.example", "www.amp.gazette.example", "en.m.m.pedia.example", "google.com",
     "x.cdn.ampproject.org", "l.facebook.com", "facebook.com", "youtube.com", "youtu.be", "x.com",
     "twitter.com", "bbc.co.uk", "news.bbc.co.uk", "amp.cnn.com", "dw.com", "t.me", "msn.com",
     "a.turbopages.org", "urldefense.com", "us.rd.yahoo.com", "a.indiatimes.com"]
)  # fmt: skip
_SEGMENTS = st.lists(
    st.sampled_from(
        ["amp", "AMP", "print", "index.html", ".amp", "a", "%41", "%2F", "..", ".", "", "%",
         "%%34%31", ";jsessionid=1", "(S(lit3py55t21z5v55vlm25s55))", "s", "url", "l.php",
         "gazette.example", "https:", "status", "12", "embed", "abcdefghijk", "go", "-", "cnn",
         "2024", "a-1", "ar-A", "v3", "__https:", "x__;", "*http:", "e\u0301", "e%CC%81",
         "%2C\u0327", "\u037e", "\ud800"]
    )
    | st.text(max_size=5),
    max_size=8,
)  # fmt: skip
_NAMES = st.sampled_from(
    ["url", "q", "u", "v", "id", "amp;a", "%61mp;b", "amp", "ref", "utm_source", "p", "page", "%"]
)
_VALUES = st.sampled_from(
    ["", "1", "rss", "http://a.b/c", "https%3A%2F%2Fgoogle.com%2Furl%3Fq%3Dhttp://a.b", "%2B",
     "%3D", "=", "https://", "http:///"]
) | st.text(max_size=5)  # fmt: skip
_QUERIES = st.lists(st.tuples(_NAMES | st.text(max_size=4), _VALUES), max_size=4)


@given(st.text())
@example("http://[::1")
@example("http://a.b:99999/")
@example("https://\u2100.example/")
def test_any_text_has_a_key_that_is_its_own(text: str) -> None:
    for given_text in (text, f"http://{text}", f"https://gazette.example/{text}"):
        key = url_key(given_text)
        assert url_key(key) == key


@given(_HOSTS, _SEGMENTS, _QUERIES, st.sampled_from(["", "#a", "#!a", "#/\u00e9%", "#!"]))
@example("a.b", ["index.amp.html"], [], "")
@example("google.com", ["amp", "url"], [("q", "http://a.b/c")], "")
def test_any_address_has_a_key_that_is_its_own(
    host: str, path: list[str], query: list[tuple[str, str]], end: str
) -> None:
    words = "&".join(f"{name}={value}" for name, value in query)
    key = url_key(f"http://{host}/{'/'.join(path)}?{words}{end}")
    assert url_key(key) == key


@given(st.dictionaries(_NAMES, st.text(max_size=5), max_size=5), st.randoms())
def test_order_of_parameters_means_nothing(words: dict[str, str], random: Random) -> None:
    pieces = [f"{quote(name)}={quote(value)}" for name, value in words.items()]
    key = url_key(f"https://gazette.example/a?{'&'.join(pieces)}")
    random.shuffle(pieces)
    assert url_key(f"https://gazette.example/a?{'&'.join(pieces)}") == key


@given(_SEGMENTS, _QUERIES)
def test_a_link_that_counts_clicks_has_the_key_of_its_page(
    path: list[str], query: list[tuple[str, str]]
) -> None:
    words = "&".join(f"{name}={value}" for name, value in query)
    page = f"https://gazette.example/{'/'.join(path)}?{words}".strip()
    link = f"https://l.facebook.com/l.php?u={quote(page, safe='', errors='replace')}&h=AT0"
    assert url_key(link) == url_key(page.encode(errors="replace").decode())


@given(st.text(alphabet="abcXYZ", min_size=1), st.text(alphabet="abcXYZ", min_size=1))
def test_a_path_keeps_its_letters(one: str, other: str) -> None:
    keys = {url_key(f"https://gazette.example/{word}") for word in (one, other)}
    assert len(keys) == len({one, other})
