"""What a body is: a feed, a page or a text, for files and addresses without a type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.parse.feeds.formats import ELEMENTS, FORMATS, MEDIA_TYPES, looks_like_json

if TYPE_CHECKING:
    from worker.parse.readers import Kind

# Bytes of a body in which its first element is looked for.
_SNIFFED: Final = 4_096
# What may come before the first element: declarations, comments, a document type.
_PROLOGUE: Final = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype\s+(?P<type>\w+).*?>)", re.IGNORECASE | re.DOTALL
)
_ELEMENT: Final = re.compile(r"\s*<(?P<name>[a-z][\w:.-]*)(?=[\s/>])", re.IGNORECASE)
_PAGE_ELEMENTS: Final = frozenset(
    {"html", "head", "body", "title", "meta", "link", "script", "div", "article", "main", "p"}
)
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_PAGE_NAMES: Final = (".html", ".htm", ".xhtml")


def guess_kind(
    body: bytes, *, content_type: str | None = None, name: str = ""
) -> tuple[Kind, str]:
    """Return what a body is and why it is taken for that: by its content, type, then name."""
    found = _kind_by_content(body)
    if found is not None:
        return found
    mime = (content_type or "").partition(";")[0].strip().lower()
    if mime in _PAGE_TYPES:
        return "page", f"its content type is {mime}"
    if mime in MEDIA_TYPES or (mime.endswith("json") and looks_like_json(body)):
        return "feed", f"its content type is {mime}"
    suffix = next((end for end in _PAGE_NAMES if name.lower().endswith(end)), None)
    if suffix is not None:
        return "page", f"its name ends in {suffix}"
    if looks_like_json(body):
        return "feed", "it opens like JSON"
    return "text", "it does not open like a feed or a page"


def _kind_by_content(body: bytes) -> tuple[Kind, str] | None:
    for form in FORMATS:
        if form.mark and form.opens(body):
            return ("feed", f"it is {form.name}") if form.mark in body else None
    start = body[:_SNIFFED].replace(b"\0", b"").decode("latin-1")
    start = start.removeprefix("ï»¿").removeprefix("ÿþ").removeprefix("þÿ")
    declared = start.lstrip().startswith("<?xml")
    while (match := _PROLOGUE.match(start)) is not None:
        if (match["type"] or "").lower() == "html":
            return "page", "it opens with <!doctype html>"
        start = start[match.end() :]
    element = _ELEMENT.match(start)
    if element is None:
        return None
    name = element["name"].lower().rpartition(":")[2]
    if name in ELEMENTS or (declared and name not in _PAGE_ELEMENTS):
        return "feed", f"it opens with <{element['name']}>"
    return ("page", f"it opens with <{element['name']}>") if name in _PAGE_ELEMENTS else None
