"""What `reportedly extract --explain` shows: what became of each sentence, and by which rule."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from worker.cli.screen import counted, factuality_text, out, quantity_words
from worker.export.explanation import (
    ClaimNote,
    FrameNote,
    LinkNote,
    SentenceNote,
    TopicNote,
    printable,
)

_MARGIN = 4
_LABEL = 11
_WIDEST = 110
_NARROWEST = 20
"""Columns: the margin, the labels, and the widths between which words are wrapped."""


def print_explanation(name: str, steps: Iterable[str], notes: tuple[SentenceNote, ...]) -> None:
    """Print the explanation of one article, wrapped to the terminal's width."""
    claims = sum(len(note.claims) for note in notes)
    said = f"{name}: {counted(len(notes), 'sentence')}, {counted(claims, 'claim')}"
    out.print(Text(said, style="bold"))
    out.print(Text(f"steps: {', '.join(steps)}", style="dim"))
    for note in notes:
        out.print()
        for line in _sentence(note):
            out.print(line)


def _sentence(note: SentenceNote) -> Iterator[Text]:
    """Return the lines of one sentence."""
    place = f"sentence {note.number}, {note.section}, {note.span.start} to {note.span.end}"
    yield Text(place, style="dim")
    yield from _hanging(Text(""), Text(note.text, style="bold"), margin=_MARGIN)
    for quotation in note.quotations:
        yield from _labelled("quotation", Text(quotation))
    for frame in note.frames:
        yield from _frame(frame)
    for topic in note.topics:
        yield from _topic(topic)
    yield from _rejected(note)
    for claim in note.claims:
        yield from _claim(claim)
    for words, reason in note.no_claims:
        yield from _labelled("no claim", Text(f"“{words}”: {reason}"))
    for quantity in note.uncounted:
        yield from _labelled("no claim", Text(f"counts this: {quantity_words(quantity)}"))


def _frame(frame: FrameNote) -> Iterator[Text]:
    """Return the lines of one frame: who, by which words, what, and the rule."""
    sources = f", by {_several(frame.sources)}" if frame.sources else ", by nobody named"
    behind = f", who relies on {_several(frame.secondary)}" if frame.secondary else ""
    yield from _labelled("frame", Text(f"{frame.stance}: “{frame.cue}”{sources}{behind}"))
    content = " … ".join(f"“{part}”" for part in frame.content)
    yield from _labelled("", Text(f"content: {content or 'the quotation that follows'}"))
    if frame.inside is not None:
        yield from _labelled("", Text(f"inside another: {frame.inside}"))
    yield from _labelled("", Text(f"rule: {frame.rule}", style="dim"))


def _topic(note: TopicNote) -> Iterator[Text]:
    """Return the lines of speech of which only the topic is reported."""
    shown = f"“{note.cue}”, by {_several(note.sources)}, of “{note.topic}”"
    yield from _labelled("topic", Text(shown))
    yield from _labelled("", Text("what was said is not reported: a row of attribution only"))
    yield from _labelled("", Text(f"rule: {note.rule}", style="dim"))


def _rejected(note: SentenceNote) -> Iterator[Text]:
    """Return the lines of the words that no rule took: what each rule had against them."""
    for word, rejections in note.rejected:
        for n, (rule, reason) in enumerate(rejections):
            shown = Text(f"“{word}”: {reason}" if n == 0 else f"and {reason}")
            shown.append(f" [{rule}]", style="dim")
            yield from _labelled("" if n else "rejected", shown)


def _claim(note: ClaimNote) -> Iterator[Text]:
    """Return the lines of one claim: its factuality and why, its voices, its numbers."""
    shown = factuality_text(note.claim)
    shown.append(f"  {printable(note.claim.statement)}", style="default")
    yield from _labelled(f"claim {note.number}", shown)
    yield from _labelled("", Text(f"why: {'; '.join(note.why)}"))
    for link in note.links:
        yield from _labelled("", _link(link))
    for quantity in note.claim.quantities:
        yield from _labelled("", Text(f"number: {quantity_words(quantity)}"))


def _link(note: LinkNote) -> Text:
    link = note.link
    name = printable(link.name or link.descriptor or "")
    shown = Text(link.role).append(f" {name}" if name else "", style="bold")
    if note.mention is not None and note.mention != name:
        shown.append(f", here “{note.mention}”")
    return shown.append(f": {'; '.join(note.why)}")


def _several(words: Iterable[str]) -> str:
    return " and ".join(f"“{word}”" for word in words)


def _labelled(label: str, shown: Text) -> Iterator[Text]:
    """Return the lines of text next to a label."""
    first = Text(f"{'':{_MARGIN}}{label:{_LABEL}}", style="cyan")
    return _hanging(first, shown, margin=_MARGIN + _LABEL)


def _hanging(first: Text, shown: Text, *, margin: int) -> Iterator[Text]:
    """Return text wrapped next to a margin; `first` is the margin of the first line."""
    width = max(min(out.width, _WIDEST) - margin, _NARROWEST)
    for line in shown.wrap(out, width):
        line.rstrip()
        yield (first or Text(" " * margin)) + line
        first = Text("")
