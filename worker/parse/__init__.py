"""The step that reads one document into an `Article`; one file a format."""

from typing import Final

from worker.parse.plaintext import read_text

PARSERS: Final = {"plaintext": read_text}
