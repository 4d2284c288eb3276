"""`reportedly articles`: the stories of the ledger as a list."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from db import lookup
from db.lookup.stories import StoryView
from db.session import reading
from worker.cli.opening import open_ledger
from worker.cli.screen import out, print_json
from worker.settings import load_settings


def articles(
    limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 50,
    *,
    words: Annotated[
        str | None,
        typer.Option("--text", help="Words of the title or the text, as they are written."),
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
    out.print(_table(found))


def _table(found: Sequence[StoryView]) -> Table:
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
    return table


def _claims(view: lookup.articles.ArticleView) -> str:
    """Return how many claims are shown, or why none."""
    if view.claims is None:
        return "waiting"
    return str(view.claims) if view.outcome == "extracted" else f"in {view.language}"
