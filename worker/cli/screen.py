"""What all commands print with: the consoles, JSON, and a claim's chain in words."""

import json
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from worker.records import Claim, Link, Quantity

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

STYLES = {
    "asserted": "green",
    "hedged": "yellow",
    "accused": "magenta",
    "denied": "red",
    "unacknowledged": "bright_red",
    "hypothetical": "cyan",
    "predicted": "blue",
    "questioned": "bright_yellow",
}
"""The colour of each factuality, the same wherever claims are shown."""

_SIGNS = {"approx": "about ", "gt": "more than ", "gte": "at least ", "lt": "fewer than "}
_SIGNS |= {"lte": "at most ", "eq": "", "range": ""}


def print_json(value: object) -> None:
    """Print one JSON value on one line, for scripts."""
    try:
        line = json.dumps(value, ensure_ascii=False, default=str)
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(value, default=str)
    out.out(line, highlight=False)


def chain_words(claim: Claim, text: str) -> str:
    """Return the chain from the nearest voice to the farthest: `Lee <- National Intelligence`."""
    by_position = groupby(claim.chain, key=lambda link: link.position)
    return " <- ".join(
        " + ".join(voice_words(link, text) for link in links) for _, links in by_position
    )


def voice_words(link: Link, text: str) -> str:
    """Return the name of one voice, or the best words for it."""
    if link.role == "narrator":
        return "the article"
    words = link.name or (text[slice(*link.mention)] if link.mention else link.descriptor)
    words = " ".join((words or "somebody").split())
    return f"{words} ({link.role})" if link.role in {"hearsay", "holder"} else words


def quantity_words(quantity: Quantity) -> str:
    """Return a number with its bounds: `more than 10,000 person, deployed`."""
    number = quantity.value if quantity.value is not None else quantity.low
    if quantity.comparator == "range":
        number_words = f"{_number(quantity.low)} to {_number(quantity.high)}"
    else:
        number_words = _SIGNS[quantity.comparator] + _number(number)
    return " ".join(filter(None, (number_words, quantity.unit))) + f", {quantity.property}"


def factuality_text(claim: Claim) -> Text:
    """Return the factuality in its colour, with a negation named."""
    words = claim.factuality + (", negated" if claim.polarity == "negative" else "")
    return Text(words, style=STYLES[claim.factuality])


def confidence_words(claim: Claim) -> str:
    """Return the confidence as lists show it, a blank before it; nothing where there is none."""
    return "" if claim.confidence is None else f" {claim.confidence:.2f}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun, in the plural where it needs one."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def marked(text: str, claims: Sequence[Claim]) -> Text:
    """Return the text with every claim's evidence in its colour, followed by its number."""
    shown = Text(text)
    marks: list[tuple[int, int]] = []
    for number, claim in enumerate(claims, start=1):
        for start, end in claim.evidence:
            shown.stylize(f"underline {STYLES[claim.factuality]}", start, end)
        marks.append((claim.evidence[-1].end, number))
    marks.sort()
    pieces = shown.divide([position for position, _ in marks])
    result = Text()
    for piece, number in zip(pieces, [*(number for _, number in marks), 0], strict=False):
        result.append_text(piece)
        if number:
            result.append(f"[{number}]", style="bold")
    return result


def _number(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
