"""Which addresses have one key, which must never have, and that a key is its own key."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from worker.deduplicate.urls import url_key

STORY = "https://gazette.example/world/ferry-sinks"

SAME = [
    (STORY, "http://gazette.example/world/ferry-sinks"),
    (STORY, "HTTPS://WWW.Gazette.Example:443/world/ferry-sinks/"),
    (STORY, "http://m.gazette.example:80/world/ferry-sinks"),
    (STORY, "https://mobile.gazette.example/world/ferry-sinks"),
    (STORY, "https://amp.gazette.example/world/ferry-sinks"),
    (STORY, "https://www2.gazette.example/world/ferry-sinks"),
    (STORY, "https://gazette.example./world/ferry-sinks"),
    (STORY, "  https://gazette.example/world/ferry-sinks\n"),
    (STORY, "https://gazette.example/world/ferry-sinks#comments"),
    (STORY, "https://gazette.example//world/./asia/../ferry-sinks"),
    (STORY, "https://gazette.example/world/f%65rry%2Dsinks"),
    (STORY, "https://gazette.example/world/ferry-sinks?utm_source=rss&utm_medium=feed"),
    (STORY, "https://gazette.example/world/ferry-sinks?fbclid=IwAR0&gclid=x&msclkid=y"),
    (STORY, "https://gazette.example/world/ferry-sinks?UTM_Campaign=Spring"),
    (STORY, "https://gazette.example/world/ferry-sinks?at_medium=RSS&at_campaign=KARANGA"),
    (STORY, "https://gazette.example/world/ferry-sinks?CMP=share_btn_tw"),
    (STORY, "https://gazette.example/world/ferry-sinks?ref=homepage"),
    (STORY, "https://gazette.example/world/ferry-sinks?source=rss_headlines"),
    (STORY, "https://gazette.example/world/ferry-sinks?amp"),
    (STORY, "https://gazette.example/world/ferry-sinks?outputType=amp"),
    (STORY, "https://gazette.example/world/ferry-sinks?print=true"),
    (STORY, "https://gazette.example/world/ferry-sinks/amp/"),
    (STORY, "https://gazette.example/world/ferry-sinks.amp"),
    (STORY, "https://gazette.example/world/amp/ferry-sinks"),
    (STORY, "https://gazette.example/world/ferry-sinks/print"),
    (STORY, "https://gazette.example/world/ferry-sinks/index.html"),
    (STORY, "https://gazette.example/world/ferry-sinks;jsessionid=0A1B?"),
    (STORY, "https://www.google.co.uk/amp/s/amp.gazette.example/world/ferry-sinks.amp"),
    (
        STORY,
        "https://gazette-example.cdn.ampproject.org/c/s/gazette.example/world/ferry-sinks?utm_id=1",
    ),
    ("https://gazette.example", "https://www.gazette.example/index.php"),
    ("https://gazette.example/?b=2&a=1", "https://gazette.example/?a=1&b=2"),
    ("https://gazette.example/?a=1&amp;b=2", "https://gazette.example/?a=1&b=2"),
    ("https://gazette.example/?q=a+b", "https://gazette.example/?q=a%20b"),
    ("https://gazette.example/?q=%c3%a9", "https://gazette.example/?q=é"),
    ("https://zürich.example/a", "https://xn--zrich-kva.example/a"),
    ("https://en.m.pedia.example/wiki/Ferry", "https://en.pedia.example/wiki/Ferry"),
]

DIFFERENT = [
    (STORY, "https://gazette.example/world/Ferry-Sinks"),
    (STORY, "https://gazette.example:8080/world/ferry-sinks"),
    (STORY, "https://sport.gazette.example/world/ferry-sinks"),
    (STORY, "https://gazette.example/world"),
    ("https://gazette.example/?p=12", "https://gazette.example/?p=13"),
    ("https://gazette.example/?p=12", "https://gazette.example/"),
    ("https://gazette.example/a?id=1", "https://gazette.example/a?id=2"),
    ("https://gazette.example/a?page=2", "https://gazette.example/a"),
    ("https://gazette.example/a?lang=en", "https://gazette.example/a?lang=fr"),
    ("https://gazette.example/a?story=7", "https://gazette.example/a?story=8"),
    ("https://gazette.example/a?sid=7", "https://gazette.example/a?sid=8"),
    ("https://gazette.example/a?cid=7", "https://gazette.example/a?cid=8"),
    ("https://gazette.example/a?s=flood", "https://gazette.example/a?s=fire"),
    ("https://gazette.example/a?t=1", "https://gazette.example/a?t=2"),
    ("https://gazette.example/a?ref=7", "https://gazette.example/a?ref=8"),
    ("https://gazette.example/a?source=afp", "https://gazette.example/a?source=ap"),
    ("https://gazette.example/a?view=list", "https://gazette.example/a"),
    ("https://gazette.example/a?x=1&x=2", "https://gazette.example/a?x=2&x=1"),
    ("https://gazette.example/a%2Fb", "https://gazette.example/a/b"),
    ("https://gazette.example/a?q=1%262", "https://gazette.example/a?q=1&2"),
    ("https://gazette.example/a b", "https://gazette.example/ab"),
    ("https://gazette.example/#!/a", "https://gazette.example/#!/b"),
    ("https://gazette.example/en/a", "https://gazette.example/fr/a"),
    ("https://gazette.example/amp", "https://gazette.example/"),
    ("https://gazette.example/print", "https://gazette.example/"),
    ("https://gazette.example/stamp", "https://gazette.example/st"),
    ("https://straße.example/", "https://strasse.example/"),
    ("https://m.example/", "https://example/"),
    ("urn:uuid:1", "urn:uuid:2"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_of_two_pages_have_two_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


def test_key_is_an_address_in_one_spelling() -> None:
    assert url_key("http://WWW.gazette.example/A/?utm_source=x&b=2") == (
        "https://gazette.example/A?b=2"
    )


@pytest.mark.parametrize("text", ["", "not an address", "mailto:desk@gazette.example", "http://["])
def test_what_is_no_address_is_its_own_key(text: str) -> None:
    assert url_key(text) == text


_PARTS = st.lists(
    st.sampled_from(
        ["amp", "print", "index.html", ".amp", "a", "%41", "%2F", "..", ".", "", ";jsessionid=1"]
    )
    | st.text(max_size=5)
)


@given(st.text(), _PARTS, st.text(max_size=20))
@example("", ["index.amp.html"], "")
def test_any_address_has_a_key_that_is_its_own(host: str, path: list[str], query: str) -> None:
    for url in (host, f"http://{host}/{'/'.join(path)}?{query}", f"http://a.b/{'/'.join(path)}"):
        key = url_key(url)
        assert url_key(key) == key
