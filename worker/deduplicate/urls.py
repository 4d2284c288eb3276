"""One key for all addresses of one page: with and without www, tracking, AMP, a final slash.

The key serves comparison only. What is stored, shown and fetched is the address as it was given.
Two rules weigh most: what may name a page stays (the deny list `tracking_parameters.toml` holds
all that is dropped, each with its reason), and a path keeps its case.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final, NamedTuple
from urllib.parse import quote, unquote_to_bytes, urlsplit

import idna

_PORTS: Final = frozenset({80, 443})
# Labels before the site's own name that lead to the same pages in another form.
_FORMS: Final = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")
_INNER_MOBILE: Final = re.compile(r"(?<=^[a-z]{2})\.m(?=\.[^.]+\.[^.])")
_SESSION: Final = re.compile(
    r";(?:jsessionid|phpsessid|sessionid|cfid|cftoken)=[^/;]*", re.IGNORECASE
)
_INDEX: Final = re.compile(r"(?:index|default)\.(?:html?|shtml|xhtml|php\d?|aspx?|jsp|cfm)")
_AMP_ENDING: Final = re.compile(r"\.amp(?=\.html?$|$)")
_ENDINGS: Final = frozenset({"amp", "print", "amp.html", "print.html"})
_GOOGLE_AMP: Final = re.compile(r"^/amp/(?:s/)?(?P<rest>[^/]+\..+)$")
_AMP_CACHE: Final = re.compile(r"^/(?:[a-z]/)?(?:s/)?(?P<rest>[^/]+\..+)$")
_SAFE: Final = "!$&'()*+,;=:@/"
_MOST_WRAPPERS: Final = 3
# Browsers take these out of an address, wherever they stand.
_IGNORED: Final = dict.fromkeys(map(ord, "\t\r\n"))


class _Rule(NamedTuple):
    """When a query parameter of some name is dropped; no values are all values."""

    values: frozenset[str]
    beginnings: tuple[str, ...]
    unless_number: bool

    def drops(self, value: str) -> bool:
        """Whether a parameter with this value is dropped."""
        if self.unless_number and value.isdecimal():
            return False
        if not self.values and not self.beginnings:
            return True
        value = value.lower()
        return value in self.values or value.startswith(self.beginnings)


def _load_rules() -> tuple[dict[str, list[_Rule]], dict[str, _Rule]]:
    """The rules by exact name and by how a name begins."""
    words = tomllib.loads(
        files(__package__).joinpath("tracking_parameters.toml").read_text("utf-8")
    )
    exact: dict[str, list[_Rule]] = {}
    begun: dict[str, _Rule] = {}
    for one in words["parameter"]:
        values = one.get("values", [])
        rule = _Rule(
            values=frozenset(value for value in values if not value.endswith("*")),
            beginnings=tuple(value[:-1] for value in values if value.endswith("*")),
            unless_number=one.get("unless_number", False),
        )
        for name in one["names"]:
            if name.endswith("*"):
                begun[name[:-1]] = rule
            else:
                exact.setdefault(name, []).append(rule)
    return exact, begun


_EXACT, _BEGUN = _load_rules()


def url_key(url: str) -> str:
    """Return the key of an address: equal for all addresses of one page, itself its own key.

    What is no web address is its own key, without the white space about it.
    """
    given = url.strip().translate(_IGNORED)
    for _ in range(_MOST_WRAPPERS):
        key, wrapped = _key(given)
        if wrapped is None:
            break
        given = wrapped
    return key


def _key(given: str) -> tuple[str, str | None]:
    """The key of an address, and the address that it wraps, if it is an AMP viewer's."""
    try:
        parts = urlsplit(given)
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError:
        return given, None
    if parts.scheme not in {"http", "https"} or not host:
        return given, None
    wrapped = _unwrapped(host, parts.path)
    if wrapped is not None:
        return given, f"https://{wrapped}{'?' if parts.query else ''}{parts.query}"
    query = _query(parts.query)
    place = host if port is None or port in _PORTS else f"{host}:{port}"
    # A fragment that begins with "!" is an address within the page; any other a place in it.
    fragment = f"#{_encoded(parts.fragment, _SAFE + '?')}" if parts.fragment[:1] == "!" else ""
    path = _path(parts.path)
    return f"https://{place}{path}{'?' if query else ''}{query}{fragment}", None


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
    if host.rpartition(".")[2].isdecimal():
        return host
    while (match := _FORMS.match(host)) is not None:
        host = host[match.end() :]
    return _INNER_MOBILE.sub("", host)


def _unwrapped(host: str, path: str) -> str | None:
    """The address of the publisher's page inside that of a viewer of AMP pages."""
    if re.fullmatch(r"google(?:\.com?)?\.[a-z]{2,3}", host):
        match = _GOOGLE_AMP.match(path)
    elif host == "cdn.ampproject.org" or host.endswith(".cdn.ampproject.org"):
        match = _AMP_CACHE.match(path)
    else:
        return None
    return match["rest"] if match is not None else None


def _path(path: str) -> str:
    path = _SESSION.sub("", _encoded(path, _SAFE))
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            segments = segments[:-1]
        elif segment not in {"", "."}:
            segments.append(segment)
    return "/" + "/".join(_without_forms(segments))


def _without_forms(segments: list[str]) -> list[str]:
    """The segments without those that ask for AMP, print or the index of a folder."""
    if len(segments) > 1:
        segments = [s for s in segments if s != "amp"] or segments[:1]
    while segments:
        last = segments[-1]
        if _INDEX.fullmatch(last.lower()) or (last in _ENDINGS and len(segments) > 1):
            segments = segments[:-1]
            continue
        bare = _AMP_ENDING.sub("", last)
        if bare in {last, ""}:
            break
        segments = [*segments[:-1], bare]
    return segments


def _query(query: str) -> str:
    kept = []
    # Some feeds escape an address twice, and what is left is "&amp;".
    for piece in query.replace("&amp;", "&").split("&"):
        name, _, value = piece.partition("=")
        name = _encoded(name.replace("+", " "), "[]:@!$'()*,;/?")
        value = _encoded(value.replace("+", " "), "[]:@!$'()*,;/?")
        if name and not _is_tracking(name.lower(), value):
            kept.append((name, value))
    # Stable: several values of one name keep their order, which may mean something.
    kept.sort(key=lambda pair: pair[0])
    return "&".join(f"{name}={value}" if value else name for name, value in kept)


def _is_tracking(name: str, value: str) -> bool:
    if any(rule.drops(value) for rule in _EXACT.get(name, ())):
        return True
    return any(name.startswith(start) and rule.drops(value) for start, rule in _BEGUN.items())


def _encoded(text: str, safe: str) -> str:
    """`text` in the one spelling that percent-encoding has: what need not be encoded is not.

    An encoded character that would mean something else bare ("%2F", "%26") stays encoded.
    """
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)
    return "".join(
        _one_escape(piece) if i % 2 else quote(piece, safe=safe, errors="replace")
        for i, piece in enumerate(pieces)
    )


def _one_escape(escape: str) -> str:
    byte = unquote_to_bytes(escape)
    if re.fullmatch(rb"[A-Za-z0-9._~-]", byte):
        return byte.decode("ascii")
    return escape.upper()
