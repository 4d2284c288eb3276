"""The kind of a body, and the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.parse.kinds import guess_kind
from worker.parse.readers import READERS

RSS = b'<?xml version="1.0"?>\n<!-- made today -->\n<rss version="2.0"><channel/></rss>'
PAGE = b"<!doctype html><html><head><title>x</title></head><body><p>x</p></body></html>"


@pytest.mark.parametrize(
    ("body", "content_type", "name", "kind", "why"),
    [
        (RSS, "text/html", "x.html", "feed", "it opens with <rss>"),
        (b"\xef\xbb\xbf \n" + RSS[21:], None, "", "feed", "it opens with <rss>"),
        (RSS.decode().encode("utf-16"), None, "", "feed", "it opens with <rss>"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", None, "", "feed", "<feed>"),
        (b'<rdf:RDF xmlns:rdf="x"><item/></rdf:RDF>', None, "", "feed", "<rdf:RDF>"),
        (b'<?xml version="1.0"?><opml/>', None, "", "feed", "it opens with <opml>"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', None, "", "feed", "JSON Feed"),
        (b'{"a": 1}', None, "", "feed", "it opens like JSON"),
        (b'{"a": 1}', "application/json", "", "feed", "content type is application/json"),
        (PAGE, "application/rss+xml", "", "page", "<!doctype html>"),
        (b"<?xml version='1.0'?><html/>", None, "", "page", "it opens with <html>"),
        (b"Ferry sinks", "text/html; charset=utf-8", "", "page", "content type is text/html"),
        (b"Ferry sinks", "text/xml", "", "feed", "its content type is text/xml"),
        (b"Ferry sinks", None, "a/B.HTM", "page", "its name ends in .htm"),
        (b"Ferry <b>sinks</b>", "text/plain", "a.txt", "text", "does not open like"),
        (b"", None, "", "text", "does not open like"),
    ],
)
def test_the_kind_of_a_body_and_the_reason(
    body: bytes, content_type: str | None, name: str, kind: str, why: str
) -> None:
    found = guess_kind(body, content_type=content_type, name=name)
    assert found[0] == kind
    assert why in found[1]


@given(st.binary(max_size=300))
def test_any_bytes_have_a_kind_with_a_reader(body: bytes) -> None:
    assert guess_kind(body)[0] in READERS
