"""The address that a page says it has, where that can be true.

What a page names as its own address is taken only where it is of the same site and not of its
front page or a section: careless templates name those, and copies name their original's site.
Nothing is lost by a refusal, since the address that was fetched is known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urlsplit

from worker.parse.addresses import absolute_url
from worker.parse.characters import storable
from worker.parse.heads import head_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree  # type: ignore[import-untyped]

# Characters of an address; a longer one is no page's name.
_LONGEST: Final = 2_000
# Under a country, these are no names of sites: gazette.co.uk.
_SECOND_LEVELS: Final = frozenset(
    {"ac", "co", "com", "edu", "gob", "gov", "gouv", "gv", "ne", "net", "or", "org", "web"}
)
# Sites of many owners: what comes before these is the name of the site.
_SHARED: Final = frozenset(
    {"blogspot.com", "github.io", "gitlab.io", "herokuapp.com", "medium.com", "netlify.app",
     "pages.dev", "substack.com", "tumblr.com", "vercel.app", "web.app", "weebly.com",
     "wixsite.com", "wordpress.com"}
)  # fmt: skip
# What may follow an address without being another page.
_VARIANT: Final = re.compile(r"(?:(?:amp|print|full|all|page)(?:\.\w+)?/?)?\d*/?")
_FRONT: Final = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home)(?:\.\w{2,5})?/?)?", re.IGNORECASE
)


def canonical_address(candidates: Iterable[str], url: str) -> str | None:
    """Return the first of `candidates` that can be the address of the page from `url`, or None.

    It is absolute and without a fragment. Without a `url` no site can be compared.
    """
    for candidate in candidates:
        found = absolute_url(candidate, url)
        if found is not None and _can_be(found, url):
            return storable(urldefrag(found).url)
    return None


def own_address(body: bytes) -> str | None:
    """Return the address that a page says it has, or None where it says none that is one.

    The front page of a site is no address of an article: careless sites name it on every page.
    """
    tree = head_of(body)
    if tree is None:
        return None
    for given in _declared(tree):
        found = absolute_url(given, "")
        if found is not None and len(found) <= _LONGEST:
            parts = urlsplit(found)
            if parts.path.strip("/") or parts.query:
                return storable(found)
    return None


def _declared(tree: etree._Element) -> Iterator[str | None]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href")
    for meta in tree.iter("meta"):
        if (meta.get("property") or "").lower() == "og:url":
            yield meta.get("content")


def is_front(url: str) -> bool:
    """Return whether an address is that of a site's front page, in whichever language."""
    parts = urlsplit(url)
    return not parts.query and _FRONT.fullmatch(parts.path) is not None


def host_of(url: str) -> str | None:
    """Return the name of the host in an address, without `www`, or None where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def same_site(one: str, other: str) -> bool:
    """Return whether two host names are of one site: equal but for the subdomain."""
    return _site(one) == _site(other)


def _can_be(found: str, url: str) -> bool:
    try:
        parts, given = urlsplit(found), urlsplit(url)
        hosts = parts.hostname or "", given.hostname or ""
    except ValueError:
        return False
    if len(found) > _LONGEST or parts.username is not None or not hosts[0] or is_front(found):
        return False
    if not hosts[1]:
        return True
    above = not parts.query and _is_section(parts.path, given.path)
    return same_site(*hosts) and not above


def _is_section(path: str, given: str) -> bool:
    """Return whether an address is only the beginning of the other one, and names no article."""
    above = path.rstrip("/") + "/"
    last = above.rstrip("/").rpartition("/")[2]
    named = "-" in last or "_" in last or any(letter.isdigit() for letter in last)
    return not named and given.startswith(above) and not _VARIANT.fullmatch(given[len(above) :])


def _site(host: str) -> str:
    host = host.lower().rstrip(".")
    if re.fullmatch(r"[\d.]+|.*:.*", host):
        return host  # a number: no part of it is another's
    labels = host.split(".")
    last_two = ".".join(labels[-2:])
    below_country = len(labels[-1]) == 2 and len(labels) > 2 and labels[-2] in _SECOND_LEVELS  # noqa: PLR2004
    kept = 3 if last_two in _SHARED or below_country else 2
    return ".".join(labels[-kept:])
