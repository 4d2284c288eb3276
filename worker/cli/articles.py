"""`reportedly articles` and `reportedly show`: the ledger's list, and one text."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from db import lookup
from db.lookup.stories import StoryView
from db.session import reading
from worker.cli.claims import claim_lines
from worker.cli.ledger import open_ledger
from worker.cli.screen import marked, out, print_json
from worker.errors import RejectedError
from worker.export.claims_gold import claim_fields
from worker.records import Article
from worker.settings import load_settings

EVERY_CLAIM = 100_000


def articles(
    limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 50,
    *,
    words: Annotated[
        str | None, typer.Option("--text", help="Words of the title or the text, as they stand.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Only texts in this language: en, de, fr ...")
    ] = None,
    unfold: Annotated[
        bool, typer.Option("--unfold", help="Every article by itself, copies too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """List the stories of the ledger, newest first: the earliest article of each.

    Articles that have the text of one story are folded into one line, with their number;
    `reportedly copies ARTICLE` shows them.
    """
    engine = open_ledger(load_settings())
    search = lookup.articles.Search(words, language)
    with reading(engine) as connection:
        if unfold:
            views = lookup.articles.find(connection, limit=limit, search=search)
            found = [StoryView(view, ()) for view in views]
        else:
            found = lookup.stories.find(connection, limit=limit, search=search)
    if as_json:
        print_json([{**asdict(each.earliest), "others": each.others} for each in found])
        return
    if not found:
        none = "no articles yet; `reportedly accept FILE` or `reportedly up` brings some"
        out.print("no articles fit" if words or language else none)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for column in ("article", "published", "copies", "claims", "texts", "status", "title"):
        table.add_column(column, no_wrap=True, ratio=1 if column == "title" else None)
    for each in found:
        view = each.earliest
        copies = f"+{len(each.others)}" if each.others else ""
        published = str(view.published_on or "")
        status = "" if view.status == "active" else view.status
        title = Text(view.title or "(no title)", overflow="ellipsis")
        texts = str(view.revisions)
        table.add_row(view.key, published, copies, _claims(view), texts, status, title)
    out.print(table)


def _claims(view: lookup.articles.ArticleView) -> str:
    """How many claims are shown, or why none."""
    if view.claims is None:
        return "waiting"
    return str(view.claims) if view.outcome == "extracted" else f"in {view.language}"


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
        selection = lookup.claims.Selection(article_key=revision.article_key, limit=EVERY_CLAIM)
        views = lookup.claims.find(connection, selection)
        outcome = lookup.articles.outcome(connection, revision.id)
    stored = revision.article
    if as_json:
        print_json(
            {
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
        )
        return
    out.print(f"{_told(revision)}\n", style="dim", markup=False)
    out.print(marked(stored.text, [view.claim for view in views]))
    out.print()
    if outcome == "unsupported_language":
        out.print(f"no claims: its language, {stored.language}, is not supported")
    elif not views:
        out.print("no claims (yet): `reportedly jobs` tells whether its extraction waits")
    for number, view in enumerate(views, start=1):
        out.print(claim_lines(view, number=number))


def _told(revision: lookup.articles.Revision) -> str:
    """What stands above a text: its name, and what it and its publisher say of it."""
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
    """The day, and what says so."""
    if article.published is None:
        return "unknown"
    origin = article.published_from
    return f"{article.published} ({origin})" if origin else str(article.published)
