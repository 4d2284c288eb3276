"""`reportedly copies`: one story, however many outlets have it."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer
from sqlalchemy import Connection

from db import lookup
from db.session import reading
from worker.cli.ledger.story_lines import (
    change_lines,
    diff_lines,
    origin_lines,
    relation_words,
    text_name,
)
from worker.cli.opening import open_ledger
from worker.cli.screen import counted, out, print_json
from worker.deduplicate.urls import publisher_of
from worker.errors import RejectedError
from worker.export.copies import story_fields
from worker.link.claim_changes import ClaimChange, changed_claims
from worker.link.origins import Origin, StoryMember, origin_of
from worker.settings import load_settings

Changes = Mapping[tuple[int, int], Sequence[ClaimChange]]
"""The claims that changed, by the ids of the older and the newer text."""

_REVISED = frozenset({"revision", "correction"})


def copies(
    article: Annotated[str, typer.Argument(help="An article's key, or the beginning of one.")],
    *,
    diff: Annotated[bool, typer.Option("--diff", help="Show how the texts differ.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the story of an article: who else has its text, since when, and what was changed.

    The earliest text comes first, with the agencies and outlets that the articles credit. A
    relation says what the newer text is to the older one; for a revision or a correction, the
    claims that changed are shown side by side.
    """
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        mine = lookup.articles.newest_revision(connection, article)
        if mine is None:
            raise RejectedError(f"no single article {article!r}; `reportedly articles` lists them")
        members = lookup.stories.members(connection, mine.id)
        relations = list(lookup.copies.relations(connection, [one.revision_id for one in members]))
        changes = _all_changes(connection, relations)
    origin = origin_of([_story_member(member) for member in members])
    if as_json:
        found = [(each, changes[_ids(each)]) for each in relations]
        print_json(story_fields(origin, members, found))
        return
    _print_origin(origin, members)
    texts = {member.revision_id: member for member in members}
    for member in members:
        title = member.title or "(no title)"
        when = member.event_at.strftime("%Y-%m-%d %H:%MZ")
        out.print(f"{when}  {text_name(member)}  {title}", markup=False)
        for each in (one for one in relations if one.newer_id == member.revision_id):
            _print_relation(each, texts[each.older_id], member, changes, diff=diff)


def _print_origin(origin: Origin, members: Sequence[lookup.stories.Member]) -> None:
    outlets = len({member.article_key for member in members})
    out.print(
        f"{counted(outlets, 'article')} with {counted(len(members), 'text')}, the earliest first",
        style="bold",
    )
    for line in origin_lines(origin):
        out.print(line, markup=False)


def _print_relation(
    each: lookup.copies.Copy,
    older: lookup.stories.Member,
    newer: lookup.stories.Member,
    changes: Changes,
    *,
    diff: bool,
) -> None:
    out.print(f"    {relation_words(each, older)}", style="dim", markup=False)
    for change in change_lines(changes[_ids(each)], older.text, newer.text):
        out.print(change)
    if diff:
        for line in diff_lines(older, newer):
            out.print(line)


def _ids(each: lookup.copies.Copy) -> tuple[int, int]:
    return each.older_id, each.newer_id


def _all_changes(
    connection: Connection, relations: Sequence[lookup.copies.Copy]
) -> dict[tuple[int, int], list[ClaimChange]]:
    """Return the claims that changed, by the relation; none before both texts are extracted."""
    revised = {one for each in relations if each.relation in _REVISED for one in _ids(each)}
    views = lookup.claims.of_revisions(connection, revised)
    claims = {one: [view.claim for view in found] for one, found in views.items()}
    return {
        _ids(each): changed_claims(claims[each.older_id], claims[each.newer_id])
        if each.relation in _REVISED and claims.keys() >= {*_ids(each)}
        else []
        for each in relations
    }


def _story_member(member: lookup.stories.Member) -> StoryMember:
    publisher = publisher_of(member.url)
    return StoryMember(member.article_key, publisher, member.credit, member.byline, member.text)
