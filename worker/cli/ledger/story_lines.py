"""The lines of a story: its origin, its relations, the claims and words that changed."""

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from rich.text import Text

from db.lookup.copies import Copy
from db.lookup.stories import Member
from worker.cli.screen import chain_words, counted, factuality_text, quantity_words
from worker.link.claim_changes import ClaimChange
from worker.link.origins import Origin

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def origin_lines(origin: Origin) -> Iterator[str]:
    """Yield the agency of a story, and who credits which agency or outlet."""
    if origin.agency:
        yield f"agency    {origin.agency}"
    by_name: dict[tuple[str, str | None], list[str]] = {}
    for credit in origin.credits:
        by_name.setdefault((credit.name, credit.credited), []).append(credit.article)
    for (name, credited), keys in by_name.items():
        member = f" ({credited})" if credited else ""
        yield f"credited  {name}{member} by {', '.join(keys)}"


def change_lines(changes: Sequence[ClaimChange], older: str, newer: str) -> Iterator[Text]:
    """Yield the claims that changed: with "-" those of the older text, with "+" of the newer."""
    for each in changes:
        for sign, claim, text in (("-", each.older, older), ("+", each.newer, newer)):
            if claim is not None:
                line = Text(f"      {sign} {claim.statement}  ", style=_COLOURS[sign])
                line.append_text(factuality_text(claim))
                line.append(f"  {chain_words(claim, text)}", style="dim")
                for quantity in claim.quantities:
                    line.append(f"  | {quantity_words(quantity)}", style="dim")
                yield line


def text_name(member: Member) -> str:
    """Return the article's key and the number of its revision: `a7/1`."""
    return f"{member.article_key}/{member.number}"


def relation_words(each: Copy, older: Member) -> str:
    """Return what a text is to an older one: `revision of a7/1, 83% of it; numbers 300 -> 320`."""
    evidence, relation = each.evidence, each.relation.replace("_", " ")
    parts = [f"{relation} of {text_name(older)}, {each.contained_older:.0%} of it"]
    gone, come = (
        ", ".join(dict.fromkeys(evidence[name])) for name in ("numbers_removed", "numbers_added")
    )
    if gone or come:
        parts.append(f"numbers {gone or 'none'} -> {come or 'none'}")
    if evidence["words_changed"]:
        parts.append(f"words {', '.join(evidence['words_changed'])}")
    for name, verb in (("sentences_removed", "removed"), ("sentences_added", "added")):
        if evidence[name]:
            parts.append(f"{counted(evidence[name], 'sentence')} {verb}")
    return "; ".join(parts)


def diff_lines(older: Member, newer: Member) -> Iterator[Text]:
    """Yield the lines in which two texts differ, as a unified diff."""
    names = text_name(older), text_name(newer)
    for line in unified_diff(_lines(older), _lines(newer), *names, lineterm="", n=1):
        yield Text(f"      {line}", style=_COLOURS.get(line[:1], ""))


def _lines(member: Member) -> list[str]:
    return [line.strip() for line in member.text.splitlines() if line.strip()]
