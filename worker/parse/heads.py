"""The beginning of a page as a tree, for the little that a page says of itself there."""

from __future__ import annotations

from typing import Final

from lxml import etree  # type: ignore[import-untyped]

from worker.parse.bounds import without_gaps

# Bytes of a page that are read: its `head` is far shorter.
_READ: Final = 1_000_000
# Tags or attributes in these bytes; a beginning with more is made to be costly.
_MOST_MARKS: Final = 60_000


def head_of(body: bytes) -> etree._Element | None:
    """Return the beginning of a page as a tree; None where there is none or it is too costly."""
    body = without_gaps(body[:_READ])
    if any(body.count(mark) > _MOST_MARKS for mark in (b"<", b"=")):
        return None
    try:
        text = body.decode("utf-8-sig")
        parser = etree.HTMLParser(encoding="utf-8", no_network=True)
        body = text.encode()
    except ValueError:
        parser = etree.HTMLParser(no_network=True)
    try:
        return etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        return None
