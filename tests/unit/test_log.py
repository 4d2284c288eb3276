"""Log lines: one for each event, with any content of its fields."""

import io
import logging
import re
from collections.abc import Iterator

import pytest

from worker import log


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """The stream for the lines of this test."""
    root, ours = logging.getLogger(), logging.getLogger("reportedly")
    before = root.handlers[:], root.level, ours.level
    written = io.StringIO()
    log.configure(written)
    yield written
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


def test_an_event_is_one_line_with_its_fields(stream: io.StringIO) -> None:
    log.event(log.JOB_DEAD, job=3, name="x", error='two\nlines and "quotes"')
    line = stream.getvalue()
    assert line.count("\n") == 1
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ job\.dead job=3 name=x error=", line)


def test_event_names_are_distinct() -> None:
    names = [value for name, value in vars(log).items() if name.isupper() and name[0] != "_"]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", name) for name in names)
