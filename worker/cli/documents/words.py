"""Bytes as text, and words from outside made fit for a terminal."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from worker.errors import RejectedError

_SHOWN_OF_A_FAULT = 100
"""Characters of an error that are shown: enough for its first sentence."""

_SNIFFED = 8_192
"""Bytes in which a NUL shows that a file is no text."""


def decode(body: bytes) -> str:
    """Return bytes as text.

    Raises:
        RejectedError: they are not UTF-8, or not a text at all; the message says where.
    """
    if body.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        raise RejectedError(
            "UTF-16, not UTF-8; convert it first, as with iconv -f UTF-16 -t UTF-8"
        )
    if b"\0" in body[:_SNIFFED]:
        raise RejectedError("this is a binary file, not a text")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RejectedError(
            f"not UTF-8 (byte {error.start:,} is 0x{body[error.start]:02x}); convert it first, "
            "as with iconv -t UTF-8"
        ) from None


def short(error: Exception) -> str:
    """Return the beginning of an error's message, fit for a terminal."""
    said = (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
    return printable(said.strip().partition("\n")[0][:_SHOWN_OF_A_FAULT])


def printable(words: str) -> str:
    """Return words from outside without the characters that control a terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in words)
