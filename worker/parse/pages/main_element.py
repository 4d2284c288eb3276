"""The paragraphs of a page, for where trafilatura took something else for its article.

Nothing is known here of any site: what counts are the paragraphs in the element that says it is
the article or the main part, and that are in nothing around it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

# Characters of a paragraph from which it counts, and the share of links up to which it does.
_SHORTEST: Final = 60
_MOST_LINKED: Final = 0.5
# The share of the paragraphs below which a text is half of an article at best.
_LEAST_SHARE: Final = 0.55
# Blocks, which may be nested, and paragraphs of each that are read.
_MOST_BLOCKS: Final = 5
_MOST_PARAGRAPHS: Final = 1_000
_ABOUT: Final = frozenset(
    {"aside", "footer", "nav", "form", "header", "figure", "figcaption", "blockquote", "table"}
)


def main_paragraphs(tree: etree._Element) -> list[str]:
    """Return the longer paragraphs of the largest article or main part of a page, in order."""
    blocks = [
        _paragraphs(block)
        for tag in ("article", "main")
        for block in islice(tree.iter(tag), _MOST_BLOCKS)
    ]
    return max(blocks, key=lambda block: sum(map(len, block)), default=[])


def is_half(text: str, paragraphs: list[str]) -> bool:
    """Return whether `text` lacks so much of the paragraphs that they are the better reading."""
    return len(text) < _LEAST_SHARE * sum(map(len, paragraphs))


def _paragraphs(block: etree._Element) -> list[str]:
    found = []
    for paragraph in islice(block.iter("p"), _MOST_PARAGRAPHS):
        words = " ".join("".join(paragraph.itertext()).split())
        linked = sum(len("".join(link.itertext())) for link in paragraph.iter("a"))
        if len(words) < _SHORTEST or linked > _MOST_LINKED * len(words) or words in found:
            continue
        if not any(above.tag in _ABOUT for above in paragraph.iterancestors()):
            found.append(words)
    return found
