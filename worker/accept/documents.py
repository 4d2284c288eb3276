"""Pushed documents: JSON objects, checked field by field.

The command line and the Celery task both use this. `document.schema.json` describes exactly the
documents that are accepted.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from typing import Any, cast

from worker.accept.checks import (
    LANGUAGE,
    NOTICE,
    byline,
    formed,
    identifier,
    kind,
    required_text,
    when,
    words,
)
from worker.accept.drafts import article_of, draft_of_page
from worker.deduplicate.exact import text_hash
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.records import Article, ArticleDraft, Notice, Page


def accept(document: Mapping[str, object], *, max_characters: int) -> Article:
    """Return the Article of a pushed document; its fields are those of `document.schema.json`.

    Raises:
        RejectedError: a field is missing, of the wrong type or too long; the message names it.
    """
    if not isinstance(document, Mapping):
        raise RejectedError(f"a document must be an object, not {kind(document)}")
    draft = ArticleDraft(
        text=required_text(document.get("text"), limit=max_characters),
        title=words(document.get("title"), "title"),
        published=when(document, "published"),
        url=words(document.get("url"), "url"),
        language=formed(document, "language", LANGUAGE),
        credit=words(document.get("credit"), "credit"),
        byline=byline(document.get("byline")),
        section=words(document.get("section"), "section"),
        modified=when(document, "modified"),
        notice=cast("Notice | None", formed(document, "notice", NOTICE)),
    )
    given_id = identifier(document.get("id"))
    article = article_of(draft)
    return replace(
        article,
        published_from=_published_from(draft, article),
        source_key=_source_key(article, given_id),
    )


def schema(*, max_characters: int) -> dict[str, Any]:
    """Return the JSON Schema of a document; `max_characters` is its limit for the text."""
    given = files(__package__).joinpath("document.schema.json").read_text("utf-8")
    described: dict[str, Any] = json.loads(given)
    described["properties"]["text"]["maxLength"] = max_characters
    return described


def document_of(page: Page, *, url: str | None) -> dict[str, object]:
    """Return the document of a page that was read from a file or an archive."""
    draft = draft_of_page(page, ArticleDraft(text="", url=url))
    return {
        "url": draft.url,
        "title": draft.title,
        "published": _iso(draft.published),
        "modified": _iso(draft.modified),
        "language": draft.language,
        "byline": draft.byline,
        "section": draft.section,
        "credit": draft.credit,
        "notice": draft.notice,
        "text": draft.text,
    }


def key_of_address(url: str) -> str:
    """Return the source key of an article that is known by its address."""
    return f"url:{url_key(url)}"


def _published_from(draft: ArticleDraft, article: Article) -> str | None:
    if article.published is None:
        return None
    return "document" if draft.published else "text"


def _source_key(article: Article, given_id: str | None) -> str:
    # The sender's id first, then the address; a text without either is known by its hash.
    if given_id:
        return f"id:{given_id}"
    return key_of_address(article.url) if article.url else f"text:{text_hash(article)}"


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
