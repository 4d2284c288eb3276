"""The letters of feeds whose bytes are not what they are called."""

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
    """The title that is read."""
    return read_feed(data, url=URL, content_type=content_type).entries[0].title


@pytest.mark.parametrize("declared", ["utf-8", "UTF-8", ""])
@pytest.mark.parametrize("written", ["cp1251", "koi8-r"])
def test_cyrillic_under_the_name_of_utf_8(declared: str, written: str) -> None:
    assert title(body(CYRILLIC, declared=declared, written=written)) == CYRILLIC


def test_hebrew_under_the_name_of_utf_8() -> None:
    hebrew = "המעבורת טבעה מול הנמל ושני צוללנים ניצלו " * 4
    assert title(body(hebrew, written="cp1255")) == hebrew.strip()


@pytest.mark.parametrize("declared", ["utf-8", ""])
def test_western_letters_under_the_name_of_utf_8(declared: str) -> None:
    assert title(body(WESTERN, declared=declared, written="cp1252")) == WESTERN


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1251", "us-ascii", "koi8-r", "no-such"]
)
@pytest.mark.parametrize("words", [CYRILLIC, "“Müller” – 20 €"])
def test_utf_8_under_another_name(declared: str, words: str) -> None:
    assert title(body(words, declared=declared)) == words
    assert title(body(words), f"text/xml; charset={declared}") == words


def test_one_broken_byte_leaves_the_other_letters() -> None:
    data = body(f"{CYRILLIC} “Müller” – 20 €X").replace(b"X", b"\xe9")
    assert title(data) == f"{CYRILLIC} “Müller” – 20 €\ufffd"


@pytest.mark.parametrize(
    "written", ["cp1251", "koi8-r", "iso-8859-5", "cp1252", "shift_jis", "gbk"]
)
def test_a_right_declaration_is_believed(written: str) -> None:
    words = {"cp1252": "Müller", "shift_jis": "船が沈没した", "gbk": "渡轮沉没"}.get(
        written, CYRILLIC
    )
    assert title(body(words, declared=written, written=written)) == words


@pytest.mark.parametrize(
    "start", [b"\n\n  ", codecs.BOM_UTF8, codecs.BOM_UTF8 * 2, codecs.BOM_UTF8 + b"\r\n \n"]
)
def test_what_comes_before_the_declaration_is_ignored(start: bytes) -> None:
    data = start + body(CYRILLIC)
    assert title(data) == CYRILLIC
    assert as_utf8(data, None)[0].startswith(b"<?xml version='1.0' encoding='utf-8'?><rss")


def test_control_characters_do_not_spoil_a_feed() -> None:
    assert title(body("Ferry\x0b sinks\x01 off\x1f Arlen")) == "Ferry sinks off Arlen"


@pytest.mark.parametrize("written", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037"])
def test_wide_and_foreign_encodings(written: str) -> None:
    words = "Ferry sinks" if written == "cp037" else CYRILLIC
    assert title(body(words, declared=written, written=written)) == words


def test_seven_bits_that_are_no_ascii() -> None:
    words = "船が沈没した"
    assert title(body(words, declared="iso-2022-jp", written="iso-2022-jp")) == words
