"""`reportedly why`: the proof of one claim."""

from typing import Annotated

import typer
from rich.text import Text

from db import lookup
from db.session import reading
from worker.cli.ledger.claims import claim_json
from worker.cli.opening import open_ledger
from worker.cli.screen import (
    STYLES,
    chain_words,
    factuality_text,
    out,
    print_json,
    quantity_words,
    voice_words,
)
from worker.errors import RejectedError
from worker.records import Link, Span, Time
from worker.settings import load_settings


def why(
    claim: Annotated[str, typer.Argument(help="A claim's key, or the beginning of one.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print the proof of one claim.

    Its passage, evidence, chain, numbers and times with their spans; the run, extractor and
    revision; and what other runs found in the same words.
    """
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        found = lookup.claims.by_key(connection, claim)
    if len({view.key for view in found}) != 1:
        raise RejectedError(f"no single claim {claim!r}; `reportedly claims` lists them")
    view, *others = found
    if as_json:
        print_json(claim_json(view))
        return
    out.print(_proof(view))
    for other in others:
        out.print(
            f"also run {other.run_id} by {other.extractor}: {other.claim.factuality}, "
            f"{chain_words(other.claim, other.text)}",
            style="dim",
        )


def _proof(view: lookup.claims.ClaimView) -> Text:
    claim, text = view.claim, view.text
    proof = Text()
    proof.append(f"{view.key}  {claim.statement}\n", style="bold")
    proof.append_text(factuality_text(claim))
    proof.append(f"  {chain_words(claim, text)}\n\n")
    proof.append_text(_passage(view))
    proof.append("\n\nevidence\n")
    for span in claim.evidence:
        proof.append(_slice(text, span))
    proof.append("chain, nearest voice first\n")
    for link in claim.chain:
        proof.append(_link_lines(link, text))
    if claim.quantities:
        proof.append("quantities\n")
        for quantity in claim.quantities:
            proof.append(f"  {quantity_words(quantity)}\n{_slice(text, quantity.span)}")
    for name, time in (("said", claim.said_at), ("happened", claim.event_time)):
        if time:
            proof.append(_time_lines(name, time, text))
    if claim.confidence is not None:
        proof.append(f"confidence  {claim.confidence:.2f}  (how many of such claims are right)\n")
    shown = "the run that is shown" if view.shown else "not shown"
    proof.append(
        f"found in  article {view.article_key}, revision {view.revision}, {claim.section}\n"
        f"found by  {view.extractor}, run {view.run_id} ({shown})",
        style="dim",
    )
    return proof


def _passage(view: lookup.claims.ClaimView) -> Text:
    """Return the paragraph that has the evidence, the evidence in its colour."""
    evidence = view.claim.evidence
    start = view.text.rfind("\n", 0, evidence[0].start) + 1
    end = view.text.find("\n", evidence[-1].end)
    passage = Text(view.text[start : end if end >= 0 else len(view.text)])
    for span in evidence:
        style = f"underline {STYLES[view.claim.factuality]}"
        passage.stylize(style, span.start - start, span.end - start)
    return passage


def _link_lines(link: Link, text: str) -> str:
    notes: list[str] = [link.role]
    notes += ["anonymous"] if link.anonymous else []
    notes += [] if link.explicit or link.role == "narrator" else ["inherited"]
    lines = f"  {link.position}  {voice_words(link, text)}  ({', '.join(notes)})\n"
    for span in (link.mention, link.cue):
        lines += _slice(text, span) if span else ""
    return lines


def _time_lines(name: str, time: Time, text: str) -> str:
    until = f" to {time.value_end}" if time.value_end else ""
    words = _slice(text, time.span) if time.span else ""
    return f"{name}  {time.value}{until}  ({time.granularity})\n{words}"


def _slice(text: str, span: Span) -> str:
    return f"     [{span.start}, {span.end})  {text[span.start : span.end]!r}\n"
