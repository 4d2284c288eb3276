"""Stories and the relations of their texts, as JSON for other programs.

Articles are identified by the ids or addresses with which they were accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from worker.export.claims_gold import claim_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from worker.link.claim_changes import ClaimChange
    from worker.link.origins import Origin


class Member(Protocol):
    """One revision in a story, as the ledger has it."""

    @property
    def article_key(self) -> str:
        """The article's key."""

    @property
    def source_key(self) -> str:
        """The source key of the article: the kind of its name, a colon, the name."""

    @property
    def number(self) -> int:
        """The number of the revision."""

    @property
    def title(self) -> str | None:
        """Its title."""

    @property
    def url(self) -> str | None:
        """Its address."""

    @property
    def credit(self) -> str | None:
        """The agency or outlet that it is credited to."""

    @property
    def event_at(self) -> datetime:
        """When it was published, otherwise when it was first seen."""


class Relation(Protocol):
    """The relation of a newer text to an older one, as the ledger has it."""

    @property
    def older_key(self) -> str:
        """The source key of the older article."""

    @property
    def newer_key(self) -> str:
        """The source key of the newer article."""

    @property
    def older_number(self) -> int:
        """The number of the older article's revision."""

    @property
    def newer_number(self) -> int:
        """The number of the newer article's revision."""

    @property
    def relation(self) -> str:
        """The relation: syndicated_copy, abridgement, revision and so on."""

    @property
    def contained_older(self) -> float:
        """The share of the older text that is in the newer one."""

    @property
    def contained_newer(self) -> float:
        """The share of the newer text that is in the older one."""

    @property
    def evidence(self) -> Mapping[str, Any]:
        """The proof: numbers, words and sentences that changed."""


def story_fields(
    origin: Origin,
    members: Sequence[Member],
    relations: Sequence[tuple[Relation, Sequence[ClaimChange]]],
) -> dict[str, object]:
    """Return a story: its origin, its texts, and their relations with the changed claims."""
    return {
        "earliest": origin.earliest,
        "agency": origin.agency,
        "credits": [credit._asdict() for credit in origin.credits],
        "members": [member_fields(member) for member in members],
        "relations": [
            {**relation_fields(each), "claims": [_change(change) for change in changes]}
            for each, changes in relations
        ],
    }


def member_fields(member: Member) -> dict[str, object]:
    """Return one text of a story."""
    return {
        "article": member.article_key,
        "id": _accepted_id(member.source_key),
        "revision": member.number,
        "title": member.title,
        "url": member.url,
        "credit": member.credit,
        "event_at": member.event_at.isoformat(),
    }


def relation_fields(each: Relation) -> dict[str, object]:
    """Return one relation of two texts, with its evidence."""
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


def _change(change: ClaimChange) -> dict[str, object]:
    """Return a claim of the older text and its counterpart in the newer one."""
    return {
        "older": claim_fields(change.older) if change.older else None,
        "newer": claim_fields(change.newer) if change.newer else None,
    }


def _accepted_id(source_key: str) -> str:
    """Return the id or address that a document was accepted with, or its key if it had neither."""
    kind, _, name = source_key.partition(":")
    return name if kind in {"id", "url"} else source_key
