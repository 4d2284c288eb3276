"""What `reportedly parse` reads: a file, standard input or an address."""

from dataclasses import dataclass

from worker.cli.documents.files import read_bytes
from worker.errors import RejectedError
from worker.flow.attempts import fetcher_for
from worker.settings import Settings

_MOST_BYTES = 10_000_000
"""Bytes that are read of a file; a text may have as many as its characters need."""

_BYTES_A_CHARACTER = 4
"""Bytes that a character of UTF-8 has at most."""


@dataclass(frozen=True, slots=True)
class Source:
    """A body to read: where it came from, and the content type it was sent with."""

    place: str
    url: str
    body: bytes
    content_type: str | None = None


def source_of(name: str, allow: list[str], settings: Settings) -> Source:
    """Return what is at an address, in a file or on standard input (`-`).

    Raises:
        RejectedError: it cannot be fetched or read; the message says why.
    """
    is_address = name.lower().startswith(("http://", "https://"))
    return _fetched(name, allow, settings) if is_address else _local(name, settings)


def _fetched(url: str, allow: list[str], settings: Settings) -> Source:
    fetched = fetcher_for(settings, allow).get(url)
    if fetched.outcome != "ok":
        hint = "; --allow HOST permits a private host" if fetched.outcome == "refused" else ""
        raise RejectedError(f"{url}: {fetched.reason or fetched.outcome}{hint}")
    return Source(fetched.url, fetched.url, fetched.body, fetched.content_type)


def _local(source: str, settings: Settings) -> Source:
    most = max(_MOST_BYTES, settings.max_characters * _BYTES_A_CHARACTER)
    place = "standard input" if source == "-" else source
    return Source(place, "", read_bytes(source, most=most))
