"""Limits on the pages that are read: more than these no article has, and each costs time.

They are counted in bytes before anything is parsed. That of attributes needs a look at the tags:
a parser compares each attribute of a tag with all others.
"""

from __future__ import annotations

import re
from typing import Final

from worker.errors import RejectedError
from worker.parse.bounds import check

# Articles of the wild have a fifth of these at the most.
_MOST: Final = {
    "tags": (20_000, (b"<",)),
    "attributes": (60_000, (b"=",)),
    "objects": (50_000, (b"{",)),
    "lines": (100_000, (b"\n", b"\r")),
}
_LARGEST: Final = 5_000_000
_MOST_OF_A_TAG: Final = 1_000
_MOST_OF_A_PAGE: Final = _MOST["attributes"][0]
# Tags are counted where they are longer than this together, or than the second each.
_SHORT_PAGE: Final = 600_000
_SHORT_TAG: Final = 2 * _MOST_OF_A_TAG
# Every step takes all it can and gives nothing back, so that the time is that of one reading.
_ATTRIBUTE: Final = re.compile(
    rb"[\s/]*+[^\s/>=][^\s/>=]*+"
    rb"(?:\s*+=\s*+(?:'[^']*+'|\"[^\"]*+\"|[^\s>'\"][^\s>]*+)?+)?+"
)
_TAG: Final = re.compile(rb"<[a-zA-Z][^\s/<>]*+(?=[\s/])((?:" + _ATTRIBUTE.pattern + rb")*+)")


def check_page(body: bytes) -> None:
    """Refuse a page that is larger than an article's, or has more of anything.

    Raises:
        RejectedError: it has; the message says what there is too much of.
    """
    check(body, _MOST, refusal="no article", largest=_LARGEST)
    tags = [found[1] for found in _TAG.finditer(body)]
    of_one = max((_attributes(tag) for tag in tags if len(tag) > _SHORT_TAG), default=0)
    if of_one > _MOST_OF_A_TAG:
        raise RejectedError(f"no article: a tag has more than {_MOST_OF_A_TAG:,} attributes")
    if sum(map(len, tags)) > _SHORT_PAGE and sum(map(_attributes, tags)) > _MOST_OF_A_PAGE:
        raise RejectedError(f"no article: it has more than {_MOST_OF_A_PAGE:,} attributes")


def _attributes(tag: bytes) -> int:
    return len(_ATTRIBUTE.findall(tag))
