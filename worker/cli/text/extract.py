"""`reportedly extract`: what is claimed in a text, without any database."""

from enum import StrEnum
from typing import Annotated

import typer

from worker.accept import accept
from worker.cli.documents.files import read_given
from worker.cli.documents.given import Given
from worker.cli.screen import err, print_json
from worker.cli.text.explanation import print_explanation
from worker.errors import RejectedError
from worker.export.claims_gold import to_attributions, to_claims_gold
from worker.export.explanation import explanation
from worker.extract import STEPS, explained
from worker.extractors import extractor_for, language_model
from worker.records import Article, Extraction
from worker.settings import Settings, load_settings


class Format(StrEnum):
    """The forms that can be printed, as docs/claims.md describes them."""

    CLAIMS = "claims"
    ATTRIBUTIONS = "attributions"


Form = Annotated[
    Format | None,
    typer.Option("--format", help="Claims (the default), or one row a reporting frame."),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Show for each sentence which rule made what, and why; for reading, no JSON.",
    ),
]


def extract(
    file: Annotated[
        str, typer.Argument(help="A plain text, JSON lines, or - for standard input.")
    ] = "-",
    *,
    form: Form = None,
    explain: Explain = False,
) -> None:
    """Print the claims of a text, without any database.

    The form is claims-gold/1: one JSON object an article, a line each.

    --explain shows for each sentence: the quotations; the reporting frames, each with the rule
    that made it (function and file); the words that could report, and why no rule took them; the
    claims, with what decides their factuality, the name of each voice and why, and what
    was inherited from which sentence. Only sections are read: `reportedly parse` shows the lines
    outside them.

    A JSON line is {"text": ..., "id"?, "title"?, "published"?}; other keys are ignored. Offsets
    refer to the text as given. A text that is plainly in an unsupported language has no claims;
    the answer and standard error say so.
    """
    if explain and form is not None:
        raise typer.BadParameter("--explain is for reading and has no --format: leave one out")
    settings = load_settings()
    extractor = extractor_for(settings)
    rejected = False
    for given in read_given([file], max_characters=settings.max_characters):
        try:
            article = _article(given, settings)
        except RejectedError as error:
            rejected = True
            err.print(f"{given.place}: rejected: {error}", markup=False)
            continue
        if explain:
            notes = explanation(*explained(article, language_model(settings.model)))
            print_explanation(_name(given), [step.__name__.lstrip("_") for step in STEPS], notes)
        else:
            found = extractor.extract(article) if article.text else Extraction()
            _print_claims(given, article, found, form)
    if rejected:
        raise typer.Exit(1)


def _print_claims(
    given: Given, article: Article, extraction: Extraction, form: Format | None
) -> None:
    if extraction.outcome == "unsupported_language":
        why = f"its language, {article.language}, is not supported"
        err.print(f"{given.place}: no claims: {why}", markup=False)
    written = to_attributions if form is Format.ATTRIBUTIONS else to_claims_gold
    print_json(written(_name(given), article, extraction))


def _article(given: Given, settings: Settings) -> Article:
    if given.document is None:
        raise RejectedError(given.fault or "unreadable")
    text = given.document.get("text")
    if isinstance(text, str) and not text.strip():
        # A blank text claims nothing, so the answer is empty and no error.
        return Article(text="", sections=(), source_key="")
    kept = {name: given.document.get(name) for name in ("text", "title", "published")}
    return accept(kept, max_characters=settings.max_characters)


def _name(given: Given) -> str:
    named = given.document.get("id") if given.document else None
    return given.place if named is None else str(named)
