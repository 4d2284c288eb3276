"""`reportedly copies` and `reportedly export copies`: one story, however many outlets have it."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from typing import Annotated, Any

import typer
from rich.text import Text
from sqlalchemy import Connection

from db import lookup
from db.session import reading
from worker.cli.ledger import open_ledger
from worker.cli.screen import (
    chain_words,
    counted,
    factuality_text,
    out,
    print_json,
    quantity_words,
)
from worker.deduplicate.urls import publisher_of
from worker.errors import RejectedError
from worker.export.claims_gold import claim_fields
from worker.link.origins import Origin, Teller, origin_of
from worker.link.revised import Beside, beside
from worker.settings import load_settings

app = typer.Typer(
    help="Write what the ledger holds for other programs, as JSON lines.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_REVISED = frozenset({"revision", "correction"})
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def copies(
    article: Annotated[str, typer.Argument(help="An article's key, or the beginning of one.")],
    *,
    diff: Annotated[bool, typer.Option("--diff", help="Show how the texts differ.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the story of an article: who else has its text, since when, and what was changed.

    The earliest stands first, with whom the articles credit. Relations say what the newer text is
    to the older one; of a revision or a correction the claims that changed stand side by side.
    """
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        mine = lookup.articles.newest_revision(connection, article)
        if mine is None:
            raise RejectedError(f"no single article {article!r}; `reportedly articles` lists them")
        members = lookup.stories.members(connection, mine.id)
        relations = list(lookup.copies.relations(connection, [one.revision_id for one in members]))
        changes = _all_changes(connection, relations)
    origin = origin_of([_teller(member) for member in members])
    if as_json:
        print_json(
            {
                "earliest": origin.earliest,
                "agency": origin.agency,
                "credits": [credit._asdict() for credit in origin.credits],
                "members": [_member(member) for member in members],
                "relations": [
                    {**_relation(each), "claims": _claim_fields(changes[_ids(each)])}
                    for each in relations
                ],
            }
        )
        return
    outlets = len({member.article_key for member in members})
    out.print(
        f"{counted(outlets, 'article')} with {counted(len(members), 'text')}, the earliest first",
        style="bold",
    )
    for line in _origin_lines(origin):
        out.print(line, markup=False)
    texts = {member.revision_id: member for member in members}
    for member in members:
        title = member.title or "(no title)"
        when = member.event_at.strftime("%Y-%m-%d %H:%MZ")
        out.print(f"{when}  {_name(member)}  {title}", markup=False)
        for each in (one for one in relations if one.newer_id == member.revision_id):
            older = texts[each.older_id]
            out.print(f"    {_words(each, older)}", style="dim", markup=False)
            for change in _change_lines(changes[_ids(each)], older.text, member.text):
                out.print(change)
            if diff:
                _print_diff(older, member)


@app.command("copies")
def export_copies() -> None:
    """Print every relation, a line each, under the ids with which the articles were accepted."""
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        for each in lookup.copies.relations(connection):
            print_json(_relation(each))


def _ids(each: lookup.copies.Copy) -> tuple[int, int]:
    return each.older_id, each.newer_id


def _all_changes(
    connection: Connection, relations: Sequence[lookup.copies.Copy]
) -> dict[tuple[int, int], list[Beside]]:
    """The claims that changed, by the relation; none before both texts are extracted."""
    revised = {one for each in relations if each.relation in _REVISED for one in _ids(each)}
    views = lookup.claims.of_revisions(connection, revised)
    claims = {one: [view.claim for view in found] for one, found in views.items()}
    return {
        _ids(each): beside(claims[each.older_id], claims[each.newer_id])
        if each.relation in _REVISED and claims.keys() >= {*_ids(each)}
        else []
        for each in relations
    }


def _teller(member: lookup.stories.Member) -> Teller:
    publisher = publisher_of(member.url)
    return Teller(member.article_key, publisher, member.credit, member.byline, member.text)


def _origin_lines(origin: Origin) -> Iterator[str]:
    if origin.agency:
        yield f"agency    {origin.agency}"
    by_name: dict[tuple[str, str | None], list[str]] = {}
    for credit in origin.credits:
        by_name.setdefault((credit.name, credit.credited), []).append(credit.article)
    for (name, credited), keys in by_name.items():
        member = f" ({credited})" if credited else ""
        yield f"credited  {name}{member} by {', '.join(keys)}"


def _claim_fields(changes: Sequence[Beside]) -> list[Mapping[str, object]]:
    return [
        {
            "older": claim_fields(each.older) if each.older else None,
            "newer": claim_fields(each.newer) if each.newer else None,
        }
        for each in changes
    ]


def _change_lines(changes: Sequence[Beside], older: str, newer: str) -> Iterator[Text]:
    for each in changes:
        for sign, claim, text in (("-", each.older, older), ("+", each.newer, newer)):
            if claim is not None:
                line = Text(f"      {sign} {claim.statement}  ", style=_COLOURS[sign])
                line.append_text(factuality_text(claim))
                line.append(f"  {chain_words(claim, text)}", style="dim")
                for quantity in claim.quantities:
                    line.append(f"  | {quantity_words(quantity)}", style="dim")
                yield line


def _member(member: lookup.stories.Member) -> Mapping[str, Any]:
    return {
        "article": member.article_key,
        "id": _accepted_id(member.source_key),
        "revision": member.number,
        "title": member.title,
        "url": member.url,
        "credit": member.credit,
        "event_at": member.event_at.isoformat(),
    }


def _relation(each: lookup.copies.Copy) -> Mapping[str, Any]:
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


def _name(member: lookup.stories.Member) -> str:
    return f"{member.article_key}/{member.number}"


def _words(each: lookup.copies.Copy, older: lookup.stories.Member) -> str:
    """What a text is to an older one: `revision of a7/1, 83 % of it: 300 -> 320`."""
    told = each.evidence
    parts = [
        f"{each.relation.replace('_', ' ')} of {_name(older)}, {each.contained_older:.0%} of it"
    ]
    gone, come = (
        ", ".join(dict.fromkeys(told[name])) for name in ("numbers_removed", "numbers_added")
    )
    if gone or come:
        parts.append(f"numbers {gone or 'none'} -> {come or 'none'}")
    if told["words_changed"]:
        parts.append(f"words {', '.join(told['words_changed'])}")
    for name, verb in (("sentences_removed", "removed"), ("sentences_added", "added")):
        if told[name]:
            parts.append(f"{counted(told[name], 'sentence')} {verb}")
    return "; ".join(parts)


def _print_diff(older: lookup.stories.Member, newer: lookup.stories.Member) -> None:
    for line in _diff(older, newer):
        out.print(Text(f"      {line}", style=_COLOURS.get(line[:1], "")))


def _diff(older: lookup.stories.Member, newer: lookup.stories.Member) -> Iterator[str]:
    names = _name(older), _name(newer)
    yield from unified_diff(_lines(older), _lines(newer), *names, lineterm="", n=1)


def _lines(member: lookup.stories.Member) -> list[str]:
    return [line.strip() for line in member.text.splitlines() if line.strip()]
