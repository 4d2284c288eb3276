"""Pages as documents: the article's text under its title."""

from worker.accept import document_of
from worker.cli.documents.given import Given
from worker.clock import now
from worker.errors import RejectedError
from worker.parse.pages.addresses import own_address
from worker.parse.readers import reader

MAX_PAGE_BYTES = 10_000_000
"""Bytes of a page that are read; the parser refuses a page of half of this."""


def page_of(place: str, body: bytes, *, url: str | None = None) -> Given:
    """Return the bytes of a page, which came from `url` if that is known, as a document."""
    if len(body) > MAX_PAGE_BYTES:
        fault = f"too many bytes; a page has at most {MAX_PAGE_BYTES:,}"
        return Given(place, None, fault, size=len(body))
    try:
        return Given(place, page_document(body, url=url), size=len(body))
    except RejectedError as error:
        return Given(place, None, str(error), size=len(body))


def page_document(
    body: bytes, *, url: str | None = None, content_type: str | None = None
) -> dict[str, object]:
    """Return the article of a page as a document, with its title above its text.

    Raises:
        RejectedError: there is no article; the message says what there is instead.
    """
    address = url or own_address(body)
    page = reader("page")(body, url=address or "", content_type=content_type, now=now())
    return document_of(page, url=address)
