"""Feeds whose bytes are not in the declared encoding."""

import codecs

import pytest

from worker.parse.feeds.encodings import as_utf8
from worker.parse.feeds.reader import read_feed

URL = "https://gazette.example/feed"
CYRILLIC = "Паром затонул близ порта, двое спасены"
WESTERN = "Élysée: « l'été à Orléans », señor Muñoz"


def body(title: str, *, declared: str = "utf-8", written: str = "utf-8") -> bytes:
    """A feed with one title, in an encoding that may not be the one it declares."""
    declaration = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    text = f"<rss version='2.0'><channel><item><title>{title}</title></item></channel></rss>"
    return (declaration + text).encode(written)


def title(data: bytes, content_type: str | None = None) -> str | None:
    """The title of the feed."""
    return read_feed(data, url=URL, content_type=content_type).entries[0].title


@pytest.mark.parametrize("declared", ["utf-8", "UTF-8", ""])
@pytest.mark.parametrize("written", ["cp1251", "koi8-r"])
def test_cyrillic_declared_as_utf_8_is_read(declared: str, written: str) -> None:
    assert title(body(CYRILLIC, declared=declared, written=written)) == CYRILLIC


def test_hebrew_declared_as_utf_8_is_read() -> None:
    hebrew = "המעבורת טבעה מול הנמל ושני צוללנים ניצלו " * 4
    assert title(body(hebrew, written="cp1255")) == hebrew.strip()


@pytest.mark.parametrize("declared", ["utf-8", ""])
def test_western_letters_declared_as_utf_8_are_read(declared: str) -> None:
    assert title(body(WESTERN, declared=declared, written="cp1252")) == WESTERN


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1251", "us-ascii", "koi8-r", "no-such"]
)
@pytest.mark.parametrize("words", [CYRILLIC, "“Müller” – 20 €"])
def test_utf_8_declared_as_something_else_is_read(declared: str, words: str) -> None:
    assert title(body(words, declared=declared)) == words
    assert title(body(words), f"text/xml; charset={declared}") == words


def test_one_broken_byte_spoils_no_other_letter() -> None:
    data = body(f"{CYRILLIC} “Müller” – 20 €X").replace(b"X", b"\xe9")
    assert title(data) == f"{CYRILLIC} “Müller” – 20 €\ufffd"


@pytest.mark.parametrize(
    "written", ["cp1251", "koi8-r", "iso-8859-5", "cp1252", "shift_jis", "gbk"]
)
def test_a_correct_declaration_is_followed(written: str) -> None:
    words = {"cp1252": "Müller", "shift_jis": "船が沈没した", "gbk": "渡轮沉没"}.get(
        written, CYRILLIC
    )
    assert title(body(words, declared=written, written=written)) == words


@pytest.mark.parametrize(
    "start", [b"\n\n  ", codecs.BOM_UTF8, codecs.BOM_UTF8 * 2, codecs.BOM_UTF8 + b"\r\n \n"]
)
def test_bytes_before_the_declaration_are_ignored(start: bytes) -> None:
    data = start + body(CYRILLIC)
    assert title(data) == CYRILLIC
    assert as_utf8(data, None)[0].startswith(b"<?xml version='1.0' encoding='utf-8'?><rss")


def test_control_characters_do_not_spoil_a_feed() -> None:
    assert title(body("Ferry\x0b sinks\x01 off\x1f Arlen")) == "Ferry sinks off Arlen"


@pytest.mark.parametrize("written", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037"])
def test_wide_and_foreign_encodings_are_read(written: str) -> None:
    words = "Ferry sinks" if written == "cp037" else CYRILLIC
    assert title(body(words, declared=written, written=written)) == words


def test_seven_bit_encodings_other_than_ascii_are_read() -> None:
    words = "船が沈没した"
    assert title(body(words, declared="iso-2022-jp", written="iso-2022-jp")) == words
