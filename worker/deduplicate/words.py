"""The words of a text as they are compared: normalised, hashed, without boilerplate.

Different spellings become one: Unicode's forms (NFKC), accents, case, quotation marks, dashes,
white space. A script without spaces is read as characters, three at a time, so that everything
that compares words works for it too.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from worker.deduplicate.boilerplate import is_boilerplate, without_dateline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from worker.records import Article, Notice

_CACHED_WORDS: Final = 1 << 17
"""Words whose hashes a process keeps, at most: bounds its memory."""

_GRAM: Final = 3
"""Characters in a row that count as one word in a script without spaces."""

_DATELINE_LINES: Final = 2
"""Lines in which a dateline can be: the first, and the one below a headline taken for text."""

_NUMBER: Final = r"\d+(?:[.,/:]\d+)*"
# Han, kana, Thai, Lao, Burmese, Khmer.
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS: Final = "\u064b-\u065f\u0900-\u0963\u0981-\u0dff"
_LETTER: Final = rf"(?:(?![{_UNSPACED}])[^\W\d_]|[{_MARKS}])"
_ASCII_WORDS: Final = re.compile(r"[A-Za-z]++(?:'[A-Za-z]++)*+|[0-9]++(?:[.,/:][0-9]++)*+")
_WORDS: Final = re.compile(rf"{_LETTER}+(?:'{_LETTER}+)*|{_NUMBER}|[{_UNSPACED}]+")
_RUN: Final = re.compile(rf"[{_UNSPACED}]{{2,}}")
_SPELLINGS: Final = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\uff07", "'")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
    # Otherwise NFKC would turn 11 and a half into 111/2.
    | {"\u00bc": " 1/4", "\u00bd": " 1/2", "\u00be": " 3/4"}
)
_ACCENTS: Final = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """One text in the form that comparison and fingerprints need.

    `digest` is the SHA-256 of all its words, hexadecimal. `text` is the compared text, normalised
    but with its case; `words` are its words in lower case, and `hashes` has one unsigned 64-bit
    number a word. `title` are the headline's words, `notice` is the article's.
    """

    digest: str
    text: str
    words: list[str]
    hashes: NDArray[np.uint64]
    title: list[str]
    notice: Notice | None


def prepare(article: Article, *, without: Collection[int] = ()) -> Prepared:
    """Return an article's compared text: everything but its headline, whose words are separate.

    Lines whose hash is in `without` are left out, unless there are no others.
    """
    headline = _headline(article)
    lines = list(_lines(article, headline))
    kept = [line for line in lines if line_hash(line) not in without] if without else lines
    text = _normalised("\n".join(kept or lines))
    words = _folded(text)
    hashes = np.fromiter(map(_hashes.__getitem__, words), dtype=np.uint64, count=len(words))
    digest = sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()
    # Where there is only a headline, it is the text.
    has_text = any(section.kind != "headline" for section in article.sections)
    title = headline if has_text else []
    return Prepared(digest, text, words, hashes, title, article.notice)


def story_lines(article: Article) -> list[str]:
    """Return the lines of an article that are compared, not normalised."""
    return list(_lines(article, _headline(article)))


def line_hash(line: str) -> int:
    """Return the signed 64-bit hash of a line's words, the same for all spellings."""
    words = " ".join(words_of(_normalised(line))).casefold()
    return int.from_bytes(_digest(words), signed=True)


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a normalised text, in their order."""
    if text.isascii():
        return _ASCII_WORDS.findall(text)
    words = _WORDS.findall(text)
    if _RUN.search(text) is None:
        return words
    return list(chain.from_iterable(map(_grams, words)))


def _folded(text: str) -> list[str]:
    """The words of a normalised text, in lower case."""
    if text.isascii():
        return words_of(text.lower())
    # Words first, lower case after: in some scripts it splits a letter, which would split a word.
    return " ".join(words_of(text)).casefold().split()


def _headline(article: Article) -> list[str]:
    return words_of(_normalised(article.title or "").casefold())


def _lines(article: Article, headline: Collection[str]) -> Iterator[str]:
    """The lines that belong to the story: without the headline, which every outlet rewrites."""
    title = set(headline)
    parts = ((section.kind, article.text[slice(*section.span)]) for section in article.sections)
    body = [part for kind, part in parts if kind != "headline" or not _is_title(part, title)]
    body = body or [article.text]
    lines = [line for part in body for line in part.splitlines() if not is_boilerplate(line)]
    for place, line in enumerate(lines or body):
        yield without_dateline(line) if place < _DATELINE_LINES else line


def _is_title(line: str, title: set[str]) -> bool:
    """Whether a headline line repeats the title: at least half of its words are in it."""
    words = set(words_of(_normalised(line).casefold()))
    return 2 * len(words & title) >= len(words)


def _normalised(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_SPELLINGS))
    text = _ACCENTS.sub("", text).replace("\u2044", "/")
    return unicodedata.normalize("NFKC", text)


def _grams(word: str) -> list[str]:
    """The word itself, or three characters at a time where its script has no spaces."""
    if len(word) <= _GRAM or _RUN.match(word) is None:
        return [word]
    return [word[i : i + _GRAM] for i in range(len(word) - _GRAM + 1)]


class _Hashes(dict[str, int]):
    """One 64-bit hash a word, cached for the most recent words: most words recur."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        number = self[word] = int.from_bytes(_digest(word))
        return number


_hashes: Final = _Hashes()


def _digest(words: str) -> bytes:
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
