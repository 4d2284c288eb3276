"""`reportedly copies` and `reportedly export copies`: one story, however many outlets have it."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from typing import Annotated, Any

import typer
from rich.text import Text

from db.lookup import articles
from db.lookup import copies as lookup
from db.session import reading
from worker.cli.ledger import open_ledger
from worker.cli.screen import counted, out, print_json
from worker.errors import RejectedError
from worker.settings import load_settings

app = typer.Typer(
    help="Write what the ledger holds for other programs, as JSON lines.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def copies(
    article: Annotated[str, typer.Argument(help="An article's key, or the beginning of one.")],
    *,
    diff: Annotated[bool, typer.Option("--diff", help="Show how the texts differ.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the story of an article: who else has its text, since when, and what was changed.

    The earliest stands first. Relations say what the newer text is to the older one.
    """
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        mine = articles.newest_revision(connection, article)
        if mine is None:
            raise RejectedError(f"no single article {article!r}; `reportedly articles` lists them")
        members = lookup.members(connection, [mine.id])
        relations = list(lookup.relations(connection, [one.revision_id for one in members]))
    if as_json:
        shown = [_member(member) for member in members]
        print_json({"members": shown, "relations": [_relation(each) for each in relations]})
        return
    outlets = len({member.article_key for member in members})
    out.print(
        f"{counted(outlets, 'article')} with {counted(len(members), 'text')}, the earliest first",
        style="bold",
    )
    texts = {member.revision_id: member for member in members}
    for member in members:
        when = member.event_at.strftime("%Y-%m-%d %H:%MZ")
        credit = f", credited to {member.credit}" if member.credit else ""
        title = member.title or "(no title)"
        out.print(f"{when}  {_name(member)}  {title}{credit}", markup=False)
        for each in relations:
            if each.newer_id == member.revision_id and each.older_id in texts:
                out.print(f"    {_words(each, texts[each.older_id])}", style="dim", markup=False)
                if diff:
                    _print_diff(texts[each.older_id], member)


@app.command("copies")
def export_copies() -> None:
    """Print every relation, a line each, under the ids with which the articles were accepted."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        for each in lookup.relations(connection):
            print_json(_relation(each))


def _member(member: lookup.Member) -> Mapping[str, Any]:
    return {
        "article": member.article_key,
        "id": _accepted_id(member.source_key),
        "revision": member.number,
        "title": member.title,
        "url": member.url,
        "credit": member.credit,
        "event_at": member.event_at.isoformat(),
    }


def _relation(each: lookup.Copy) -> Mapping[str, Any]:
    return {
        "id_a": _accepted_id(each.older_key),
        "id_b": _accepted_id(each.newer_key),
        "revision_a": each.older_number,
        "revision_b": each.newer_number,
        "relation": each.relation,
        "contained_a": round(each.contained_older, 3),
        "contained_b": round(each.contained_newer, 3),
        **each.evidence,
    }


def _accepted_id(source_key: str) -> str:
    """The id or address that a document was accepted with; what had neither keeps its key."""
    kind, _, name = source_key.partition(":")
    return name if kind in {"id", "url"} else source_key


def _name(member: lookup.Member) -> str:
    return f"{member.article_key}/{member.number}"


def _words(each: lookup.Copy, older: lookup.Member) -> str:
    """What a text is to an older one: `revision of a7/1, 83 % of it: 300 -> 320`."""
    told = each.evidence
    parts = [
        f"{each.relation.replace('_', ' ')} of {_name(older)}, {each.contained_older:.0%} of it"
    ]
    gone, come = ", ".join(told["numbers_removed"]), ", ".join(told["numbers_added"])
    if gone or come:
        parts.append(f"numbers {gone or 'none'} -> {come or 'none'}")
    if told["words_changed"]:
        parts.append(f"words {', '.join(told['words_changed'])}")
    for name, verb in (("sentences_removed", "removed"), ("sentences_added", "added")):
        if told[name]:
            parts.append(f"{counted(told[name], 'sentence')} {verb}")
    return "; ".join(parts)


def _print_diff(older: lookup.Member, newer: lookup.Member) -> None:
    for line in _diff(older, newer):
        out.print(Text(f"      {line}", style=_COLOURS.get(line[:1], "")))


def _diff(older: lookup.Member, newer: lookup.Member) -> Iterator[str]:
    names = _name(older), _name(newer)
    yield from unified_diff(_lines(older), _lines(newer), *names, lineterm="", n=1)


def _lines(member: lookup.Member) -> list[str]:
    return [line.strip() for line in member.text.splitlines() if line.strip()]
