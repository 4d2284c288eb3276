"""Repairs of a page's tree where trafilatura would lose words of the article.

Four things are common on the web and cost paragraphs: text that is directly in a block, outside
of any paragraph, marks without words at the head of a paragraph, words within a sentence whose
class sounds like furniture, and posts quoted from elsewhere in a frame that says so.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml import html  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

# Words of loose text from which it is put into paragraphs: fewer are labels.
_LEAST_WORDS: Final = 12
_BLOCKS: Final = ("div", "section", "article")
_FRAMES: Final = frozenset({"div", "figure", "section", "span"})
# Characters of a frame in addition to the words of the post: a name, a link.
_FRAME_CHARACTERS: Final = 40
# Characters of a post, and pieces of text, that are counted at most.
_LONGEST_POST: Final = 5_000
_MOST_PIECES: Final = 200
_MARKS: Final = ("span", "a", "b", "strong", "i", "em")
_INLINE: Final = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
        "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_NAMES: Final = ("class", "id", "style")
_QUOTED_POST: Final = re.compile(
    r"(?:twitter|bluesky|tiktok|mastodon|reddit|fb)-(?:tweet|embed|post|card)|instagram-media"
)


def tidy(tree: HtmlElement) -> None:
    """Change the tree in place, so that all words of an article are where they are read."""
    _drop_marks(tree)
    _unname_words(tree)
    _unframe_posts(tree)
    _wrap_loose_text(tree)


def _drop_marks(tree: HtmlElement) -> None:
    """Take elements without words from the heads of paragraphs, which were lost with them."""
    for mark in list(tree.iter(*_MARKS)):
        parent = mark.getparent()
        if len(mark) == 0 and not (mark.text or "").strip() and _is(parent, "p"):
            first = mark.getprevious() is None and not (parent.text or "").strip()
            if first:
                mark.drop_tag()


def _unname_words(tree: HtmlElement) -> None:
    """Take the names off a span with words of the sentence on both sides of it."""
    for span in tree.iter("span"):
        parent = span.getparent()
        if not _is(parent, "p") or not (span.tail or "").strip():
            continue
        before = span.getprevious()
        words = parent.text if before is None else before.tail
        if (words or "").strip():
            _unname(span)


def _unframe_posts(tree: HtmlElement) -> None:
    """Make a quoted post a plain quotation: its frame is taken for a share button."""
    for quote in tree.iter("blockquote"):
        if not _QUOTED_POST.search(quote.get("class") or ""):
            continue
        _unname(quote)
        least = _length(quote)
        frame = quote.getparent()
        while (
            least < _LONGEST_POST
            and frame is not None
            and frame.tag in _FRAMES
            and _length(frame) <= least + _FRAME_CHARACTERS
        ):
            _unname(frame)
            frame.tag = "div"
            frame = frame.getparent()


def _wrap_loose_text(tree: HtmlElement) -> None:
    """Put the text between the blocks of a block into paragraphs."""
    for block in list(tree.iter(*_BLOCKS)):
        loose = " ".join(filter(None, (block.text, *(child.tail for child in block))))
        if len(loose.split()) >= _LEAST_WORDS and any(_parts(child) for child in block):
            _wrap(block)


def _wrap(block: HtmlElement) -> None:
    runs = [html.Element("p")]
    runs[0].text, block.text = block.text, None
    children = list(block)
    block.insert(0, runs[0])
    for child in children:
        if not _parts(child):
            runs[-1].append(child)
            continue
        run = html.Element("p")
        run.text, child.tail = child.tail, None
        child.addnext(run)
        runs.append(run)
    for run in runs:
        if len(run) == 0 and not (run.text or "").strip():
            block.remove(run)


def _parts(element: HtmlElement) -> bool:
    """Return whether an element separates the text before and after it; one of two breaks does."""
    if element.tag != "br":
        return isinstance(element.tag, str) and element.tag not in _INLINE
    after = element.getnext()
    return _is(after, "br") and not (element.tail or "").strip()


def _is(element: HtmlElement | None, tag: str) -> bool:
    return element is not None and element.tag == tag


def _length(element: HtmlElement) -> int:
    """Return the characters of an element's text, white space counted once; of a long one some."""
    pieces = (text[:_LONGEST_POST].split() for text in islice(element.itertext(), _MOST_PIECES))
    return sum(len(" ".join(words)) for words in pieces)


def _unname(element: HtmlElement) -> None:
    for name in _NAMES:
        element.attrib.pop(name, None)
