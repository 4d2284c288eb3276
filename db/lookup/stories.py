"""The reads of stories: union-find over revisions, and the members of each story."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final, NamedTuple

from sqlalchemy import Connection, Select, select

from db.lookup.articles import EVENT, EVERYTHING, ArticleView, Search, event_of, views
from db.models import ArticleRow, RevisionRow, StoryRow
from db.session import in_parameter

_FEWEST: Final = 200
"""Revisions that one statement of `find` reads, at least: many can be of one story."""


class _Dated(NamedTuple):
    """An article by its id and key."""

    id: int
    key: str


@dataclass(frozen=True, slots=True)
class Member:
    """A revision of a story."""

    revision_id: int
    article_key: str
    source_key: str
    number: int
    title: str | None
    url: str | None
    credit: str | None
    byline: str | None
    published_on: date | None
    event_at: datetime
    text: str


def roots(connection: Connection, revision_ids: Iterable[int]) -> dict[int, int]:
    """Return for each revision the root of its story, itself if it is alone."""
    found = {one: one for one in revision_ids}
    above = _above(connection.dialect.name)
    while True:
        parents = dict(connection.execute(above, {"ids": sorted(set(found.values()))}).all())
        if not parents:
            return found
        found = {one: parents.get(here, here) for one, here in found.items()}


@cache
def _above(dialect: str) -> Select[int, int]:
    return select(StoryRow.revision_id, StoryRow.parent_id).where(
        in_parameter(dialect, StoryRow.revision_id, "ids"),
        StoryRow.parent_id != StoryRow.revision_id,
    )


def revisions_of(connection: Connection, roots: Iterable[int]) -> dict[int, int]:
    """Return every revision of the stories with these roots, each with its root."""
    found = {one: one for one in roots}
    level = set(roots)
    while level:
        below = select(StoryRow.revision_id, StoryRow.parent_id).where(
            in_parameter(connection.dialect.name, StoryRow.parent_id, "ids"),
            StoryRow.revision_id != StoryRow.parent_id,
        )
        rows = connection.execute(below, {"ids": sorted(level)}).all()
        level = set()
        for revision_id, parent_id in rows:
            found[revision_id] = found[parent_id]
            level.add(revision_id)
    return found


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as lists show it: its earliest article, and the keys of the others."""

    earliest: ArticleView
    others: tuple[str, ...]


def find(connection: Connection, *, limit: int, search: Search = EVERYTHING) -> list[StoryView]:
    """Return the stories of the newest texts that match, newest first."""
    newest = (
        select(RevisionRow.id)
        .where(*search.conditions())
        .order_by(RevisionRow.id.desc())
        .limit(max(limit, _FEWEST))
    )
    some = connection.execute(newest).scalars().all()
    wanted: dict[int, None] = {}
    # Several texts can be of one story, so more may be needed.
    while some and len(wanted) < limit:
        found = roots(connection, some)
        wanted |= dict.fromkeys(found[one] for one in some)
        some = connection.execute(newest.where(RevisionRow.id < some[-1])).scalars().all()
    kept = list(wanted)[:limit]
    articles_of = _articles(connection, revisions_of(connection, kept))
    earliest = views(connection, [articles_of[one][0].id for one in kept])
    return [
        StoryView(earliest[first.id], tuple(other.key for other in others))
        for first, *others in (articles_of[one] for one in kept)
    ]


def _articles(connection: Connection, root_of: Mapping[int, int]) -> dict[int, list[_Dated]]:
    """Return the articles of each story by its root, earliest first by their first events."""
    rows = connection.execute(
        select(
            RevisionRow.id,
            ArticleRow.id.label("article_id"),
            ArticleRow.key,
            *EVENT,
        )
        .join(ArticleRow, ArticleRow.id == RevisionRow.article_id)
        .where(in_parameter(connection.dialect.name, RevisionRow.id, "ids")),
        {"ids": sorted(root_of)},
    )
    dated = sorted((event_of(row), row.id, row) for row in rows)
    found: dict[int, dict[int, _Dated]] = {}
    for _, revision_id, row in dated:
        story = found.setdefault(root_of[revision_id], {})
        story.setdefault(row.article_id, _Dated(row.article_id, row.key))
    return {one: list(story.values()) for one, story in found.items()}


def members(connection: Connection, revision_id: int) -> list[Member]:
    """Return all revisions in the story of this one, the earliest first."""
    found = revisions_of(connection, roots(connection, [revision_id]).values())
    rows = connection.execute(
        select(
            RevisionRow.id,
            ArticleRow.key,
            ArticleRow.source_key,
            RevisionRow.title,
            ArticleRow.url,
            RevisionRow.credit,
            RevisionRow.byline,
            RevisionRow.text,
            *EVENT,
        )
        .join(ArticleRow, ArticleRow.id == RevisionRow.article_id)
        .where(in_parameter(connection.dialect.name, RevisionRow.id, "ids")),
        {"ids": sorted(found)},
    )
    found_members = [
        Member(
            row.id,
            row.key,
            row.source_key,
            row.number,
            row.title,
            row.url,
            row.credit,
            row.byline,
            row.published_on,
            event_of(row),
            row.text,
        )
        for row in rows
    ]
    return sorted(found_members, key=lambda member: (member.event_at, member.revision_id))
