"""One key for all addresses of one page: with and without www, tracking, AMP, a final slash.

The key is for comparison only. What is stored, shown and fetched is the address as it was given.
Two rules matter most: what may identify a page stays (`tracking_parameters.toml` lists all that
is dropped, `url_sites.toml` the rules of single hosts, each with its reason), and a path keeps its
case. docs/decisions/0010 explains why.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

import idna

from worker.deduplicate.url_rules import site_of
from worker.deduplicate.url_spelling import Spelling

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from worker.deduplicate.url_rules import Site

_PORTS: Final = frozenset({80, 443})
_LONGEST_HOST: Final = 253
"""Characters of a host name, at most: DNS has no longer names."""

_MOST_STEPS: Final = 8
"""Addresses within addresses that are followed, at most (a viewer within a viewer): bounds the
work for one address."""

# "&" in feeds that escape it twice. Left as it is, its "#" would begin a fragment.
_ESCAPED_AND: Final = re.compile(r"&#(?:0*38|[xX]26);")
# Labels before the site's own name that lead to the same pages in another form.
_FORMS: Final = re.compile(r"(?:www\d{0,3}|m|mobile?|movil|touch|wap|amp)\.(?=[^.]+\.[^.])")
_INNER_MOBILE: Final = re.compile(r"(?<=\.)m\.(?=[^.]+\.[^.])")

_PATH: Final = Spelling("!$&'()*+,=:@", separators="/;")
_WORD: Final = Spelling("!$'()*,;:@/?[]")
_PLACE: Final = Spelling("!$'()*,;:@/?", separators="&=+")
# A path without any of these is its own key.
_TELLING: Final = re.compile(
    r"//|/\.|/\(|;|/amp|\.amp|print|/(?:index|default)\.[^/]*/*$", re.IGNORECASE
)
_SESSION: Final = re.compile(
    r";(?:jsessionid|phpsessid|sessionid|cfid|cftoken)=[^/;]*|(?<=/)\([A-Z]\([a-z0-9]{24}\)\)",
    re.IGNORECASE,
)
_INDEX: Final = re.compile(
    r"(?:index|default)\.(?:html?|[spx]html?|php\d?|aspx?|jspx?|cfml?|cgi|do|pl)", re.IGNORECASE
)
_AMP_ENDING: Final = re.compile(r"\.amp(?=\.html?$|$)")
_ENDINGS: Final = frozenset({"amp", "print", "amp.html", "print.html"})


def url_key(url: str) -> str:
    """Return the key of an address: equal for all addresses of one page; a key's key is itself.

    A text that is not a web address is its own key, without the white space around it.
    """
    given = url.strip()
    address = given
    for _ in range(_MOST_STEPS):
        key, is_last = _step(address)
        if is_last or key == address:
            return key
        address = key
    return given


@lru_cache(maxsize=4096)
def publisher_of(url: str | None) -> str | None:
    """Return the host in a page's key, which identifies its publisher; None without one.

    An archive publishes nothing: the host of an archived page is the one the page had.
    """
    host, address = None, url
    for _ in range(_MOST_STEPS):
        scheme, _, rest = url_key(address).partition("://") if address else ("", "", "")
        if scheme != "https":
            break
        host, _, path = rest.partition("/")
        inner = (archive.inner(f"/{unquote(path)}", "") for archive in site_of(host).archives)
        address = next(filter(None, inner), None)
    return host


def _step(given: str) -> tuple[str, bool]:
    """Return the key of an address or the address it leads to, and whether it is surely a key."""
    try:
        parts = urlsplit(_ESCAPED_AND.sub("&", given) if "&#" in given else given)
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError:
        return given, True
    if parts.scheme not in {"http", "https"} or not 0 < len(host) <= _LONGEST_HOST:
        return given, True
    site = site_of(host)
    if not (site.wrappers or site.pages):
        return _key(parts, port, site), True
    for wrapper in site.wrappers:
        inner = wrapper.inner(_PATH(parts.path), parts.query)
        if inner is not None:
            return inner, False
    return _key(parts, port, site), False


def _key(parts: SplitResult, port: int | None, site: Site) -> str:
    place = site.host if port is None or port in _PORTS else f"{site.host}:{port}"
    path, keep = _path(parts.path), None
    for page in site.pages:
        match = page.path.fullmatch(path)
        if match is not None:
            keep = page.keep
            if page.to is not None:
                other, _, path = match.expand(page.to).partition("/")
                place, path = other or place, f"/{path}"
            break
    query = _query(parts.query, site, keep) if parts.query else ""
    return f"https://{place}{path}{'?' if query else ''}{query}{_route(parts.fragment)}"


def _route(fragment: str) -> str:
    """Return a fragment that is an address within the site; nothing for a place in the page."""
    return f"#{_PLACE(fragment)}" if fragment[:1] in {"!", "/"} and len(fragment) > 1 else ""


def _host(host: str) -> str:
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            host = quote(host)
    host = host.lower()
    if ":" in host:
        return f"[{host}]"
    while (match := _FORMS.match(host)) is not None:
        host = host[match.end() :]
    return _INNER_MOBILE.sub("", host)


def _path(path: str) -> str:
    path = _PATH(path)
    if _TELLING.search(path) is None:
        return path.rstrip("/") or "/"
    segments: list[str] = []
    for segment in _SESSION.sub("", path).split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in {"", "."}:
            segments.append(segment)
    return "/" + "/".join(_without_forms(segments))


def _without_forms(segments: list[str]) -> list[str]:
    """Return the segments without those that ask for AMP, print or the index of a folder."""
    if len(segments) > 1:
        segments = [s for s in segments if s != "amp"] or segments[:1]
    while segments:
        last = segments[-1]
        if _INDEX.fullmatch(last) or (last in _ENDINGS and len(segments) > 1):
            segments.pop()
            continue
        bare = _AMP_ENDING.sub("", last)
        if bare in {last, ""}:
            break
        segments[-1] = bare
    return segments


def _query(query: str, site: Site, keep: frozenset[str] | None) -> str:
    kept = []
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        name, value = _word(name), _word(value)
        # Some feeds escape "&" twice, which leaves "amp;".
        while name.startswith("amp;"):
            name = name[4:]
        if name and (name in keep if keep is not None else not site.drops(name, value)):
            kept.append((name, value))
    # A stable sort: several values of one name keep their order, which may matter.
    kept.sort(key=lambda pair: pair[0])
    return "&".join(f"{name}={value}" if value else name for name, value in dict.fromkeys(kept))


def _word(text: str) -> str:
    return _WORD(text.replace("+", " ") if "+" in text else text)
