"""The data files on addresses: each row is well-formed, has a reason, and is needed by a pair."""

import re
import tomllib
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from worker.deduplicate import url_rules
from worker.deduplicate.urls import url_key

PAIRS = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "address_pairs.toml").read_text("utf-8")
)
DATA = files("worker.deduplicate")
PARAMETERS = tomllib.loads(DATA.joinpath("tracking_parameters.toml").read_text("utf-8"))
SITES = tomllib.loads(DATA.joinpath("url_sites.toml").read_text("utf-8"))
# Parameters that identify pages on some sites: no row without hosts may drop them.
KEPT = ["id", "p", "page", "lang", "story", "sid", "cid", "source", "s", "t", "v", "q", "date"]


def _wrong() -> int:
    """The number of lists of addresses with wrong keys."""
    same = sum(len(set(map(url_key, row["addresses"]))) > 1 for row in PAIRS["same"])
    different = sum(
        len(set(map(url_key, row["addresses"]))) < len(row["addresses"])
        for row in PAIRS["different"]
    )
    return same + different


def test_every_row_has_a_reason() -> None:
    rows = [*PARAMETERS["parameter"], *(row for kind in SITES.values() for row in kind)]
    assert [row for row in rows if not row.get("reason")] == []


def test_every_row_has_only_known_keys() -> None:
    allowed = {
        "parameter": {"names", "values", "unless_number", "hosts", "reason"},
        "alias": {"hosts", "is", "reason"},
        "wrapper": {"hosts", "path", "parameters", "to", "reason"},
        "archive": {"hosts", "path", "reason"},
        "page": {"hosts", "path", "to", "keep", "reason"},
    }
    for kind, rows in {**PARAMETERS, **SITES}.items():
        assert [row for row in rows if set(row) - allowed[kind]] == []


def test_the_parameters_of_a_page_come_from_one_row() -> None:
    assert [row for row in SITES["page"] if "?" in row.get("to", "") and row["keep"]] == []


def test_names_of_parameters_are_well_formed() -> None:
    """Lower case, no duplicates, and a star only in rows without conditions."""
    for row in PARAMETERS["parameter"]:
        assert [name for name in row["names"] if name != name.lower()] == []
        starred = [name for name in row["names"] if name.endswith("*")]
        assert not starred or not {"values", "hosts", "unless_number"} & set(row)
    plain = [row for row in PARAMETERS["parameter"] if not {"values", "hosts"} & set(row)]
    names = sorted(name for row in plain for name in row["names"])
    assert [one for one, other in pairwise(names) if one == other] == []
    begun = tuple(name[:-1] for name in names if name.endswith("*"))
    assert [name for name in names if not name.endswith("*") and name.startswith(begun)] == []


@pytest.mark.parametrize(
    "row", PARAMETERS["parameter"], ids=lambda row: " ".join(row["names"])[:40]
)
def test_every_listed_parameter_is_dropped_on_its_hosts(row: dict[str, Any]) -> None:
    hosts = [host.replace("*", "desk") for host in row.get("hosts", ["gazette.example"])]
    values = [_fitting(pattern) for pattern in row.get("values", ["Ab-1"])]
    for host in hosts:
        page = url_key(f"https://{host}/a?id=1")
        for name in row["names"]:
            for value in values:
                link = f"https://{host}/a?{name.replace('*', 'x').upper()}={value}&id=1"
                assert url_key(link) == page, link


@pytest.mark.parametrize("name", KEPT)
def test_parameters_that_identify_a_page_are_kept(name: str) -> None:
    for value in ("1", "20240301", "flood", "en"):
        assert url_key(f"https://gazette.example/a?{name}={value}").endswith(f"?{name}={value}")


@pytest.mark.parametrize("kind", ["alias", "wrapper", "page"])
def test_removing_any_row_makes_a_pair_wrong(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any one row a pair is wrong; with all rows none is."""
    assert _wrong() == 0
    idle = []
    for row in SITES[kind]:
        left = [other for other in SITES[kind] if other is not row]
        if kind == "alias":
            aliases = {old: other["is"] for other in left for old in other["hosts"]}
            monkeypatch.setattr(url_rules, "_ALIASES", aliases)
        else:
            by_host = {
                host: [other for other in left if host in other["hosts"]]
                for other in left
                for host in other["hosts"]
            }
            monkeypatch.setattr(url_rules, f"_{kind.upper()}S", by_host)
        url_rules.site_of.cache_clear()
        if _wrong() == 0:
            idle.append(row["reason"])
        monkeypatch.undo()
        url_rules.site_of.cache_clear()
    assert idle == []


def _fitting(pattern: str) -> str:
    """A value that matches a pattern of the data file: the pattern itself, or a likely one."""
    likely = ["1", "rss", "feed", "amp", "print", "x", "youtu.be", "emb_x", "share_x", "ss_twx"]
    for value in (pattern, *likely, "0" * 32):
        if re.fullmatch(pattern, value):
            return value
    raise AssertionError(pattern)
