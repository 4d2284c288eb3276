"""The command line: one topic a file, errors that say what to do, exit codes that scripts can use.

0 all went well; 1 something given was rejected or not found; 2 wrong use or set-up; 130 Ctrl-C.
"""

import sys

import typer

from worker.cli import (
    accept,
    articles,
    claims,
    copies,
    doctor,
    extract,
    feeds,
    jobs,
    parse,
    processes,
    reprocess,
    stats,
    up,
)
from worker.errors import RejectedError, SetupError, TransientError

REJECTED, SETUP, INTERRUPTED = 1, 2, 130

app = typer.Typer(
    name="reportedly",
    help="Reads the news and keeps a ledger of claims: who said it, on whose word, and how sure.",
    epilog="Start with `reportedly up`. Settings are REPORTEDLY_* names, see docs/operating.md.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(up.up)
app.command()(up.migrate)
app.command()(processes.worker)
app.command()(processes.beat)
app.command("flower")(processes.flower_command)
app.add_typer(feeds.app, name="feeds")
app.command()(accept.accept)
app.command()(extract.extract)
app.command()(parse.parse)
app.command()(articles.articles)
app.command()(articles.show)
app.command()(claims.claims)
app.command()(claims.why)
app.command()(copies.copies)
app.add_typer(copies.app, name="export")
app.command()(reprocess.reprocess)
app.command()(jobs.jobs)
app.command()(stats.stats)
app.command()(doctor.doctor)


def main() -> None:
    """Run the command line; expected errors become one line and an exit code."""
    try:
        app()
    except RejectedError as error:
        _leave(error, REJECTED)
    except (SetupError, TransientError) as error:
        _leave(error, SETUP)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _leave(error: Exception, code: int) -> None:
    print(f"reportedly: {error}", file=sys.stderr)  # noqa: T201 - the one place that speaks so
    sys.exit(code)
