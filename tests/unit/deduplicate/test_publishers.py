"""Which host is the publisher of a page."""

import tomllib
from importlib.resources import files

import pytest

from worker.deduplicate.urls import publisher_of, url_key

PAGE = "https://www.gazette.example/world/a?id=1"
SITES = tomllib.loads(
    files("worker.deduplicate").joinpath("url_sites.toml").read_text(encoding="utf-8")
)
ARCHIVED = [
    f"https://web.archive.org/web/20240301123000/{PAGE}",
    f"https://web.archive.org/web/20240301123000id_/{PAGE}",
    f"http://web.archive.org/web/2024*/{PAGE}",
    f"https://web.archive.org/web/{PAGE}",
    f"https://web.archive.org/save/{PAGE}",
    "https://web.archive.org/web/2024/http:/gazette.example:80/world/a",
    "https://web.archive.org/web/2024/gazette.example/world/a",
    "https://web.archive.org/web/2024/https%3A%2F%2Fgazette.example%2Fworld%2Fa",
    f"https://wayback.archive-it.org/1234/20240301123000/{PAGE}",
    f"https://arquivo.pt/wayback/20240301123000mp_/{PAGE}",
    f"https://webarchive.nationalarchives.gov.uk/ukgwa/20240301123000/{PAGE}",
    f"https://webarchive.nationalarchives.gov.uk/20240301123000/{PAGE}",
    f"https://webarchive.loc.gov/all/20240301123000/{PAGE}",
    f"https://www.webarchive.org.uk/wayback/archive/20240301123000/{PAGE}",
    *(
        f"https://archive.{ending}/{PAGE}"
        for ending in (
            "today/2024.03.01-123000",
            "ph/20240301123000",
            "is/newest",
            "li/oldest",
            "vn/o/AbCdE",
            "md/2024",
            "fo/timegate",
        )
    ),
    f"https://web.archive.org/web/2024/https://archive.ph/2023/{PAGE}",
    f"https://web.archive.org/web/2024/https://l.facebook.com/l.php?u={PAGE}",
]


@pytest.mark.parametrize("address", ARCHIVED)
def test_the_publisher_of_an_archived_page_is_its_original_host(address: str) -> None:
    assert publisher_of(address) == "gazette.example"
    assert url_key(address) != url_key(PAGE), "an archived page is no page of today"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        (PAGE, "gazette.example"),
        ("https://edition.cnn.com/a", "cnn.com"),
        ("https://gazette.example:8443/a", "gazette.example:8443"),
        ("https://archive.ph/AbCdE", "archive.ph"),
        ("https://web.archive.org/", "web.archive.org"),
        ("https://web.archive.org/web/2024/a", "web.archive.org"),
        ("https://archive.org/details/gazette.example", "archive.org"),
        (
            f"https://gazette.example/web/2024/{PAGE.replace('gazette', 'herald')}",
            "gazette.example",
        ),
        ("https://web.archive.org/web/1/" * 99 + PAGE, "web.archive.org"),
        ("urn:uuid:1", None),
        ("", None),
        (None, None),
    ],
)
def test_the_publisher_of_any_other_page_is_its_host(
    address: str | None, host: str | None
) -> None:
    assert publisher_of(address) == host


def test_every_archive_has_an_example() -> None:
    hosts = [host for row in SITES["archive"] for host in row["hosts"]]
    tried = {address.split("/")[2].removeprefix("www.") for address in ARCHIVED}
    assert [host for host in hosts if host not in tried] == []
