"""Edits that newsrooms make to a text, as functions: a copy must be found in spite of them.

Each takes the paragraphs of a story and a random generator, and returns those of the edited story,
or None if the story has nothing to edit in this way. The inserted words are made up.
"""

import re
import unicodedata
from collections.abc import Callable
from random import Random

Edit = Callable[[list[str], Random], list[str] | None]
_FIGURE = re.compile(r"(?<![\w.,/:$-])\d{1,3}(?:,\d{3})*(?![\w.,/:%-]*\d)(?![\w/:])")
_HOUSE = (
    (r"\bpct\b|\bper cent\b|%", " percent"),
    (r"\bdlrs?\b", "dollars"),
    (r"\bmln\b", "million"),
    (r"\bU\.S\.", "US"),
    (r"\bDr\.\s", "Dr "),
    (r"\bMr\.\s", "Mr "),
    (r"\btoward\b", "towards"),
    (r"\bmore than\b", "over"),
    (r"\bcenter\b", "centre"),
    (r"ize\b", "ise"),
    (r'"', "'"),
    (r"(?<=\d),(?=\d{3}\b)", ""),
)
_OTHER_STORY = (
    "Divers off Hallin Bay found the mast of the ferry Ostrava late on Tuesday night.",
    "Harbour master Ines Calloway told Radio Brunn that fog had kept two tugs at the quay.",
    "Lindqvist Marine, which built the ship in Gdynia, sent engineers to look at its rudder.",
    "Relatives met in the Chapel of Saint Olaf, where Bishop Renner read the names aloud.",
    "Trawlers from Kvarnholm and Petersgate will search the strait again on Friday morning.",
)
_BOILERPLATE = (
    "Sign up for our morning newsletter and never miss a story.",
    "Read more: What we know so far about the week in pictures",
    "Advertisement",
    "This story has been shared by readers in many countries. Tell us what you make of it.",
)


def header(paragraphs: list[str], _: Random) -> list[str] | None:
    """Another outlet's head: its kicker, its byline and its dateline."""
    return ["WORLD NEWS", "By Ada Moor", "PORT ELLERY, March 3 (Gazette) - " + paragraphs[0],
            *paragraphs[1:]]  # fmt: skip


def first_paragraphs(paragraphs: list[str], _: Random) -> list[str] | None:
    """The first three paragraphs only."""
    return paragraphs[:3] if len(paragraphs) > 4 and _words(paragraphs[:3]) >= 30 else None


def first_half(paragraphs: list[str], _: Random) -> list[str] | None:
    """The first half of the words, cut within a sentence."""
    kept, left = [], _words(paragraphs) // 2
    for paragraph in paragraphs:
        words = paragraph.split()
        kept.append(" ".join(words[:left]))
        left -= len(words)
        if left <= 0:
            break
    return kept


def reordered(paragraphs: list[str], chance: Random) -> list[str] | None:
    """The same paragraphs in another order."""
    mixed = chance.sample(paragraphs, len(paragraphs))
    return mixed if mixed != paragraphs else None


def boilerplate(paragraphs: list[str], chance: Random) -> list[str] | None:
    """Lines of the publisher inserted between the paragraphs."""
    edited = list(paragraphs)
    for line in _BOILERPLATE:
        edited.insert(chance.randint(1, len(edited)), line)
    return edited


def encoding(paragraphs: list[str], _: Random) -> list[str] | None:
    """Typographic quotes and dashes, decomposed accents, hard spaces, escaped characters."""
    text = "\n\n".join(paragraphs).replace("'", "\u2019").replace(" - ", " \u2014 ")
    text = re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text).replace("&", "&amp;")
    text = unicodedata.normalize("NFD", text).replace(". ", ".\u00a0 ").replace("ing", "in\u00adg")
    return text.split("\n\n")


def house_style(paragraphs: list[str], _: Random) -> list[str] | None:
    """Units, abbreviations, spelling and quotation marks in another house style."""
    text = "\n\n".join(paragraphs)
    for pattern, put in _HOUSE:
        text = re.sub(pattern, put, text)
    return text.split("\n\n")


def merged(paragraphs: list[str], chance: Random) -> list[str] | None:
    """Another story before or after it."""
    return [*paragraphs, *_OTHER_STORY] if chance.random() < 0.5 else [*_OTHER_STORY, *paragraphs]


def some_words(share: float) -> Edit:
    """Return an edit that replaces that share of the words."""

    def edit(paragraphs: list[str], chance: Random) -> list[str] | None:
        return [
            " ".join(
                f"word{chance.randrange(9999)}".translate(_LETTERS)
                if word.isalpha() and word.islower() and chance.random() < share
                else word
                for word in paragraph.split()
            )
            for paragraph in paragraphs
        ]

    return edit


_LETTERS = str.maketrans("0123456789", "abcdefghij")


def numbers_in_lead(paragraphs: list[str], _: Random) -> list[str] | None:
    """Figures changed in the first paragraph that has any."""
    for place, paragraph in enumerate(paragraphs):
        if _FIGURE.search(paragraph):
            return [*paragraphs[:place], _other_figures(paragraph), *paragraphs[place + 1 :]]
    return None


def numbers(paragraphs: list[str], _: Random) -> list[str] | None:
    """All figures changed."""
    edited = [_other_figures(paragraph) for paragraph in paragraphs]
    return edited if edited != paragraphs else None


def denied(paragraphs: list[str], _: Random) -> list[str] | None:
    """One "said" or "confirmed" turned into "denied"."""
    return _one(paragraphs, r"\b(?:confirmed|said)\b(?! it denied)", "denied")


def not_so(paragraphs: list[str], _: Random) -> list[str] | None:
    """One "not" inserted."""
    return _one(paragraphs, r"\b(was|were|is|are|will|has|had|would)\b(?! not)", r"\1 not")


def at_least(paragraphs: list[str], _: Random) -> list[str] | None:
    """From "N" to "at least N"."""
    pattern = r"(?<!at least )(?<!about )" + _FIGURE.pattern
    return _one(paragraphs, pattern, r"at least \g<0>")


COPIES: dict[str, Edit] = {
    "header": header,
    "first paragraphs": first_paragraphs,
    "first half": first_half,
    "reordered": reordered,
    "boilerplate": boilerplate,
    "encoding": encoding,
    "house style": house_style,
    "merged": merged,
    "8 % of words": some_words(0.08),
    "20 % of words": some_words(0.20),
}
"""Edits that keep what the story says."""

REVISIONS: dict[str, Edit] = {
    "numbers in lead": numbers_in_lead,
    "numbers": numbers,
    "denied": denied,
    "not": not_so,
    "at least": at_least,
}
"""Edits that change what it says."""


def _words(paragraphs: list[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _other_figures(paragraph: str) -> str:
    return _FIGURE.sub(lambda found: f"{int(found[0].replace(',', '')) * 2 + 7:,}", paragraph)


def _one(paragraphs: list[str], pattern: str, put: str) -> list[str] | None:
    for place, paragraph in enumerate(paragraphs):
        edited = re.sub(pattern, put, paragraph, count=1)
        if edited != paragraph:
            return [*paragraphs[:place], edited, *paragraphs[place + 1 :]]
    return None
