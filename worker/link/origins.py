"""The origin of a story: the earliest text, the credited agency, and who credits whom.

It is derived whenever a story is shown, never stored: a member that is found later changes the
result and invalidates nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.parse.pages.credits import agency_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_CHARACTERS: Final = 20_000
"""Characters of a text that are searched for credits, at most: bounds the work per member."""

# "first reported by the Harbour Post", "originally published by Coast Weekly".
_CREDITED: Final = re.compile(
    r"\b(?:first|originally)\s+(?:reported|published|appeared|posted)\s+(?:by|in|on)\s+"
    r"(?:[Tt]he\s+)?(?P<name>[A-Z][\w&'\u2019.-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w&'\u2019-]*){0,5})"
)
_NO_LETTERS: Final = re.compile(r"[\W_]+")


class StoryMember(NamedTuple):
    """A member of a story: its article's key, its publisher's host, and what can credit others."""

    article: str
    publisher: str | None
    credit: str | None
    byline: str | None
    text: str


class Credit(NamedTuple):
    """A credit: the crediting article, the credited name, and the member of that publisher."""

    article: str
    name: str
    credited: str | None


class Origin(NamedTuple):
    """The earliest article, the agency that most articles credit, and all credits."""

    earliest: str
    agency: str | None
    credits: tuple[Credit, ...]


def origin_of(members: Sequence[StoryMember]) -> Origin:
    """Return the origin of a story from its members, at least one, the earliest first."""
    credited = tuple(
        Credit(article, name, _publisher_called(name, members, article))
        for article, name in dict.fromkeys(
            (member.article, name) for member in members for name in _credited_by(member)
        )
    )
    agencies = Counter(credit.name for credit in credited if agency_in(credit.name))
    most = max(agencies, key=lambda name: agencies[name], default=None)
    return Origin(members[0].article, most, credited)


def _credited_by(member: StoryMember) -> list[str]:
    """The names that a member credits, without its own; agencies under their usual name."""
    text = member.text[:_MOST_CHARACTERS]
    in_text = [match["name"].rstrip(".") for match in _CREDITED.finditer(text)]
    given = [name for name in (member.credit, agency_in(member.byline), *in_text) if name]
    names = [agency_in(name) or name for name in given]
    return [name for name in dict.fromkeys(names) if not _is_called(member.publisher, name)]


def _publisher_called(name: str, members: Sequence[StoryMember], article: str) -> str | None:
    return next(
        (
            member.article
            for member in members
            if member.article != article and _is_called(member.publisher, name)
        ),
        None,
    )


def _is_called(publisher: str | None, name: str) -> bool:
    """Whether a host belongs to a name: `harbourpost.example` to "The Harbour Post"."""
    labels = [_letters(label) for label in (publisher or "").split(".")[:-1]]
    wanted = _letters(name)
    return bool(wanted) and any(
        label.removeprefix("the") == wanted.removeprefix("the")
        or (agency_in(name) is not None and label.removesuffix("news") == wanted)
        for label in labels
    )


def _letters(words: str) -> str:
    return _NO_LETTERS.sub("", words.casefold())
