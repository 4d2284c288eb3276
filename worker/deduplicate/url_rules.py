"""The rules for addresses, from `tracking_parameters.toml` and `url_sites.toml`.

`site_of` returns the rules that apply at one host; `urls.py` applies them.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# What can follow "google." in a host name that "google.*" matches.
_COUNTRY: Final = re.compile(r"(?:com?\.)?[a-z]{2,3}")
_WEB: Final = re.compile(r"(https?):/+(?=[^/])", re.IGNORECASE)


class ParameterRule(NamedTuple):
    """When a query parameter of some name is dropped; `values` None is any value."""

    values: re.Pattern[str] | None
    unless_number: bool

    def drops(self, value: str) -> bool:
        """Return whether a parameter with this value is dropped."""
        if self.unless_number and value.isdecimal():
            return False
        return self.values is None or self.values.fullmatch(value) is not None


class Wrapper(NamedTuple):
    """Where an address contains the one that it leads to: in a parameter, or in path and query."""

    path: re.Pattern[str]
    parameters: tuple[str, ...]
    to: str

    def inner(self, path: str, query: str) -> str | None:
        """Return the contained address, or None where there is none."""
        if self.parameters:
            fits = self.path.fullmatch(path)
            return self._parameter(query) if fits else None
        match = self.path.fullmatch(f"{path}?{query}" if query else path)
        if match is None:
            return None
        inner = match.expand(self.to)
        return _web(inner) or f"https://{inner}"

    def _parameter(self, query: str) -> str | None:
        for piece in query.split("&"):
            name, _, value = piece.partition("=")
            if name in self.parameters and (found := _web(unquote_plus(value))):
                return found
        return None


class Page(NamedTuple):
    """The parts of an address that identify a page, at some paths of a site.

    `to` is the host and path of its one address, or its path at the same host (None: unchanged),
    `keep` the parameters that identify it (None: the general rules apply).
    """

    path: re.Pattern[str]
    to: str | None
    keep: frozenset[str] | None


class Site(NamedTuple):
    """The rules that apply at one host; `host` is its name in keys."""

    host: str
    wrappers: tuple[Wrapper, ...]
    archives: tuple[Wrapper, ...]
    pages: tuple[Page, ...]
    parameters: Mapping[str, tuple[ParameterRule, ...]]

    def drops(self, name: str, value: str) -> bool:
        """Return whether a query parameter only says how the reader came, not which page it is."""
        name = name.lower()
        rules = self.parameters.get(name)
        if rules and any(rule.drops(value) for rule in rules):
            return True
        return _BEGINNINGS.match(name) is not None


def _web(text: str) -> str | None:
    """Return `text` if it is a web address, with two slashes: in a path one may be lost."""
    match = _WEB.match(text)
    return f"{match[1]}://{text[match.end() :]}" if match is not None else None


def _table(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _load_parameters() -> tuple[
    dict[str, tuple[ParameterRule, ...]], re.Pattern[str], dict[str, list[dict[str, Any]]]
]:
    """Return the rules by name, a pattern of name beginnings, and the rows of single hosts."""
    general: list[dict[str, Any]] = []
    local: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _table("tracking_parameters.toml")["parameter"]:
        for host in row.get("hosts", ()):
            local[host].append(row)
        if "hosts" not in row:
            general.append(row)
    prefixes = [n[:-1] for row in general for n in row["names"] if n.endswith("*")]
    return _by_name(general, {}), re.compile("|".join(map(re.escape, prefixes))), dict(local)


def _by_name(
    rows: list[dict[str, Any]], others: Mapping[str, tuple[ParameterRule, ...]]
) -> dict[str, tuple[ParameterRule, ...]]:
    """Return the rules of `rows` by exact name, in addition to those of `others`."""
    found = dict(others)
    for row in rows:
        values = re.compile("|".join(row["values"]), re.IGNORECASE) if "values" in row else None
        rule = ParameterRule(values, row.get("unless_number", False))
        for name in row["names"]:
            if not name.endswith("*"):
                found[name] = (*found.get(name, ()), rule)
    return found


def _by_host(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        for host in row["hosts"]:
            found[host].append(row)
    return dict(found)


_PARAMETERS, _BEGINNINGS, _LOCAL = _load_parameters()
_SITES: Final = _table("url_sites.toml")
_ALIASES: Final = {old: row["is"] for row in _SITES["alias"] for old in row["hosts"]}
_WRAPPERS: Final = _by_host(_SITES["wrapper"])
_ARCHIVES: Final = _by_host(_SITES["archive"])
_PAGES: Final = _by_host(_SITES["page"])


@lru_cache(maxsize=4096)
def site_of(host: str) -> Site:
    """Return the rules that apply at a host, which is given without `www.` and the like."""
    host = _without_alias(host)
    names = list(_names(host))
    local = [row for name in names for row in _LOCAL.get(name, ())]
    return Site(
        host,
        _wrappers(names, _WRAPPERS),
        _wrappers(names, _ARCHIVES),
        tuple(
            Page(
                re.compile(row["path"]),
                row.get("to"),
                frozenset(row["keep"]) if "keep" in row else None,
            )
            for name in names
            for row in _PAGES.get(name, ())
        ),
        _by_name(local, _PARAMETERS) if local else _PARAMETERS,
    )


def _wrappers(
    names: Iterable[str], rows: Mapping[str, list[dict[str, Any]]]
) -> tuple[Wrapper, ...]:
    return tuple(
        Wrapper(
            re.compile(row.get("path", ".*")),
            tuple(row.get("parameters", ())),
            row.get("to", r"\1"),
        )
        for name in names
        for row in rows.get(name, ())
    )


def _without_alias(host: str) -> str:
    """Return a host under its site's current name; the labels before that name stay."""
    labels = host.split(".")
    for at in range(len(labels) - 1):
        alias = _ALIASES.get(".".join(labels[at:]))
        if alias is not None:
            return ".".join([*labels[:at], alias])
    return host


def _names(host: str) -> Iterator[str]:
    """Yield the names under which a host has rules: itself, `*.its.parents` and `first.*`."""
    yield host
    first, _, rest = host.partition(".")
    if _COUNTRY.fullmatch(rest):
        yield f"{first}.*"
    while "." in rest:
        yield f"*.{rest}"
        rest = rest.partition(".")[2]
