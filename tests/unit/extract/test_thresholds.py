"""Every number among the constants of extraction says what it counts, and is in the docs."""

from pathlib import Path

from bench.thresholds import thresholds

TABLE = Path(__file__).parents[3] / "docs" / "thresholds.md"


def test_every_threshold_says_what_it_counts() -> None:
    assert [f"{one.module}.{one.name}" for one in thresholds() if not one.counts] == []


def test_every_threshold_is_in_the_table_with_its_value() -> None:
    table = TABLE.read_text(encoding="utf-8")
    rows = [
        f"| `{one.name}` {one.value:,} | {one.module.split('.', 2)[2]} |" for one in thresholds()
    ]
    assert [row for row in rows if row not in table] == [], "python -m bench.thresholds --write"
