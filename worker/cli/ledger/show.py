"""`reportedly show`: one article with its claims."""

from collections.abc import Sequence
from typing import Annotated

import typer

from db import lookup
from db.lookup.claims import ClaimView
from db.session import reading
from worker.cli.ledger.claims import claim_lines
from worker.cli.opening import open_ledger
from worker.cli.screen import marked, out, print_json
from worker.errors import RejectedError
from worker.export.claims_gold import claim_fields
from worker.records import Article
from worker.settings import load_settings

_EVERY_CLAIM = 100_000
"""Claims of one article that are shown: more than the longest text that is accepted has."""


def show(
    article: Annotated[str, typer.Argument(help="An article's key, or the beginning of one.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print an article with its claims, chains and factualities."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        revision = lookup.articles.newest_revision(connection, article)
        if revision is None:
            raise RejectedError(f"no single article {article!r}; `reportedly articles` lists them")
        selection = lookup.claims.Selection(article_key=revision.article_key, limit=_EVERY_CLAIM)
        views = lookup.claims.find(connection, selection)
        outcome = lookup.articles.outcome(connection, revision.id)
    stored = revision.article
    if as_json:
        print_json(_fields(revision, views, outcome))
        return
    out.print(f"{_heading(revision)}\n", style="dim", markup=False)
    out.print(marked(stored.text, [view.claim for view in views]))
    out.print()
    if outcome == "unsupported_language":
        out.print(f"no claims: its language, {stored.language}, is not supported")
    elif not views:
        out.print("no claims (yet): `reportedly jobs` says whether its extraction is queued")
    for number, view in enumerate(views, start=1):
        out.print(claim_lines(view, number=number))


def _fields(
    revision: lookup.articles.Revision, views: Sequence[ClaimView], outcome: str | None
) -> dict[str, object]:
    stored = revision.article
    return {
        "article": revision.article_key,
        "revision": revision.number,
        "status": revision.status,
        "title": stored.title,
        "published": stored.published,
        "published_from": stored.published_from,
        "modified": stored.modified,
        "language": stored.language,
        "outcome": outcome,
        "byline": stored.byline,
        "section": stored.section,
        "credit": stored.credit,
        "notice": stored.notice,
        "text": stored.text,
        "claims": [{"key": view.key, **claim_fields(view.claim)} for view in views],
    }


def _heading(revision: lookup.articles.Revision) -> str:
    """Return the line above a text: its key, and what it and its publisher say about it."""
    stored = revision.article
    parts = (
        ("", f"{revision.article_key}, revision {revision.number}"),
        ("", "" if revision.status == "active" else revision.status),
        ("published ", _published(stored)),
        ("modified ", stored.modified),
        ("", stored.credit),
        ("by ", stored.byline),
        ("in ", stored.section),
        ("language ", stored.language),
        ("notice of ", stored.notice),
    )
    return ", ".join(f"{before}{value}" for before, value in parts if value)


def _published(article: Article) -> str:
    """Return the day, and where it was found."""
    if article.published is None:
        return "unknown"
    origin = article.published_from
    return f"{article.published} ({origin})" if origin else str(article.published)
