"""The agency that a story is credited to, by its page, its byline, its first line or its last.

An agency is one of `agencies.toml`, and is named as it is there. Other names are taken only from
where a page says in so many words where it has the story from.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from worker.parse.furniture import dateline_end
from worker.parse.pages.facts import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Lines from both ends in which a credit is looked for, characters of such a line and of a name.
_FIRST_LINES: Final = 4
_LAST_LINES: Final = 4
_LONGEST_LINE: Final = 120
_LONGEST_NAME: Final = 80


def _load_agencies() -> dict[str, str]:
    words = tomllib.loads(files(__package__).joinpath("agencies.toml").read_text("utf-8"))
    return {alias: name for name, aliases in words["agencies"].items() for alias in aliases}


_AGENCIES: Final = _load_agencies()
_NAMES: Final = "|".join(map(re.escape, sorted(_AGENCIES, key=len, reverse=True)))
_PARTS: Final = re.compile(
    r"\s*(?:[,;/|+&]|\band\b|\bwith\b|\bvia\b|\bfor\b|\bby\b|\s[-\u2013\u2014]\s)\s*",
    re.IGNORECASE,
)
_ARTICLES: Final = frozenset({"the", "la", "l'", "die"})
_STAFF: Final = frozenset(
    {"agency", "bureau", "columnist", "correspondent", "correspondents", "editor", "editors",
     "journalist", "newsroom", "photographer", "report", "reporter", "reporters", "reporting",
     "reports", "service", "services", "staff", "team", "wire", "writer", "writers"}
)  # fmt: skip
# A line that is nothing but a credit, or a paragraph that ends with one after a dash.
_SIGNED: Final = re.compile(
    rf"[\s(\[/\u2013\u2014-]*(?:source\s*:\s*|©\s*|\(c\)\s*)?(?:\d{{4}}\s+)?(?:the\s+)?"
    rf"(?P<agency>{_NAMES})(?:\s*[/,&+]\s*(?:the\s+)?(?:{_NAMES}|agencies))*[\s)\]/.]*",
)
_SIGNED_END: Final = re.compile(
    rf"[.!?\"”\u2019]\s*(?:[\u2013\u2014-]{{1,2}}\s*(?P<dashed>{_NAMES})"
    rf"|[(\[](?P<agency>{_NAMES})(?:/[\w/]{{1,30}})?[)\]])\.?$"
)
_INPUTS: Final = re.compile(
    rf"[\W]{{0,3}}(?:with\s+)?(?:additional\s+)?(?:inputs?|files|information|material|reporting|"
    rf"reports?|contributions?|agency inputs?)\s+(?:from|by)\s+(?:the\s+)?"
    rf"(?P<agency>{_NAMES})\b.{{0,80}}"
)
_SOURCE: Final = re.compile(r"source\s*:\s*(?P<name>\S.{0,78})", re.IGNORECASE)
_OPENING: Final = re.compile(rf"[(\[](?P<agency>{_NAMES})[)\]]\s*[\u2013\u2014:-]")


def credit_of(
    lines: Sequence[str], *, byline: str | None, source: str | None, site: str | None
) -> str | None:
    """Return the agency or outlet that the story is from, where it is not the page's own.

    `lines` are its paragraphs with those that are no part of it, `source` the one that the page
    names. Agencies are looked for in all of these first, a `source` that is none is next.
    """
    known = (agency_in(source), agency_in(byline), _at_top(lines), _at_end(lines))
    named = next((name for name in known if name is not None), None)
    if named is not None:
        return named
    for name in (source, _source_line(lines)):
        if name and len(name) <= _LONGEST_NAME and not _is_own(name, site):
            return name
    return None


def agency_in(words: str | None) -> str | None:
    """Return the agency in a name or a list of names, or None."""
    found = (_agency(part.strip(" .()[]").split()) for part in _PARTS.split(words or ""))
    return next((name for name in found if name is not None), None)


def _agency(words: list[str]) -> str | None:
    """Return the agency that one name is, or is of: "Reuters Staff", "Ada Moor AP"."""
    if words and words[0].casefold() in _ARTICLES:
        del words[0]
    whole = _AGENCIES.get(" ".join(words).casefold())
    if whole is not None or len(words) == 1:
        return whole
    starts = [words[:n] for n in (1, 2, 3) if n < len(words) and words[-1].casefold() in _STAFF]
    # After the name of a person: not a family name.
    ends = [words[-n:] for n in (1, 2, 3) if n < len(words) and (n > 1 or words[-1].isupper())]
    names = (_AGENCIES.get(" ".join(part).casefold()) for part in (*starts, *ends))
    return next((name for name in names if name is not None), None)


def _is_own(name: str, site: str | None) -> bool:
    """Return whether a name is that of the site itself, or of a part of it."""
    one, other = name_key(name), name_key(site)
    return not one or (bool(other) and (one.startswith(other) or other.startswith(one)))


def is_credit(line: str) -> bool:
    """Return whether a line is a credit and nothing else."""
    return len(line) <= _LONGEST_LINE and _SIGNED.fullmatch(line.casefold()) is not None


def _at_top(lines: Sequence[str]) -> str | None:
    """Return the agency in the dateline, which may be below a headline and a standfirst."""
    for line in lines[:_FIRST_LINES]:
        opening = _OPENING.match(line[:_LONGEST_LINE].casefold())
        found = _AGENCIES[opening["agency"]] if opening else agency_in(dateline_end(line)[1])
        if found is not None:
            return found
    return None


def _at_end(lines: Sequence[str]) -> str | None:
    return next(_signatures(lines), None)


def _signatures(lines: Sequence[str]) -> Iterator[str]:
    for line in reversed(lines[-_LAST_LINES:]):
        words = line[-_LONGEST_LINE:].casefold()
        whole = len(line) <= _LONGEST_LINE
        found = (_SIGNED.fullmatch(words) or _INPUTS.fullmatch(words)) if whole else None
        found = found or _SIGNED_END.search(words)
        if found is not None:
            yield _AGENCIES[next(filter(None, found.groupdict().values()))]


def _source_line(lines: Sequence[str]) -> str | None:
    found = (_SOURCE.fullmatch(line) for line in reversed(lines[-_LAST_LINES:]))
    return next((match["name"].strip() for match in found if match is not None), None)
