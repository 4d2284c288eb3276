"""The table of commands: for each its function and its line in `reportedly --help`."""

from importlib.metadata import version
from typing import Annotated, Final

import typer

from worker.cli.lazy import Table, group

COMMANDS: Final[Table] = {
    "up": (
        "worker.cli.run.up:up",
        "Start everything on this machine; Ctrl-C ends it cleanly.",
    ),
    "migrate": (
        "worker.cli.run.migrate:migrate",
        "Bring the database to the newest schema.",
    ),
    "worker": (
        "worker.cli.run.processes:worker",
        "Run one worker in this terminal: fetching waits in threads, extraction computes.",
    ),
    "beat": (
        "worker.cli.run.processes:beat",
        "Run the beat, which looks for lost and due work; one is enough, a second does no harm.",
    ),
    "flower": (
        "worker.cli.run.processes:flower_command",
        "Run Flower on loopback, with a password that is made and printed once.",
    ),
    "accept": (
        "worker.cli.ledger.accept:accept",
        "Store articles and queue their extraction, whether or not workers run.",
    ),
    "extract": (
        "worker.cli.text.extract:extract",
        "Print the claims of a text, without any database.",
    ),
    "parse": (
        "worker.cli.text.parse:parse",
        "Show what is read of a feed, a page or a text, and why. Nothing is stored.",
    ),
    "articles": (
        "worker.cli.ledger.articles:articles",
        "List the stories of the ledger, newest first: the earliest article of each.",
    ),
    "show": (
        "worker.cli.ledger.show:show",
        "Print an article with its claims, chains and factualities.",
    ),
    "claims": (
        "worker.cli.ledger.claims:claims",
        "List claims: what is said, with which factuality, and on whose word.",
    ),
    "why": (
        "worker.cli.ledger.why:why",
        "Print the proof of one claim.",
    ),
    "copies": (
        "worker.cli.ledger.copies:copies",
        "Show the story of an article: who else has its text, since when, and what was changed.",
    ),
    "reprocess": (
        "worker.cli.ledger.reprocess:reprocess",
        "Extract again with the current extractor, or look for copies again.",
    ),
    "jobs": (
        "worker.cli.run.jobs:jobs",
        "List the ledger of work, newest first, with the error of what failed.",
    ),
    "stats": (
        "worker.cli.ledger.stats:stats",
        "Print counts: articles, claims by factuality, runs, jobs.",
    ),
    "doctor": (
        "worker.cli.run.doctor:doctor",
        "Look at settings, database, schema, broker, model, disk and clock; say what to do.",
    ),
    "feeds": (
        "worker.cli.feeds:app",
        "The sources that are polled: add, list, pause, remove, and see their health.",
    ),
    "export": (
        "worker.cli.export:app",
        "Write what the ledger has for other programs, as JSON lines.",
    ),
}
"""A command's module is imported when it is called; its help line is its docstring's first."""

app = group(
    COMMANDS,
    name="reportedly",
    text="Reads the news and keeps a ledger of claims: who said it, on whose word, and how sure.",
    epilog="Start with `reportedly up`. Settings are REPORTEDLY_* names, see docs/operating.md.",
)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - Typer's callbacks get the value so
    if asked:
        typer.echo(f"reportedly {version('reportedly')}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Print the version, then exit.",
        ),
    ] = False,
) -> None:
    """Take the options that belong to no command."""
