"""Step 3, accept: a pushed document, checked field by field, becomes an Article.

One path for everything that is pushed, whether by the command line or by the Celery task. Pure:
the same document gives the same Article and the same source key, which makes a repeat harmless.
"""

from collections.abc import Mapping
from datetime import date, datetime

from worker.deduplicate.exact import text_hash
from worker.deduplicate.urls import url_key
from worker.errors import RejectedError
from worker.parse.plaintext import read_text
from worker.records import Article, Page

FIELDS = ("id", "url", "title", "published", "text")
MAX_KEY_CHARACTERS = 2_000
# PostgreSQL cannot store a NUL, UTF-8 has no form for half a surrogate pair: each becomes one
# replacement character, so that all other offsets stay as they were sent.
_UNSTORABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def accept(document: Mapping[str, object], *, max_characters: int) -> Article:
    """Return the Article of a pushed document `{id?, url?, title?, published?, text}`.

    Raises:
        RejectedError: a field is missing, of the wrong kind or too long; the message names it.
    """
    if not isinstance(document, Mapping):
        raise RejectedError(f"a document is an object, not {type(document).__name__}")
    text = _words(document, "text", limit=max_characters)
    if text is None:
        raise RejectedError("text: missing or blank; a document needs a text")
    url = _words(document, "url", limit=MAX_KEY_CHARACTERS)
    given_id = _words(document, "id", limit=MAX_KEY_CHARACTERS)
    title = _words(document, "title", limit=MAX_KEY_CHARACTERS)
    published = _published(document.get("published"))
    article = read_text(text, title=title, published=published, url=url, source_key="")
    return _named(article, given_id)


def document_of(
    page: Page, *, url: object, title: object = None, published: object = None
) -> dict[str, object]:
    """Return a page as a document; what the page does not say of itself is as it was named.

    Its title stands above its text, so that the headline's claims have offsets too.
    """
    heading = page.title or (title if isinstance(title, str) else None)
    missing = heading and not page.text.lstrip().startswith(heading)
    return {
        "url": url,
        "title": heading,
        "published": published or (page.published.isoformat() if page.published else None),
        "text": f"{heading}\n\n{page.text}" if missing else page.text,
    }


def key_of_address(url: str) -> str:
    """Return the source key of an article that its address names."""
    return f"url:{url_key(url)}"


def _named(article: Article, given_id: str | None) -> Article:
    # The producer's id first, then the address; a text without either is named by itself.
    if given_id:
        key = f"id:{given_id}"
    elif article.url:
        key = key_of_address(article.url)
    else:
        key = f"text:{text_hash(article)}"
    return Article(
        text=article.text,
        sections=article.sections,
        source_key=key,
        title=article.title,
        url=article.url,
        published=article.published,
        credit=article.credit,
    )


def _words(document: Mapping[str, object], name: str, *, limit: int) -> str | None:
    value = document.get(name)
    if value is None:
        return None
    if name == "id" and isinstance(value, int):
        value = str(value)
    if not isinstance(value, str):
        raise RejectedError(f"{name}: must be a string, not {type(value).__name__}")
    if len(value) > limit:
        raise RejectedError(f"{name}: {len(value):,} characters; the limit is {limit:,}")
    value = value.translate(_UNSTORABLE)
    return value if value.strip() else None


def _published(value: object) -> date | datetime | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise RejectedError(f"published: must be a string, not {type(value).__name__}")
    try:
        return date.fromisoformat(value) if len(value) == len("2025-01-13") else _moment(value)
    except ValueError:
        raise RejectedError(
            f"published: {value[:40]!r} is not a date such as 2025-01-13 or 2025-01-13T09:30:00Z"
        ) from None


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value)
