"""The door of this room: the bytes of a feed of any format become a ParsedFeed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.errors import RejectedError
from worker.parse.bounds import check
from worker.parse.feeds.formats import FORMATS

if TYPE_CHECKING:
    from datetime import datetime

    from worker.records import ParsedFeed


def read_feed(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    now: datetime | None = None,
) -> ParsedFeed:
    """Return the feed in `body`, which came from `url`; dates well after `now` are dropped.

    Raises:
        RejectedError: the body is no feed; the message says what it is instead.
    """
    if not body.strip():
        raise RejectedError("not a feed: the body is empty")
    check(body, {}, refusal="not a feed")
    form = next(one for one in FORMATS if one.opens(body))
    return form.reader()(body, url=url, content_type=content_type, now=now)
