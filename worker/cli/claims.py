"""`reportedly claims` and `reportedly why`: claims as a list, and the proof of one."""

from datetime import datetime
from typing import Annotated

import typer
from rich.text import Text

from db import lookup
from db.session import reading
from worker.cli.ledger import open_ledger
from worker.cli.screen import (
    STYLES,
    chain_words,
    confidence_words,
    factuality_text,
    out,
    print_json,
    quantity_words,
    voice_words,
)
from worker.errors import RejectedError
from worker.export.claims_gold import claim_fields
from worker.records import Factuality, Link, Property, Span, Time
from worker.settings import load_settings


def claims(  # noqa: PLR0913 - each is an option of the command
    *,
    voice: Annotated[
        str | None, typer.Option(help="A name, or a part of one, anywhere in the chain.")
    ] = None,
    factuality: Annotated[Factuality | None, typer.Option(help="Only claims held so.")] = None,
    property: Annotated[  # noqa: A002 - the option is named as the field is
        Property | None, typer.Option(help="Only claims with a number of this kind.")
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Published on this day or later.")
    ] = None,
    text: Annotated[str | None, typer.Option(help="Words of the statement.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, newest article first.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """List claims: what is said, how it is held, and on whose word."""
    selection = lookup.claims.Selection(
        voice=voice,
        factuality=factuality,
        property=property,
        since=since.date() if since else None,
        words=text,
        limit=limit,
    )
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        found = lookup.claims.find(connection, selection)
    if as_json:
        print_json([_fields(view) for view in found])
        return
    for view in found:
        out.print(claim_lines(view))
    if not found:
        out.print("no claims fit; `reportedly stats` counts what there is")


def why(
    claim: Annotated[str, typer.Argument(help="A claim's key, or the beginning of one.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print the proof of one claim.

    Its passage, evidence, chain, numbers and times with their spans; the run, extractor and
    revision; and what other runs held of the same words.
    """
    engine = open_ledger(load_settings())
    with reading(engine) as connection:
        found = lookup.claims.by_key(connection, claim)
    if len({view.key for view in found}) != 1:
        raise RejectedError(f"no single claim {claim!r}; `reportedly claims` lists them")
    view, *others = found
    if as_json:
        print_json(_fields(view))
        return
    out.print(_proof(view))
    for other in others:
        out.print(
            f"also run {other.run_id} by {other.extractor}: {other.claim.factuality}, "
            f"{chain_words(other.claim, other.text)}",
            style="dim",
        )


def claim_lines(view: lookup.claims.ClaimView, *, number: int | None = None) -> Text:
    """Return a claim as a list shows it: what is said, then how, by whom and how many."""
    claim = view.claim
    lines = Text(f"[{number}] " if number else "", style="")
    lines.append(view.key, style="bold")
    lines.append("  ")
    lines.append(claim.statement)
    lines.append("\n    ")
    lines.append_text(factuality_text(claim))
    lines.append(confidence_words(claim), style="dim")
    lines.append(f"  {chain_words(claim, view.text)}")
    for quantity in claim.quantities:
        lines.append(f"  | {quantity_words(quantity)}", style="dim")
    return lines


def _fields(view: lookup.claims.ClaimView) -> dict[str, object]:
    return {
        "key": view.key,
        "article": view.article_key,
        "revision": view.revision,
        "title": view.title,
        "published": view.published_on,
        "run": view.run_id,
        "extractor": view.extractor,
        "shown": view.shown,
        **claim_fields(view.claim),
    }


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
    """Return the paragraph that the evidence stands in, the evidence in its colour."""
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
